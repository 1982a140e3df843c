// A table of pieces of literals, by keys of 16 bits.

/** Columns from one piece to the next that is looked at, and the bytes of a piece. */
const STEP = 4
const PIECE = 4

const KEYS = 1 << 16

/** Four bytes as one number; behind the end there are zeros. */
export function pieceAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)
}

/** STEP pieces of a literal, from a column on. */
export interface Pieced {
  readonly number: number
  readonly bytes: Uint8Array
  readonly column: number
}

/** The entries of a key are those from `starts[key]` to before `starts[key + 1]`. */
export class Pieces {
  /** 1 where there are entries: small enough for the processor's cache, and nearly all looks end here. */
  readonly isThere: Uint8Array = new Uint8Array(KEYS)
  readonly starts: Int32Array = new Int32Array(KEYS + 1)
  readonly literals: Int32Array
  /** Where in the literal the piece is. */
  readonly offsets: Int32Array

  constructor(pieced: readonly Pieced[], keyOf: (piece: number) => number) {
    const keys = pieced.map(({ bytes, column }) => [0, 1, 2, 3].map((step) => keyOf(pieceAt(bytes, column + step))))
    const { starts, isThere } = this
    for (const key of keys.flat()) {
      isThere[key] = 1
      starts[key + 1] = (starts[key + 1] ?? 0) + 1
    }
    for (let key = 0; key < KEYS; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
    this.literals = new Int32Array(pieced.length * STEP)
    this.offsets = new Int32Array(pieced.length * STEP)
    const free = starts.slice()
    for (const [index, { number, column }] of pieced.entries()) {
      for (const [step, key] of (keys[index] ?? []).entries()) {
        const entry = free[key] ?? 0
        free[key] = entry + 1
        this.literals[entry] = number
        this.offsets[entry] = column + step
      }
    }
  }
}

/** What stands in many literals stands in many texts: pieces to avoid. */
export class Rarity {
  readonly #keyOf: (piece: number) => number
  readonly #counts = new Uint16Array(KEYS)

  constructor(literals: readonly Uint8Array[], keyOf: (piece: number) => number) {
    this.#keyOf = keyOf
    for (const literal of literals) {
      for (let at = 0; at + PIECE <= literal.length; at++) {
        const key = keyOf(pieceAt(literal, at))
        this.#counts[key] = (this.#counts[key] ?? 0) + 1
      }
    }
  }

  /** The column of a literal from which on STEP pieces are rarest. */
  rarest(literal: Uint8Array): number {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let column = 0; column + STEP + PIECE - 1 <= literal.length; column++) {
      let sum = 0
      for (let at = column; at < column + STEP; at++) sum += this.#counts[this.#keyOf(pieceAt(literal, at))] ?? 0
      if (sum < least) [best, least] = [column, sum]
    }
    return best
  }
}
