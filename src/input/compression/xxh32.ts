// The checksum of lz4 frames, over bytes that come in pieces. Source: xxhash_spec.md of the xxHash project.

const PRIME1 = 0x9e3779b1
const PRIME2 = 0x85ebca77
const PRIME3 = 0xc2b2ae3d
const PRIME4 = 0x27d4eb2f
const PRIME5 = 0x165667b1

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function round(lane: number, value: number): number {
  return Math.imul(rotate((lane + Math.imul(value, PRIME2)) | 0, 13), PRIME1)
}

/**
 * XXH32 with seed 0.
 *
 * @example
 * new Xxh32().update(new TextEncoder().encode('abc')).digest().toString(16) //=> '32d153ff'
 */
export class Xxh32 {
  #a = (PRIME1 + PRIME2) | 0
  #b = PRIME2 | 0
  #c = 0
  #d = -PRIME1 | 0
  #length = 0
  /** Bytes that do not make a whole stripe of 16 yet. */
  readonly #rest = new Uint8Array(16)
  #resting = 0

  update(bytes: Uint8Array): this {
    this.#length += bytes.length
    let at = 0
    if (this.#resting > 0) {
      at = Math.min(16 - this.#resting, bytes.length)
      this.#rest.set(bytes.subarray(0, at), this.#resting)
      this.#resting += at
      if (this.#resting < 16) return this
      this.#stripes(this.#rest)
    }
    const whole = bytes.length - ((bytes.length - at) % 16)
    this.#stripes(bytes.subarray(at, whole))
    this.#rest.set(bytes.subarray(whole))
    this.#resting = bytes.length - whole
    return this
  }

  /** An unsigned number of 32 bits. */
  digest(): number {
    const joined = rotate(this.#a, 1) + rotate(this.#b, 7) + rotate(this.#c, 12) + rotate(this.#d, 18)
    let hash = ((this.#length >= 16 ? joined : PRIME5) + this.#length) | 0
    const view = new DataView(this.#rest.buffer)
    let at = 0
    for (; at + 4 <= this.#resting; at += 4)
      hash = Math.imul(rotate((hash + Math.imul(view.getUint32(at, true), PRIME3)) | 0, 17), PRIME4)
    for (; at < this.#resting; at++)
      hash = Math.imul(rotate((hash + Math.imul(this.#rest[at] ?? 0, PRIME5)) | 0, 11), PRIME1)
    hash = Math.imul(hash ^ (hash >>> 15), PRIME2)
    hash = Math.imul(hash ^ (hash >>> 13), PRIME3)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  #stripes(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d]
    for (let at = 0; at < bytes.length; at += 16) {
      a = round(a, view.getInt32(at, true))
      b = round(b, view.getInt32(at + 4, true))
      c = round(c, view.getInt32(at + 8, true))
      d = round(d, view.getInt32(at + 12, true))
    }
    ;[this.#a, this.#b, this.#c, this.#d] = [a, b, c, d]
  }
}
