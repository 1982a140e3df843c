// text or bytes, whole or in chunks -> lines, where Node's streams are not to be had (strings, browsers).
import { LineBlocks } from './blocks.ts'
import { LineLimiter } from './limit.ts'

/** What a log can be given as: the text itself, its bytes, or chunks of either. */
export type LogSource = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** A source in one piece is taken in pieces of this size, so that it does not stand in memory a second time. */
const PIECE = 256 * 1024

/**
 * Yields the lines of a log without their line ends (LF or CR LF) and byte order marks. A last line needs no newline; bytes
 * that are no UTF-8 become U+FFFD; over-long lines are cut by {@link LineLimiter}.
 *
 * @example
 * for await (const line of splitLines('a\r\nb')) console.log(line) //=> 'a', 'b'
 */
export async function* splitLines(source: LogSource, limiter: LineLimiter = new LineLimiter()): AsyncGenerator<string> {
  const lines: string[] = []
  const blocks = new LineBlocks((bytes, start, end) => {
    for (const line of linesOfBlock(bytes, start, end)) lines.push(line)
  })
  for await (const chunk of chunksOf(source)) {
    blocks.next(limiter.next(chunk))
    yield* lines.splice(0)
  }
  blocks.next(limiter.end())
  blocks.end()
  yield* lines
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** The lines of a block of {@link LineBlocks}, as {@link splitLines} yields them. */
export function linesOfBlock(bytes: Uint8Array, start: number, end: number): string[] {
  const text = decoder.decode(bytes.subarray(start, end))
  const lines = text.split('\n')
  if (text.endsWith('\n')) lines.pop()
  for (const [index, line] of lines.entries()) lines[index] = trimLine(line)
  return lines
}

/**
 * A line without the CR of its line end and without the byte order mark of the file that begins with it (in a
 * concatenation, any line may).
 *
 * @example
 * trimLine('\ufeffa\r') //=> 'a'
 */
export function trimLine(line: string): string {
  const start = line.charCodeAt(0) === 0xfeff ? 1 : 0
  const end = line.endsWith('\r') ? line.length - 1 : line.length
  return start === 0 && end === line.length ? line : line.slice(start, end)
}

/** The bytes of a log, in pieces. */
export async function* chunksOf(source: LogSource): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let half = '' // the first half of a surrogate pair whose second half is in the next piece
  for await (const piece of pieces(source)) {
    if (typeof piece === 'string') {
      const text = half + piece
      half = isFirstHalf(text.charCodeAt(text.length - 1)) ? text.slice(-1) : ''
      yield encoder.encode(half === '' ? text : text.slice(0, -1))
    } else {
      if (half !== '') yield encoder.encode(half)
      half = ''
      yield piece
    }
  }
  if (half !== '') yield encoder.encode(half)
}

function isFirstHalf(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff
}

async function* pieces(source: LogSource): AsyncGenerator<string | Uint8Array> {
  const parts = typeof source === 'string' || source instanceof Uint8Array ? [source] : source
  for await (const part of parts)
    for (let at = 0; at < part.length; at += PIECE)
      yield typeof part === 'string' ? part.slice(at, at + PIECE) : part.subarray(at, at + PIECE)
}
