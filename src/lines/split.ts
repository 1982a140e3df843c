// text or bytes, whole or in chunks -> lines, where Node's streams are not to be had (strings, browsers).
import { LineBlocks } from './blocks.ts'
import { LineLimiter } from './limit.ts'
import { chunksOf, type LogSource, type SourceOptions } from './source.ts'

/**
 * Yields the lines of a log without their line ends (LF or CR LF) and byte order marks. A last line needs no newline; bytes
 * that are no UTF-8 become U+FFFD; over-long lines are cut by {@link LineLimiter}.
 *
 * @example
 * for await (const line of splitLines('a\r\nb')) console.log(line) //=> 'a', 'b'
 */
export async function* splitLines(
  source: LogSource,
  limiter: LineLimiter = new LineLimiter(),
  options: SourceOptions = {},
): AsyncGenerator<string> {
  const lines: string[] = []
  const blocks = new LineBlocks((bytes, start, end) => {
    for (const line of linesOfBlock(bytes, start, end)) lines.push(line)
  })
  for await (const chunk of chunksOf(source, options)) {
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
