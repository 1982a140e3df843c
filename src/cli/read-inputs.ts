// Reads every log behind the arguments; what cannot be read is said, and does not stop the others.
import { findInputs, type FoundInputs, type Input, type InputProblem } from '../input/find.ts'
import type { JournalFilter } from '../input/journalctl.ts'
import type { Limits } from '../input/limits.ts'
import { plural } from '../report/text/words.ts'
import type { Sweepers } from '../scan/ahead.ts'
import type { SessionOptions } from '../session.ts'
import type { Io } from './io.ts'
import type { Progress } from './progress.ts'
import { readInput, type LogReader, type Outcome } from './read-input.ts'

export type { LogReader } from './read-input.ts'

/** Bytes of a short run. */
const SHORT = 256 * 1024

/** What this process does where inputs are shared out. */
export interface Here {
  /** Reads an input in this process, with the help of threads where there are some. */
  readonly read: (input: Input, sweepers?: Sweepers) => Promise<Outcome>
  /** Told of each input that others begin to read, and of the bytes that they have read. */
  readonly onBegin: (name: string) => void
  readonly onRead: (bytes: number) => void
}

/** Reads inputs, here and elsewhere; gives what came of each, in their order. */
export type Share = (inputs: readonly Input[], here: Here) => Promise<readonly Outcome[]>

export interface ReadOptions {
  /** What is wanted of binary journals. */
  readonly journal?: JournalFilter
  readonly progress?: Progress
  /** Finds the inputs, where they are no names of files. */
  readonly find?: (() => Promise<FoundInputs>) | undefined
  /** Without it, one input after the other is read here. */
  readonly share?: Share | undefined
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
  { journal, progress, find, share = inTurn(io) }: ReadOptions = {},
): Promise<ReadResult> {
  const filter = { ...journal, env: io.env, stop: io.interrupt }
  const { inputs, problems } = await (find?.() ??
    findInputs(names.length === 0 ? ['-'] : names, () => io.stdin, io.now, filter))
  const bytes = totalOf(inputs)
  const onRead = bytesRead(bytes, progress, io)
  const onBegin = (name: string): void => progress?.input(name)
  const read: Here['read'] = (input, sweepers) => {
    onBegin(input.name)
    return readInput(input, { reader, options, limits, onRead, io, sweepers })
  }
  // Pseudonyms are numbered as they are asked for: in this order, whichever input is read first.
  for (const { name } of inputs) io.redaction?.input(name)
  progress?.start(bytes)
  const outcomes = await share(inputs, { read, onBegin, onRead }).finally(() => progress?.end())
  const { logs, skipped } = total(outcomes)
  for (const outcome of outcomes) problems.push(...outcome.problems)
  if (logs === 0 && problems.length === 0)
    problems.push({
      name: names.length === 0 ? 'stdin' : names.join(', '),
      message: `no logs found (${plural(skipped, 'other file')})`,
    })
  return { logs, hasJournals: inputs.some(({ isJournal }) => isJournal), skipped, problems }
}

/** One input after the other. */
export function inTurn(io: Pick<Io, 'interrupt'>): Share {
  return async (inputs, here) => {
    const outcomes: Outcome[] = []
    for (const input of inputs) {
      if (io.interrupt.aborted) break
      outcomes.push(await here.read(input))
    }
    return outcomes
  }
}

function total(outcomes: readonly Outcome[]): Pick<Outcome, 'logs' | 'skipped'> {
  return outcomes.reduce((sum, { logs, skipped }) => ({ logs: sum.logs + logs, skipped: sum.skipped + skipped }), {
    logs: 0,
    skipped: 0,
  })
}

/** Tells as soon as it is known that the run is long: by the size of the inputs, or by what was read of them. */
function bytesRead(total: number | undefined, progress: Progress | undefined, io: Io): (bytes: number) => void {
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
