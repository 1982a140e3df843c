// Reads every log behind the arguments; what cannot be read is said, and does not stop the others.
import { expand, type ExpandNotes, type Log } from '../input/expand.ts'
import { findInputs, readProblem, type Input, type InputProblem } from '../input/find.ts'
import type { Limits } from '../input/limits.ts'
import { readLines } from '../input/lines.ts'
import { LineLimiter } from '../lines/limit.ts'
import { plural } from '../report/text/words.ts'
import type { SessionOptions } from '../session.ts'
import { endedBy } from './interrupt.ts'
import type { Io } from './io.ts'

/** What the logs are read into: a {@link Diagnosis}, or whoever else wants their lines. */
export interface LogReader {
  read(name: string, lines: AsyncIterable<string>, limiter: LineLimiter, options: SessionOptions): Promise<void>
}

export interface ReadResult {
  /** Logs that were read, in whole or in part. */
  readonly logs: number
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
): Promise<ReadResult> {
  const { inputs, problems } = await findInputs(names.length === 0 ? ['-'] : names, io.stdin, io.now)
  const notes: ExpandNotes = { skipped: 0, problems }
  let logs = 0
  for (const input of inputs) {
    if (io.interrupt.aborted) break
    logs += await readInput(input, reader, options, limits, notes, io)
  }
  if (logs === 0 && problems.length === 0)
    problems.push({ name: names.join(', '), message: `no logs found (${plural(notes.skipped, 'other file')})` })
  return { logs, skipped: notes.skipped, problems }
}

async function readInput(
  input: Input,
  reader: LogReader,
  options: SessionOptions,
  limits: Limits,
  notes: ExpandNotes,
  io: Io,
): Promise<number> {
  let logs = 0
  try {
    const bytes = endedBy(io.interrupt, input.open())
    for await (const log of expand({ ...input, open: () => bytes }, limits, notes)) {
      logs++
      await readLog(log, reader, options)
      if (io.interrupt.aborted) break
    }
  } catch (error) {
    if (io.interrupt.aborted) return logs // cut off by the user
    notes.problems.push({ name: input.name, message: readProblem(error) })
  }
  return logs
}

async function readLog(log: Log, reader: LogReader, options: SessionOptions): Promise<void> {
  const limiter = new LineLimiter()
  const lines = readLines(log.bytes, limiter)
  const { name, reference, node } = log
  await reader.read(name, lines, limiter, { reference, ...(node !== undefined && { node }), ...options })
}
