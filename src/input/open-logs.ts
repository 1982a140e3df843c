// What somebody sent -> the logs in it, for programs that have a stream and no file.
import { chunksOf, type LogSource } from '../lines/source.ts'
import { expand, type Log } from './expand.ts'
import { DEFAULT_LIMITS, type Limits } from './limits.ts'
import { nodeOpeners } from './node-openers.ts'
import type { Problem } from './problems.ts'

/** How logs are found in what was sent. */
export interface OpenOptions {
  /** The log is not younger than this: `new Date()` for what is sent now. It tells the year of lines that have none. */
  readonly reference: Date
  /** What ends the unpacking of bombs; of those that are absent, what the command has. */
  readonly limits?: Partial<Limits>
  /** Gets what cannot be read. */
  readonly problems?: Problem[]
  /** Ends the reading: the loop over the logs throws its reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Yields the logs of a stream: a plain log, a compressed one, or those of the nodes in an archive or a support bundle. Each must
 * be read, or left, before the next one is asked for. What cannot be read, or breaks off, is added to `problems`.
 *
 * @example
 * const diagnosis = new Diagnosis(rules)
 * for await (const log of openLogs('bundle.tar.gz', request.body, { reference: new Date() }))
 *   await diagnosis.readBytes(log.name, log.bytes, log)
 */
export async function* openLogs(
  name: string,
  source: LogSource,
  { reference, limits, problems = [], signal }: OpenOptions,
): AsyncGenerator<Log> {
  const input = { name, reference, open: () => chunksOf(source, { signal }) }
  yield* expand(input, { ...DEFAULT_LIMITS, ...limits }, { skipped: 0, problems }, nodeOpeners())
  signal?.throwIfAborted() // among the problems it would be one that a file has
}
