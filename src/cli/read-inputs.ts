// Reads every log behind the arguments; what cannot be read is said, and does not stop the others.
import { expand, type ExpandNotes, type Log } from '../input/expand.ts'
import { findInputs, type FoundInputs, type Input, type InputProblem } from '../input/find.ts'
import type { JournalFilter } from '../input/journalctl.ts'
import type { Limits } from '../input/limits.ts'
import { NODE_OPENERS } from '../input/node-openers.ts'
import { LineLimiter } from '../lines/limit.ts'
import { plural } from '../report/text/words.ts'
import type { SessionOptions } from '../session.ts'
import { endedBy } from './interrupt.ts'
import type { Io } from './io.ts'
import type { Progress } from './progress.ts'

/** What the logs are read into: a {@link Diagnosis}, or whoever else wants their lines. */
export interface LogReader {
  read(name: string, lines: AsyncIterable<string>, limiter: LineLimiter, options: SessionOptions): Promise<void>
  /** Is asked instead where it is there: it is faster, and finds the same lines. */
  readBytes?(name: string, bytes: AsyncIterable<Uint8Array>, options: SessionOptions): Promise<void>
}

/** Bytes of a short run. */
const SHORT = 256 * 1024

/** For tests: where the variable is set, every log is read line by line. */
const PLAIN = 'KUBELOG_DIAGNOSE_PLAIN'

export interface ReadOptions {
  /** What is wanted of binary journals. */
  readonly journal?: JournalFilter
  readonly progress?: Progress
  /** Finds the inputs, where they are no names of files. */
  readonly find?: (() => Promise<FoundInputs>) | undefined
}

export interface ReadResult {
  /** Logs that were read, in whole or in part. */
  readonly logs: number
  /** Were there binary journals among the inputs? */
  readonly hasJournals: boolean
  /** Files of folders and archives that are no logs of a node. */
  readonly skipped: number
  readonly problems: readonly InputProblem[]
}

export async function readInputs(
  names: readonly string[],
  reader: LogReader,
  options: SessionOptions,
  limits: Limits,
  io: Io,
  { journal, progress, find }: ReadOptions = {},
): Promise<ReadResult> {
  const filter = { ...journal, env: io.env, stop: io.interrupt }
  const { inputs, problems } = await (find?.() ??
    findInputs(names.length === 0 ? ['-'] : names, () => io.stdin, io.now, filter))
  const total = totalOf(inputs)
  const notes: ExpandNotes = { skipped: 0, problems, onRead: onRead(total, progress, io) }
  progress?.start(total)
  let logs = 0
  try {
    for (const input of inputs) {
      if (io.interrupt.aborted) break
      progress?.input(input.name)
      logs += await readInput(input, reader, options, limits, notes, io)
    }
  } finally {
    progress?.end()
  }
  if (logs === 0 && problems.length === 0)
    problems.push({
      name: names.length === 0 ? 'stdin' : names.join(', '),
      message: `no logs found (${plural(notes.skipped, 'other file')})`,
    })
  return { logs, hasJournals: inputs.some(({ isJournal }) => isJournal), skipped: notes.skipped, problems }
}

/** Tells as soon as it is known that the run is long: by the size of the inputs, or by what was read of them. */
function onRead(total: number | undefined, progress: Progress | undefined, io: Io): (bytes: number) => void {
  let left = SHORT
  const count = (bytes: number): void => {
    if (left > 0 && (left -= bytes) <= 0) io.onLongRun?.()
  }
  count(total ?? 0)
  return (bytes) => {
    progress?.onRead(bytes)
    count(bytes)
  }
}

function totalOf(inputs: readonly Input[]): number | undefined {
  return inputs.reduce<number | undefined>(
    (total, { size }) => (total === undefined || size === undefined ? undefined : total + size),
    0,
  )
}

async function readInput(
  input: Input,
  reader: LogReader,
  options: SessionOptions,
  limits: Limits,
  notes: ExpandNotes,
  io: Io,
): Promise<number> {
  const problemsBefore = notes.problems.length
  const open = (): AsyncIterable<Uint8Array> => endedBy(io.interrupt, input.open())
  let logs = 0
  for await (const log of expand({ ...input, open }, limits, notes, NODE_OPENERS)) {
    logs++
    await readLog(log, reader, options, io)
    if (io.interrupt.aborted) break
  }
  if (io.interrupt.aborted) notes.problems.length = problemsBefore // cut off by the user
  return logs
}

async function readLog(log: Log, reader: LogReader, options: SessionOptions, io: Io): Promise<void> {
  // A zip is read from its file, not through the input's own stream.
  const bytes = io.interrupt.aborted ? log.bytes : endedBy(io.interrupt, log.bytes)
  const { name, reference, node } = log
  const all = { reference, ...(node !== undefined && { node }), ...options }
  if (reader.readBytes !== undefined && io.env[PLAIN] === undefined) return reader.readBytes(name, bytes, all)
  const { readLines } = await import('../input/lines.ts')
  const limiter = new LineLimiter()
  await reader.read(name, readLines(bytes, limiter), limiter, all)
}
