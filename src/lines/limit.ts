// bytes -> bytes: shortens lines that no log writer makes, so that a line never takes more memory than MAX_LINE.

/** Bytes of a line that are kept: 1 MiB. journald cuts at 48 KiB, docker at 16 KiB; longer lines are damage or binary data. */
export const MAX_LINE: number = 1024 * 1024

const NEWLINE = 0x0a
const NOTHING = new Uint8Array(0)
const encoder = new TextEncoder()

/**
 * Cuts over-long lines of a byte stream; what is left out is said at the end of the line: `...[9437184 bytes cut]`.
 * Chunks may be cut anywhere.
 *
 * @example
 * const limiter = new LineLimiter(4)
 * new TextDecoder().decode(limiter.next(new TextEncoder().encode('abcdef\nxy\n'))) //=> 'abcd...[2 bytes cut]\nxy\n'
 */
export class LineLimiter {
  /** Bytes that came in. */
  bytes = 0
  /** Lines that were shortened. */
  cutLines = 0
  readonly #max: number
  /** Bytes of the unfinished line, those that were cut included. */
  #length = 0

  constructor(max: number = MAX_LINE) {
    this.#max = max
  }

  /** Gives the chunk back, itself when nothing had to be cut. */
  next(chunk: Uint8Array): Uint8Array {
    this.bytes += chunk.length
    return this.#areShort(chunk) ? this.#whole(chunk) : this.#shortened(chunk)
  }

  /** The note on a last line without a newline, or nothing. */
  end(): Uint8Array {
    const note = this.#length > this.#max ? this.#note() : NOTHING
    this.#length = 0
    return note
  }

  /** Is no line too long? That takes a look at one line end for as many bytes as a line may have. */
  #areShort(chunk: Uint8Array): boolean {
    let room = this.#max - this.#length
    if (room < 0) return false
    for (let start = 0; chunk.length - start > room; room = this.#max) {
      const newline = chunk.lastIndexOf(NEWLINE, start + room)
      if (newline < start) return false
      start = newline + 1
    }
    return true
  }

  #whole(chunk: Uint8Array): Uint8Array {
    const last = chunk.lastIndexOf(NEWLINE)
    this.#length = last === -1 ? this.#length + chunk.length : chunk.length - last - 1
    return chunk
  }

  #shortened(chunk: Uint8Array): Uint8Array {
    const parts: Uint8Array[] = []
    let given = 0 // the bytes before it are in `parts` or cut
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, start)
      const end = newline === -1 ? chunk.length : newline
      const room = Math.max(0, this.#max - this.#length)
      this.#length += end - start
      if (this.#length > this.#max) {
        parts.push(chunk.subarray(given, Math.min(end, start + room)))
        if (newline !== -1) parts.push(this.#note())
        given = end
      }
      if (newline !== -1) this.#length = 0
      start = end + 1
    }
    return parts.length === 0 ? chunk : concat([...parts, chunk.subarray(given)])
  }

  #note(): Uint8Array {
    this.cutLines++
    return encoder.encode(`...[${this.#length - this.#max} bytes cut]`)
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
