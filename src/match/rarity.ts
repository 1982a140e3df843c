// What stands in many literals stands in many texts: which pieces of a literal are looked for. The build does this for the built-in rules.

/** Pieces of a literal, at neighbouring columns, and the bytes of a piece. */
const STEP = 4
const PIECE = 4

/** Of a literal, the column from which on its pieces are looked for. */
export type Columns = ReadonlyMap<string, number>

/**
 * The columns from which on the pieces of each literal are rarest among all of them and in texts that are like those in which they are
 * looked for.
 *
 * @example
 * rarestColumns(['failed to start', 'failed to stop']).get('failed to start') //=> 8
 */
export function rarestColumns(literals: readonly string[], texts: readonly string[] = []): Columns {
  const encoder = new TextEncoder()
  const pieced = literals.map((literal) => [literal, piecesOf(encoder.encode(literal))] as const)
  const counts = new Map<number, number>()
  const count = (piece: number): void => void counts.set(piece, (counts.get(piece) ?? 0) + 1)
  for (const [, pieces] of pieced) pieces.forEach(count)
  for (const text of texts) piecesOf(encoder.encode(text)).forEach(count)
  return new Map(pieced.map(([literal, pieces]) => [literal, rarest(pieces, counts)]))
}

function piecesOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pieces = []
  for (let at = 0; at + PIECE <= bytes.length; at++) pieces.push(view.getInt32(at, true))
  return pieces
}

function rarest(pieces: readonly number[], counts: ReadonlyMap<number, number>): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let column = 0; column + STEP <= pieces.length; column++) {
    let sum = 0
    for (let at = column; at < column + STEP; at++) sum += counts.get(pieces[at] ?? 0) ?? 0
    if (sum < least) [best, least] = [column, sum]
  }
  return best
}
