// Finds the literals of all rules in bytes, at a cost that hardly grows with their number. Of each literal, the pieces of four bytes at four
// neighbouring columns are in a table: wherever it stands in a text, one of the four is found by looking at every fourth column.
import { Pieces, pieceAt, Rarity } from './pieces.ts'

// Not imported from pieces.ts, which has the two as well: this runs on every line, and V8 takes for a variable what is imported.
const STEP = 4
const PIECE = 4
/** The shortest literal with four pieces of four bytes; down to SHORT, it has four of two bytes. */
const LONG = STEP + PIECE - 1
const SHORT = STEP + 2 - 1

/** Told of each place: the number of the literal, and where it starts. It may say that this is enough. */
export type Hit = (literal: number, start: number) => boolean | void

/**
 * Finds ASCII literals.
 *
 * @example
 * const bytes = new TextEncoder().encode('no space left')
 * new Literals(['space left', 'no space']).search(new DataView(bytes.buffer), 0, 13, console.log) //=> 1 0, 0 3
 */
export class Literals {
  readonly #literals: readonly Uint8Array[]
  readonly #long: Pieces
  readonly #short: Pieces
  /** Of each literal, its length and its first and last four bytes. */
  readonly #lengths: Int32Array
  readonly #heads: Int32Array
  readonly #tails: Int32Array
  /** Numbers of the literals without pieces. Rule files have none: they demand five characters. */
  readonly #tiny: readonly number[]

  constructor(literals: readonly string[]) {
    const encoder = new TextEncoder()
    this.#literals = literals.map((literal) => encoder.encode(literal))
    this.#lengths = Int32Array.from(this.#literals, ({ length }) => length)
    this.#heads = Int32Array.from(this.#literals, (bytes) => pieceAt(bytes, 0))
    this.#tails = Int32Array.from(this.#literals, (bytes) => pieceAt(bytes, bytes.length - PIECE))
    const rarity = new Rarity(this.#literals, keyOfFour)
    const all = this.#literals.map((bytes, number) => ({ number, bytes, column: rarity.rarest(bytes) }))
    this.#long = new Pieces(
      all.filter(({ bytes }) => bytes.length >= LONG),
      keyOfFour,
    )
    this.#short = new Pieces(
      all.filter(({ bytes }) => bytes.length < LONG && bytes.length >= SHORT),
      keyOfTwo,
    )
    this.#tiny = all.filter(({ bytes }) => bytes.length < SHORT).map(({ number }) => number)
  }

  /** Calls `hit` for each place of each literal in the bytes from `start` to `end`, until it returns true; then that is returned. */
  search(text: DataView, start: number, end: number, hit: Hit): boolean {
    const long = this.#long.isThere
    const short = this.#short.isThere
    let at = start
    for (; at <= end - PIECE; at += STEP) {
      const piece = text.getInt32(at, true)
      const four = keyOfFour(piece)
      const two = keyOfTwo(piece)
      if (((long[four] as number) | (short[two] as number)) === 0) continue // both have all keys
      if (this.#hits(this.#long, four, text, at, start, end, hit)) return true
      if (this.#hits(this.#short, two, text, at, start, end, hit)) return true
    }
    if (at <= end - 2 && this.#hits(this.#short, text.getUint16(at, true), text, at, start, end, hit)) return true
    return this.#tiny.length > 0 && this.#searchTiny(text, start, end, hit)
  }

  #searchTiny(text: DataView, start: number, end: number, hit: Hit): boolean {
    for (const number of this.#tiny)
      for (let from = start; from < end; from++)
        if (this.#stands(number, text, from, end) && hit(number, from)) return true
    return false
  }

  /** Calls `hit` for those literals with this piece that stand where they have it at `at`. */
  #hits(pieces: Pieces, key: number, text: DataView, at: number, start: number, end: number, hit: Hit): boolean {
    const { starts, literals, offsets } = pieces
    const last = starts[key + 1] as number // there is one start more than there are keys
    for (let entry = starts[key] as number; entry < last; entry++) {
      const number = literals[entry] as number
      const from = at - (offsets[entry] as number)
      const to = from + (this.#lengths[number] as number)
      if (from < start || to > end || text.getInt32(to - PIECE, true) !== this.#tails[number]) continue
      if (text.getInt32(from, true) !== this.#heads[number]) continue
      if (this.#stands(number, text, from, end) && hit(number, from)) return true
    }
    return false
  }

  #stands(number: number, text: DataView, from: number, end: number): boolean {
    const literal = this.#literals[number]
    if (literal === undefined || from + literal.length > end) return false
    for (let at = 0; at < literal.length; at++) if (text.getUint8(from + at) !== literal[at]) return false
    return true
  }
}

/** The key of a piece of four bytes. */
function keyOfFour(piece: number): number {
  return Math.imul(piece, 0x9e3779b1) >>> 16
}

/** The key of the first two of four bytes. */
function keyOfTwo(piece: number): number {
  return piece & 0xffff
}
