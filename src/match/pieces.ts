// A table of pieces of literals, by keys of 16 bits.

/** Columns from one piece to the next that is looked at. */
const STEP = 4

const KEYS = 1 << 16

/** STEP pieces of a literal, from a column on. */
export interface Pieced {
  readonly number: number
  /** Where the literal begins in the bytes of all of them. */
  readonly begin: number
  readonly column: number
}

/** The entries of a key are `firsts[key]`, and behind each entry `nexts[entry]`; 0 is none. Making it costs nothing for a key without any. */
export class Pieces {
  /** 1 where there are entries: small enough for the processor's cache, and nearly all looks end here. */
  readonly isThere: Uint8Array = new Uint8Array(KEYS)
  readonly firsts: Int32Array = new Int32Array(KEYS)
  readonly nexts: Int32Array
  readonly literals: Int32Array
  /** Where in the literal the piece is. */
  readonly offsets: Int32Array

  /** `bytes` are those of all literals. */
  constructor(bytes: DataView, pieced: readonly Pieced[], keyOf: (piece: number) => number) {
    const size = pieced.length * STEP + 1
    this.nexts = new Int32Array(size)
    this.literals = new Int32Array(size)
    this.offsets = new Int32Array(size)
    let entry = 0
    for (const { number, begin, column } of pieced) {
      for (let offset = column; offset < column + STEP; offset++) {
        const key = keyOf(bytes.getInt32(begin + offset, true))
        entry++
        this.isThere[key] = 1
        this.nexts[entry] = this.firsts[key] as number // it has all keys
        this.firsts[key] = entry
        this.literals[entry] = number
        this.offsets[entry] = offset
      }
    }
  }
}
