// One input -> what reads logs: the command reads all of its inputs in this way, and so does a worker that has some of them.
import { fileURLToPath } from 'node:url'
import { expand, type ExpandNotes, type Log } from '../input/expand.ts'
import type { Input, InputProblem } from '../input/find.ts'
import type { Limits } from '../input/limits.ts'
import { nodeOpeners } from '../input/node-openers.ts'
import { LineLimiter } from '../lines/limit.ts'
import type { Sweepers } from '../scan/ahead.ts'
import type { SessionOptions } from '../session.ts'
import { endedBy } from './interrupt.ts'
import type { Io } from './io.ts'
import { ROOT } from './version.ts'

/** What the logs are read into: a {@link Diagnosis}, or whoever else wants their lines. */
export interface LogReader {
  read(name: string, lines: AsyncIterable<string>, limiter: LineLimiter, options: SessionOptions): Promise<void>
  /** Is asked instead where it is there: it is faster, and finds the same lines. */
  readBytes?(
    name: string,
    bytes: AsyncIterable<Uint8Array>,
    options: SessionOptions & { readonly sweepers?: Sweepers | undefined },
  ): Promise<void>
}

/** What a thread runs that unpacks. */
const UNPACKER = fileURLToPath(new URL('dist/unpacker.js', ROOT))

/** For tests: where the variable is set, every log is read line by line. */
const PLAIN = 'KUBELOG_DIAGNOSE_PLAIN'

/** How inputs are read. */
export interface Reading {
  readonly reader: LogReader
  readonly options: SessionOptions
  readonly limits: Limits
  /** Told of all bytes that are read from an input. */
  readonly onRead: (bytes: number) => void
  readonly io: Pick<Io, 'env' | 'interrupt'>
  /** Threads that help with a text in a file. */
  readonly sweepers?: Sweepers | undefined
}

/** What came of an input. */
export interface Outcome {
  /** Logs that were read, in whole or in part. */
  readonly logs: number
  /** Files of folders and archives that are no logs of a node. */
  readonly skipped: number
  readonly problems: readonly InputProblem[]
}

/** Reads all logs of an input; after an interruption, what was read until then counts. */
export async function readInput(input: Input, reading: Reading): Promise<Outcome> {
  const { limits, onRead, io, sweepers } = reading
  const notes: ExpandNotes = { skipped: 0, problems: [], onRead }
  const open = (): AsyncIterable<Uint8Array> => endedBy(io.interrupt, input.open())
  let logs = 0
  for await (const log of expand(
    { ...input, open },
    limits,
    notes,
    nodeOpeners(sweepers && sweepers.depth - 1, sweepers && UNPACKER),
  )) {
    logs++
    await readLog(log, reading)
    if (io.interrupt.aborted) break
  }
  const wasCutOff = io.interrupt.aborted // which is no problem of the input
  return { logs, skipped: notes.skipped, problems: wasCutOff ? [] : notes.problems }
}

async function readLog(log: Log, { reader, options, io, sweepers }: Reading): Promise<void> {
  // A zip is read from its file, not through the input's own stream.
  const bytes = io.interrupt.aborted ? log.bytes : endedBy(io.interrupt, log.bytes)
  const { name, reference, node } = log
  // The thread that unpacks it is one of those that help.
  const helping = log.isUnpackedAside && sweepers?.count === 1 ? undefined : sweepers
  const all = { reference, ...(node !== undefined && { node }), ...options }
  if (reader.readBytes !== undefined && io.env[PLAIN] === undefined)
    return reader.readBytes(name, bytes, { ...all, sweepers: helping })
  const { readLines } = await import('../input/lines.ts')
  const limiter = new LineLimiter()
  await reader.read(name, readLines(bytes, limiter), limiter, all)
}
