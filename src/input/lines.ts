// A Node stream of bytes -> lines, by split2.
import { pipeline, Readable, Transform } from 'node:stream'
import split2 from 'split2'
import { LineLimiter } from '../lines/limit.ts'
import { trimLine } from '../lines/split.ts'

/**
 * Yields the lines of a stream, the same as `splitLines()` does. An error of the stream is thrown after all lines before
 * it; leaving the loop destroys the stream. When `stop` is aborted, what has arrived is still yielded, then the lines end.
 *
 * @example
 * for await (const line of readLines(process.stdin)) count++
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array>,
  limiter: LineLimiter = new LineLimiter(),
  stop?: AbortSignal,
): AsyncGenerator<string> {
  let failure: { readonly error: unknown } | undefined
  const contained = async function* (): AsyncGenerator<Uint8Array> {
    try {
      // A stream reads ahead, and a chunk stands only until the next one is asked for.
      for await (const chunk of source) yield Buffer.from(chunk)
    } catch (error) {
      failure = { error } // a stream that is destroyed drops the lines that nobody has read yet
    }
  }
  const stream = Readable.from(contained(), { objectMode: false })
  const limit = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, limiter.next(chunk)),
    flush: (done) => done(null, limiter.end()),
  })
  const lines = split2('\n', trimLine)
  const finish = (): void => {
    stream.unpipe(limit)
    limit.end()
  }
  // Never .pipe(): an error would hang the loop below.
  pipeline(stream, limit, lines, () => {})
  if (stop?.aborted) finish()
  else stop?.addEventListener('abort', finish)
  try {
    yield* lines as AsyncIterable<string>
    if (failure !== undefined) throw failure.error
  } finally {
    stop?.removeEventListener('abort', finish)
    stream.destroy() // no longer in the pipeline when it was aborted
  }
}
