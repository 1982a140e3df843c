// How much an input may grow while it is unpacked: archives can be made to fill any memory or disk.
import { InputError, type Bytes } from './bytes.ts'

/** What ends the unpacking of an input. */
export interface Limits {
  /** Bytes that one input may expand to. */
  readonly maxExpand: number
  /** How many times its own size, once it is larger than `ratioFrom` bytes. */
  readonly maxRatio: number
  readonly ratioFrom: number
  /** Archives in archives in archives. */
  readonly maxDepth: number
  /** Members of one input that are looked at. */
  readonly maxMembers: number
}

const GIB = 1024 ** 3

/** gzip makes text up to about 1000 times smaller when it repeats itself; a log that a kubelet writes, 10 to 40 times. */
export const DEFAULT_LIMITS: Limits = {
  maxExpand: 64 * GIB,
  maxRatio: 1000,
  ratioFrom: GIB / 64,
  maxDepth: 5,
  maxMembers: 100_000,
}

/** Counts what goes into an input and what comes out, over all its layers. */
export class ExpandCounter {
  readonly #limits: Limits
  /** Told of all bytes that are read from the input itself. */
  readonly #onRead: (bytes: number) => void
  #packed = 0
  #expanded = 0
  #members = 0

  constructor(limits: Limits, onRead: (bytes: number) => void = () => {}) {
    this.#limits = limits
    this.#onRead = onRead
  }

  async *packed(bytes: Bytes): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.#packed += chunk.length
      this.#onRead(chunk.length)
      yield chunk
    }
  }

  /** The input is a file that was looked at, and is now read from its beginning. */
  anew(bytes: Bytes): AsyncGenerator<Uint8Array> {
    this.#onRead(-this.#packed)
    this.#packed = 0
    return this.packed(bytes)
  }

  /** The same for a file that is packed; `read` gives what is in it, and tells of the bytes of the file. */
  async *unpackedAnew(read: (onPacked: (bytes: number) => void) => Promise<Bytes>): AsyncGenerator<Uint8Array> {
    this.#onRead(-this.#packed)
    this.#packed = 0
    this.#expanded = 0
    const onPacked = (bytes: number): void => {
      this.#packed += bytes
      this.#onRead(bytes)
    }
    yield* this.expanded(await read(onPacked))
  }

  /** The input is a file that is read in its own way, not through {@link packed}. */
  file(size: number): void {
    this.#packed = size
  }

  /** Bytes of such a file that are done with. */
  passed(bytes: number): void {
    this.#onRead(bytes)
  }

  async *expanded(bytes: Bytes): AsyncGenerator<Uint8Array> {
    const { maxExpand, maxRatio, ratioFrom } = this.#limits
    for await (const chunk of bytes) {
      this.#expanded += chunk.length
      if (this.#expanded > maxExpand) throw stopped(`it expands to more than ${maxExpand} bytes (--max-expand)`)
      if (this.#expanded > ratioFrom && this.#expanded > this.#packed * maxRatio)
        throw stopped(`it expands to more than ${maxRatio} times its size, as only a bomb does`)
      yield chunk
    }
  }

  member(): void {
    this.#members++
    if (this.#members > this.#limits.maxMembers) throw stopped(`it has more than ${this.#limits.maxMembers} members`)
  }

  depth(depth: number): void {
    if (depth > this.#limits.maxDepth) throw stopped(`archives nested more than ${this.#limits.maxDepth} deep`)
  }
}

function stopped(why: string): InputError {
  return new InputError(`stopped: ${why}`, { isLimit: true })
}
