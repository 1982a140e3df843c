// A table of pieces of literals, by keys of 16 bits.

/** Columns from one piece to the next that is looked at, and the bytes of a piece. */
const STEP = 4
const PIECE = 4

const KEYS = 1 << 16
const ALL = 0xff
const BYTES = 256

/** A literal, and the first of the STEP columns at which its pieces begin. A piece may begin one byte before the literal, or end one byte behind it. */
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

  /** `bytes` are those of all literals; a piece with a byte that is none of the literal's is there with all that this can be. */
  constructor(bytes: DataView, pieced: readonly Pieced[], keyOf: (piece: number) => number) {
    const entries = { nexts: [0], literals: [0], offsets: [0] }
    for (const { number, begin, length, column } of pieced) {
      for (let offset = column; offset < column + STEP; offset++) {
        const behind = offset + PIECE
        const bit = behind >= length ? ALL : 1 << (bytes.getUint8(begin + behind) & 7)
        for (const piece of piecesAt(bytes, begin, length, offset)) {
          const key = keyOf(piece)
          this.followers[key] = (this.followers[key] as number) | bit // it has all keys
          entries.nexts.push(this.firsts[key] as number) // it has all keys
          entries.literals.push(number)
          this.firsts[key] = entries.offsets.push(offset) - 1
        }
      }
    }
    this.nexts = Int32Array.from(entries.nexts)
    this.literals = Int32Array.from(entries.literals)
    this.offsets = Int32Array.from(entries.offsets)
  }
}

/** What may stand where a piece at this offset of the literal is. */
function piecesAt(bytes: DataView, begin: number, length: number, offset: number): readonly number[] {
  if (offset >= 0 && offset + PIECE <= length) return [bytes.getInt32(begin + offset, true)]
  const three = bytes.getInt32(begin + Math.max(0, offset), true) & 0xffffff
  return Array.from({ length: BYTES }, (_, byte) => (offset < 0 ? (three << 8) | byte : three | (byte << 24)))
}
