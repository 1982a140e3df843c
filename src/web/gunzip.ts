// gzip -> bytes, by the browser. It takes files of one member only and fails at the next one (a log shipper appends many), so that the
// members are told apart here. A failure takes away what came out of the piece that it is in: pieces are small.
import { concat, type Bytes } from '../input/bytes.ts'

const PIECE = 16 * 1024
/** How a member begins. By chance it also stands in 1 of 16 million places. */
const MAGIC = [0x1f, 0x8b, 0x08] as const
const NOTHING = new Uint8Array(0)

/** Compressed bytes, cut so that a member begins with a piece of its own. */
interface Piece {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly mayBegin: boolean
}

type Pieces = AsyncGenerator<Piece, undefined>

export async function* gunzip(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const pieces = cut(bytes)
  try {
    let first: Piece | undefined = (await pieces.next()).value
    while (first !== undefined) first = yield* member(first, pieces)
  } finally {
    await pieces.return(undefined)
  }
}

/** Gives what a member holds; returns the piece with which the next one begins. */
async function* member(first: Piece, pieces: Pieces): AsyncGenerator<Uint8Array, Piece | undefined> {
  const { writable, readable } = new DecompressionStream('gzip')
  const reader = readable.getReader()
  const fed = feed(first, pieces, writable.getWriter())
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
    return undefined
  } catch (error) {
    const refused = await fed
    if (refused === undefined || refused === first || !refused.mayBegin) throw error
    return refused
  } finally {
    await reader.cancel().catch(() => {})
  }
}

/** Never throws: its errors come out of the stream. Returns the piece that was not taken, if any. */
async function feed(
  first: Piece,
  pieces: Pieces,
  writer: WritableStreamDefaultWriter<BufferSource>,
): Promise<Piece | undefined> {
  let piece: Piece | undefined = first
  try {
    while (piece !== undefined) {
      await writer.write(piece.bytes)
      piece = undefined
      piece = (await pieces.next()).value
    }
    // It is taken when all that came before is out, which the end of a file that is cut off would take away.
    await writer.write(NOTHING)
    await writer.close()
  } catch (error) {
    await writer.abort(error).catch(() => {})
  }
  return piece
}

async function* cut(bytes: Bytes): Pieces {
  let held: Uint8Array<ArrayBuffer> = NOTHING
  for await (const chunk of bytes) {
    const all = concat([held, chunk])
    const end = all.length - startedMagic(all)
    for (let at = 0; at < end;) {
      const next = nextMagic(all, at + 1, Math.min(at + PIECE, end))
      yield { bytes: all.subarray(at, next), mayBegin: isMagic(all, at) }
      at = next
    }
    held = all.subarray(end)
  }
  if (held.length > 0) yield { bytes: held, mayBegin: false }
}

function isMagic(bytes: Uint8Array, at: number): boolean {
  return MAGIC.every((byte, index) => bytes[at + index] === byte)
}

/** `to` where there is none before it. */
function nextMagic(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) if (bytes[at] === MAGIC[0] && isMagic(bytes, at)) return at
  return to
}

/** How many bytes at the end may be the beginning of a magic number. */
function startedMagic(bytes: Uint8Array): number {
  const [last, before] = [bytes.at(-1), bytes.at(-2)]
  if (last === MAGIC[0]) return 1
  return before === MAGIC[0] && last === MAGIC[1] ? 2 : 0
}
