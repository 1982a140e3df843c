// Chunks of any size -> exact numbers of bytes.
import { concat, InputError, type Bytes } from '../bytes.ts'

export class ByteReader {
  readonly #iterator: AsyncIterator<Uint8Array>
  #rest: Uint8Array = new Uint8Array(0)

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]()
  }

  /** The next bytes; all that is left when there are not so many. */
  async upTo(size: number): Promise<Uint8Array> {
    await this.#fill(size)
    const taken = this.#rest.slice(0, size)
    this.#rest = this.#rest.subarray(taken.length)
    return taken
  }

  async take(size: number): Promise<Uint8Array> {
    const taken = await this.upTo(size)
    if (taken.length < size) throw new InputError('lz4 data ends too early: the file was cut off')
    return taken
  }

  /** A little-endian number of 32 bits; undefined when the stream has ended. */
  async number(): Promise<number | undefined> {
    await this.#fill(4)
    if (this.#rest.length === 0) return undefined
    const bytes = await this.take(4)
    return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  }

  async skip(size: number): Promise<void> {
    for (let left = size; left > 0; left -= Math.min(left, 65_536)) await this.take(Math.min(left, 65_536))
  }

  unread(bytes: Uint8Array): void {
    this.#rest = concat([bytes, this.#rest])
  }

  async close(): Promise<void> {
    await this.#iterator.return?.()
  }

  async #fill(size: number): Promise<void> {
    const parts: Uint8Array[] = [this.#rest]
    let length = this.#rest.length
    while (length < size) {
      const { done, value } = await this.#iterator.next()
      if (done === true) break
      parts.push(value)
      length += value.length
    }
    if (parts.length > 1) this.#rest = concat(parts)
  }
}
