// Finds the literals of all rules in bytes, at a cost that hardly grows with their number. Of each literal, the pieces of four bytes at four
// neighbouring columns are in a table: wherever it stands in a text, one of the four is found by looking at every fourth column.
import { Pieces, type Pieced } from './pieces.ts'
import { rarestColumns, type Columns } from './rarity.ts'

// Not imported from pieces.ts, which has the two as well: this runs on every line, and V8 takes for a variable what is imported.
const STEP = 4
const PIECE = 4
/** Of a piece that ends behind its literal. */
const THREE = 3
/** The shortest literal with four pieces of its own; in one with one or two bytes less, some have a byte of what is beside it. */
const LONG = STEP + PIECE - 1
const SHORT = LONG - 2

/** What it takes to look for the literals by other means than {@link Literals.search}. */
export interface LiteralTables extends Pick<
  Literals,
  'bytes' | 'begins' | 'pieces' | 'lengths' | 'heads' | 'tails' | 'hasTiny'
> {
  /** Where each literal counts; undefined when it may be anywhere. */
  readonly places: readonly Place[]
}

export type Place = 'head' | 'values' | undefined

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
  /** The bytes of all literals, one behind the other, and where each begins. */
  readonly bytes: DataView
  readonly begins: Int32Array
  /** Of each literal, its length and its first and last four bytes. */
  readonly lengths: Int32Array
  readonly heads: Int32Array
  readonly tails: Int32Array
  readonly pieces: Pieces
  /** Numbers of the literals without pieces. Rule files have none: they demand five characters. */
  readonly #tiny: readonly number[]

  /** `columns` are what {@link rarestColumns} gives; without that of some literal, all are found anew. */
  constructor(literals: readonly string[], columns: Columns = new Map()) {
    const bytes = bytesOf(literals)
    this.bytes = bytes
    this.lengths = lengthsOf(literals, bytes)
    this.begins = new Int32Array(literals.length)
    this.heads = new Int32Array(literals.length)
    this.tails = new Int32Array(literals.length)
    const known = literals.every((literal) => columns.has(literal)) ? columns : rarestColumns(literals)
    const pieced: Pieced[] = []
    const tiny: number[] = []
    let begin = 0
    for (const [number, literal] of literals.entries()) {
      const length = this.lengths[number] as number // one for each
      this.begins[number] = begin
      this.heads[number] = bytes.getInt32(begin, true)
      this.tails[number] = bytes.getInt32(Math.max(0, begin + length - PIECE), true)
      const column = length >= LONG ? (known.get(literal) ?? 0) : length === SHORT ? -1 : 0
      if (length >= SHORT) pieced.push({ number, begin, length, column })
      else tiny.push(number)
      begin += length
    }
    this.pieces = new Pieces(bytes, pieced, keyOf)
    this.#tiny = tiny
  }

  /** Is there a literal that is looked for at every column? */
  get hasTiny(): boolean {
    return this.#tiny.length > 0
  }

  /** Calls `hit` for each place of each literal in the bytes from `start` to `end`, until it returns true; then that is returned. */
  search(text: DataView, start: number, end: number, hit: Hit): boolean {
    const { followers } = this.pieces
    let at = start
    for (; at <= end - PIECE; at += STEP) {
      const key = keyOf(text.getInt32(at, true))
      const next = followers[key] as number // it has all keys
      if (next === 0) continue
      if (at + PIECE < end && ((next >>> (text.getUint8(at + PIECE) & 7)) & 1) === 0) continue
      if (this.#hits(key, text, at, start, end, hit)) return true
    }
    if (at + THREE <= end) {
      const three = text.getUint16(at, true) | (text.getUint8(at + 2) << 16)
      if (this.#hits(keyOf(three), text, at, start, end, hit)) return true
    }
    return this.#tiny.length > 0 && this.#searchTiny(text, start, end, hit)
  }

  #searchTiny(text: DataView, start: number, end: number, hit: Hit): boolean {
    for (const number of this.#tiny)
      for (let from = start; from < end; from++)
        if (this.#stands(number, text, from, end) && hit(number, from)) return true
    return false
  }

  /** Calls `hit` for those literals with this piece that stand where they have it at `at`. */
  #hits(key: number, text: DataView, at: number, start: number, end: number, hit: Hit): boolean {
    const { firsts, nexts, literals, offsets } = this.pieces
    for (let entry = firsts[key] as number; entry !== 0; entry = nexts[entry] as number) {
      const number = literals[entry] as number
      const from = at - (offsets[entry] as number)
      const to = from + (this.lengths[number] as number)
      if (from < start || to > end || text.getInt32(to - PIECE, true) !== this.tails[number]) continue
      if (text.getInt32(from, true) !== this.heads[number]) continue
      if (this.#stands(number, text, from, end) && hit(number, from)) return true
    }
    return false
  }

  #stands(number: number, text: DataView, from: number, end: number): boolean {
    const begin = this.begins[number] as number // one for each, as of the lengths
    const length = this.lengths[number] as number
    if (from + length > end) return false
    for (let at = 0; at < length; at++) if (text.getUint8(from + at) !== this.bytes.getUint8(begin + at)) return false
    return true
  }
}

/** The bytes of all literals, and as many behind that a piece may begin at any of them. */
function bytesOf(literals: readonly string[]): DataView {
  const bytes = new TextEncoder().encode(`${literals.join('')}${'\0'.repeat(PIECE)}`)
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function lengthsOf(literals: readonly string[], bytes: DataView): Int32Array {
  const lengths = Int32Array.from(literals, ({ length }) => length)
  const isAscii = lengths.reduce((sum, length) => sum + length, PIECE) === bytes.byteLength
  if (isAscii) return lengths
  const encoder = new TextEncoder()
  return Int32Array.from(literals, (literal) => encoder.encode(literal).length)
}

function keyOf(piece: number): number {
  return Math.imul(piece, 0x9e3779b1) >>> 16
}
