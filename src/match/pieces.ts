// A table of pieces of literals, by keys of 16 bits.

/** Columns from one piece to the next that is looked at. */
const STEP = 4

const KEYS = 1 << 16
const ALL = 0xff

/** STEP pieces of a literal, from a column on. */
export interface Pieced {
  readonly number: number
  /** Where the literal begins in the bytes of all of them. */
  readonly begin: number
  readonly length: number
  readonly column: number
}

/** The entries of a key are `firsts[key]`, and behind each entry `nexts[entry]`; 0 is none. Making it costs nothing for a key without any. */
export class Pieces {
  /**
   * Not 0 where there are entries: small enough for the processor's cache, and nearly all looks end here. Of eight bits, that of the byte behind
   * the piece is set (by its lowest three bits), or all where the literal ends with the piece.
   */
  readonly followers: Uint8Array = new Uint8Array(KEYS)
  readonly firsts: Int32Array = new Int32Array(KEYS)
  readonly nexts: Int32Array
  readonly literals: Int32Array
  /** Where in the literal the piece is. */
  readonly offsets: Int32Array

  /** `bytes` are those of all literals; the key of a piece is made of its first `size` bytes. */
  constructor(bytes: DataView, pieced: readonly Pieced[], keyOf: (piece: number) => number, size: number) {
    const entries = pieced.length * STEP + 1
    this.nexts = new Int32Array(entries)
    this.literals = new Int32Array(entries)
    this.offsets = new Int32Array(entries)
    let entry = 0
    for (const { number, begin, length, column } of pieced) {
      for (let offset = column; offset < column + STEP; offset++) {
        const key = keyOf(bytes.getInt32(begin + offset, true))
        entry++
        const isLast = offset + size >= length
        const bit = isLast ? ALL : 1 << (bytes.getUint8(begin + offset + size) & 7)
        this.followers[key] = (this.followers[key] as number) | bit // it has all keys
        this.nexts[entry] = this.firsts[key] as number // it has all keys
        this.firsts[key] = entry
        this.literals[entry] = number
        this.offsets[entry] = offset
      }
    }
  }
}
