// Chunks of text or bytes, cut anywhere -> bytes.

/** A text is taken in pieces of this size, so that a large one does not stand in memory a second time. */
const PIECE = 256 * 1024
/** Bytes are taken as they are, but for chunks so large that nobody else would have a turn. */
const LARGE = 4 * 1024 * 1024
const NEWLINE = 0x0a
const LINE_END = Uint8Array.of(NEWLINE)
const utf8 = new TextEncoder()

/**
 * Takes the chunks of one log. Texts may be cut between the halves of a surrogate pair, bytes within a character.
 *
 * @example
 * const encoder = new Encoder()
 * const bytes = [...encoder.next('\ud83d'), ...encoder.next('\ude80'), ...encoder.end()] // of one rocket
 */
export class Encoder {
  readonly #isWhole: boolean
  /** The first half of a surrogate pair whose second half is in the next chunk. */
  #half = ''

  constructor({ wholeLines = false }: { readonly wholeLines?: boolean | undefined } = {}) {
    this.#isWhole = wholeLines
  }

  /** @throws TypeError when the chunk is neither text nor bytes. */
  *next(chunk: unknown): Generator<Uint8Array> {
    if (typeof chunk === 'string') {
      const text = this.#isWhole && !chunk.endsWith('\n') ? `${chunk}\n` : chunk
      for (let at = 0; at < text.length; at += PIECE) yield* this.#text(text.slice(at, at + PIECE))
      return
    }
    if (!(chunk instanceof Uint8Array)) throw new TypeError(`a log comes in texts or bytes, not in ${words(chunk)}`)
    yield* this.end()
    for (let at = 0; at < chunk.length; at += LARGE) yield chunk.subarray(at, at + LARGE)
    if (this.#isWhole && chunk[chunk.length - 1] !== NEWLINE) yield LINE_END
  }

  /** The half of a pair that stayed alone. */
  *end(): Generator<Uint8Array> {
    const half = this.#half
    this.#half = ''
    if (half !== '') yield utf8.encode(half)
  }

  *#text(piece: string): Generator<Uint8Array> {
    const text = this.#half + piece
    const last = text.charCodeAt(text.length - 1)
    this.#half = last >= 0xd800 && last <= 0xdbff ? text.slice(-1) : ''
    yield utf8.encode(this.#half === '' ? text : text.slice(0, -1))
  }
}

function words(chunk: unknown): string {
  if (typeof chunk !== 'object' || chunk === null) return `values like ${String(chunk)}`
  return `objects: give it their message, or each as a line of JSON`
}
