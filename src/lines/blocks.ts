// bytes in any chunks -> blocks of whole lines, so that what follows need not care where chunks were cut.

const NEWLINE = 0x0a
const FIRST_SIZE = 64 * 1024
/** So many times at most it is told that a block grows: chunks may be single lines. What a pipe gives at one time is worth it. */
const STEPS = 32

/** Told of whole lines: they are the bytes from `start` to `end`, each with its LF, and stand there until it returns. */
export type BlockSink = (bytes: Uint8Array, start: number, end: number) => void

/**
 * Gives the lines of a chunk at once, where they are; only a line that lies in several chunks is copied.
 *
 * @example
 * const blocks = new LineBlocks((bytes, start, end) => console.log(start, end))
 * blocks.next(new TextEncoder().encode('a\nb\nc')) //=> 0 4
 * blocks.end() //=> 0 1
 */
export class LineBlocks {
  readonly #sink: BlockSink
  readonly #least: number
  readonly #onGrowth: BlockSink | undefined
  /** What was not given yet, in the first `#length` bytes: the line that is not complete, and lines that wait for more. */
  #rest = new Uint8Array(FIRST_SIZE)
  #length = 0
  /** How much there was when it was told last. */
  #told = 0

  /**
   * Chunks of fewer than `least` bytes are gathered: a block costs something, too, and a pipe gives small ones. `onGrowth` is told of the whole lines that
   * are gathered so far; the block that the sink is given next begins with them.
   */
  constructor(sink: BlockSink, least: number = 0, onGrowth?: BlockSink) {
    this.#sink = sink
    this.#least = least
    this.#onGrowth = onGrowth
  }

  next(chunk: Uint8Array): void {
    if (chunk.length < this.#least) return this.#gather(chunk)
    const start = this.#length === 0 ? 0 : this.#complete(chunk)
    const end = Math.max(start, chunk.lastIndexOf(NEWLINE) + 1)
    if (end > start) this.#sink(chunk, start, end)
    this.#keep(chunk.subarray(end))
  }

  /** The begin of the line that is not complete. */
  get rest(): Uint8Array {
    return this.#rest.subarray(0, this.#length)
  }

  /** The last line of a log may have no LF. */
  end(): void {
    if (this.#length > 0) this.#flush()
  }

  #gather(chunk: Uint8Array): void {
    this.#keep(chunk)
    const isFull = this.#length >= this.#least
    if (!isFull && (this.#onGrowth === undefined || this.#length - this.#told < this.#least / STEPS)) return
    const rest = this.#rest
    const end = rest.subarray(0, this.#length).lastIndexOf(NEWLINE) + 1
    this.#told = isFull ? 0 : this.#length
    if (!isFull) return end > 0 ? this.#onGrowth?.(rest, 0, end) : undefined
    if (end > 0) this.#sink(rest, 0, end)
    rest.copyWithin(0, end, this.#length)
    this.#length -= end
  }

  /** Takes what is missing of the open line from a chunk; returns where the next line begins. */
  #complete(chunk: Uint8Array): number {
    const end = chunk.indexOf(NEWLINE) + 1
    this.#keep(end === 0 ? chunk : chunk.subarray(0, end))
    if (end === 0) return chunk.length
    this.#flush()
    return end
  }

  #keep(bytes: Uint8Array): void {
    const length = this.#length + bytes.length
    if (length > this.#rest.length) {
      // Where more is gathered than there is room for at first, a whole block mostly is.
      const larger = new Uint8Array(Math.max(length, 2 * this.#rest.length, this.#least + FIRST_SIZE))
      larger.set(this.#rest.subarray(0, this.#length))
      this.#rest = larger
    }
    this.#rest.set(bytes, this.#length)
    this.#length = length
  }

  #flush(): void {
    const length = this.#length
    this.#length = 0
    this.#told = 0
    this.#sink(this.#rest, 0, length)
  }
}
