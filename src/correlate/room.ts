// Room for one line that says what one before it said.
import type { Repeat } from './repeat.ts'

const STEP = 256

/** Where a line stays that may become evidence later; the next one takes its place. Lines that come and go leave nothing behind. */
export class Room {
  #bytes = new Uint8Array(0)
  /** What is in it. Whoever puts another one there may write over it. */
  repeat: Repeat | undefined

  /** Copies the bytes from `start` to before `end` to the beginning of those that it gives. */
  put(bytes: Uint8Array, start: number, end: number): Uint8Array {
    const length = end - start
    if (length > this.#bytes.length) this.#bytes = new Uint8Array(Math.ceil(length / STEP) * STEP)
    this.#bytes.set(bytes.subarray(start, end))
    return this.#bytes
  }
}
