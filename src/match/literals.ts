// Finds the literals of all rules in bytes, at a cost that hardly grows with their number. Of each literal, the pieces of four bytes at four
// neighbouring columns are in a table: wherever it stands in a text, one of the four is found by looking at every fourth column.
import { keyOfFour, keyOfTwo, PIECE, pieceAt, Pieces, Rarity, STEP } from './pieces.ts'

/** The shortest literal with four pieces of four bytes; down to SHORT, it has four of two bytes. */
const LONG = STEP + PIECE - 1
const SHORT = STEP + 2 - 1

/** Told of each place: the number of the literal, and where it starts. */
export type Hit = (literal: number, start: number) => void

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
    const rarity = new Rarity(this.#literals)
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

  /** Calls `hit` for each place of each literal in the bytes from `start` to `end`. */
  search(text: DataView, start: number, end: number, hit: Hit): void {
    const [long, short, first, last] = [this.#long.isThere, this.#short.isThere, this.#long.starts, end - PIECE]
    let at = start
    for (; at <= last; at += STEP) {
      const piece = text.getInt32(at, true)
      const key = keyOfFour(piece)
      if (((long[key] as number) | (short[keyOfTwo(piece)] as number)) === 0) continue // both have all keys
      for (let entry = first[key] as number; entry < (first[key + 1] as number); entry++)
        this.#verify(this.#long, entry, text, at, start, end, hit)
      this.#shorts(keyOfTwo(piece), text, at, start, end, hit)
    }
    if (at + 2 <= end) this.#shorts(text.getUint16(at, true), text, at, start, end, hit)
    for (const number of this.#tiny)
      for (let from = start; from < end; from++) if (this.#stands(number, text, from, end)) hit(number, from)
  }

  #shorts(key: number, text: DataView, at: number, start: number, end: number, hit: Hit): void {
    const { starts } = this.#short
    for (let entry = starts[key] as number; entry < (starts[key + 1] as number); entry++)
      this.#verify(this.#short, entry, text, at, start, end, hit)
  }

  /** Does the literal of an entry, whose piece is at `at`, stand here? */
  #verify(pieces: Pieces, entry: number, text: DataView, at: number, start: number, end: number, hit: Hit): void {
    const number = pieces.literals[entry] as number
    const from = at - (pieces.offsets[entry] as number)
    const to = from + (this.#lengths[number] as number)
    if (from < start || to > end || text.getInt32(to - PIECE, true) !== this.#tails[number]) return
    if (text.getInt32(from, true) === this.#heads[number] && this.#stands(number, text, from, end)) hit(number, from)
  }

  #stands(number: number, text: DataView, from: number, end: number): boolean {
    const literal = this.#literals[number]
    if (literal === undefined || from + literal.length > end) return false
    for (let at = 0; at < literal.length; at++) if (text.getUint8(from + at) !== literal[at]) return false
    return true
  }
}
