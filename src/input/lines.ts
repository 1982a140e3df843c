// A Node stream of bytes -> lines, by split2.
import { pipeline, Transform, type Readable } from 'node:stream'
import split2 from 'split2'
import { LineLimiter } from '../lines/limit.ts'
import { trimLine } from '../lines/split.ts'

/**
 * Yields the lines of a stream, the same as {@link splitLines} does. Errors of the stream are thrown; leaving the loop
 * destroys it. When `stop` is aborted, what has arrived is still yielded, then the lines end.
 *
 * @example
 * for await (const line of readLines(process.stdin)) count++
 */
export async function* readLines(
  stream: Readable,
  limiter: LineLimiter = new LineLimiter(),
  stop?: AbortSignal,
): AsyncGenerator<string> {
  const limit = new Transform({
    transform: (chunk: Uint8Array, _encoding, done) => done(null, limiter.next(chunk)),
    flush: (done) => done(null, limiter.end()),
  })
  const lines = split2('\n', trimLine)
  const finish = (): void => {
    stream.unpipe(limit)
    limit.end()
  }
  // The callback form: an error of the source then ends `lines` with that error instead of hanging the loop below.
  pipeline(stream, limit, lines, () => {})
  if (stop?.aborted) finish()
  else stop?.addEventListener('abort', finish)
  try {
    yield* lines as AsyncIterable<string>
  } finally {
    stop?.removeEventListener('abort', finish)
    stream.destroy() // no longer in the pipeline when it was aborted
  }
}
