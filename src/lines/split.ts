// text or bytes, whole or in chunks -> lines, where Node's streams are not to be had (strings, browsers).
import { LineLimiter } from './limit.ts'

/** What a log can be given as: the text itself, its bytes, or chunks of either. */
export type LogSource = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/**
 * Yields the lines of a log without their line ends (LF or CR LF). A last line needs no newline; bytes that are no UTF-8
 * become U+FFFD; over-long lines are cut by {@link LineLimiter}.
 *
 * @example
 * for await (const line of splitLines('a\r\nb')) console.log(line) //=> 'a', 'b'
 */
export async function* splitLines(source: LogSource, limiter: LineLimiter = new LineLimiter()): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks(source)) {
    const lines = (rest + decoder.decode(limiter.next(chunk), { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield chomp(line)
  }
  rest += decoder.decode(limiter.end())
  if (rest !== '') yield chomp(rest)
}

async function* chunks(source: LogSource): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const parts = typeof source === 'string' || source instanceof Uint8Array ? [source] : source
  for await (const part of parts) yield typeof part === 'string' ? encoder.encode(part) : part
}

function chomp(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}
