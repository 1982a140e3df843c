// A stretch of a stream as bits, which can be looked at again.
import { concat, type Bytes } from '../bytes.ts'

export class BitWindow {
  readonly #iterator: AsyncIterator<Uint8Array>
  #bytes: Uint8Array = new Uint8Array(0)
  isAtEnd = false

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]()
  }

  /** Bytes that are there. */
  get size(): number {
    return this.#bytes.length
  }

  byte(at: number): number | undefined {
    return this.#bytes[at]
  }

  /** Reads on until so many bytes are there, or the stream has ended. */
  async fill(size: number): Promise<void> {
    const parts = [this.#bytes]
    let length = this.#bytes.length
    while (length < size && !this.isAtEnd) {
      const { done, value } = await this.#iterator.next()
      if (done === true) this.isAtEnd = true
      else {
        parts.push(value)
        length += value.length
      }
    }
    if (parts.length > 1) this.#bytes = concat(parts)
  }

  drop(bytes: number): void {
    this.#bytes = this.#bytes.subarray(bytes)
  }

  /** `count` bits (48 at most) as a number; undefined when they are not all there. */
  bits(from: number, count: number): number | undefined {
    if (from + count > this.#bytes.length * 8) return undefined
    let value = 0
    for (let bit = from; bit < from + count; bit++)
      value = value * 2 + (((this.#bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    return value
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }
}
