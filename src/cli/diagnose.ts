// `kubelog-diagnose [inputs..]`
import { Diagnosis } from '../diagnose.ts'
import type { FoundInputs, InputProblem } from '../input/find.ts'
import type { JournalFilter } from '../input/journalctl.ts'
import { DEFAULT_LIMITS, type Limits } from '../input/limits.ts'
import type { Format } from '../journal/entry.ts'
import { loadPage } from '../report/load-page.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { Output, OutputName } from '../report/outputs.ts'
import type { Report } from '../report/report.ts'
import { formatText } from '../report/text/text.ts'
import { plural } from '../report/text/words.ts'
import { LEVELS, type Level } from '../rules/rule.ts'
import type { SessionOptions } from '../session.ts'
import { configured, type ConfigArguments } from './config.ts'
import type { HostArguments } from './host-checks.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readCount, readSize, readTimezone, readYear } from './options.ts'
import type { Setup } from './jobs/messages.ts'
import { jobsFor, threadsFor, worthOfThreads } from './jobs/share.ts'
import type { SweeperThreads } from './jobs/sweepers.ts'
import { Progress } from './progress.ts'
import { inTurn, readInputs, type Here, type Share } from './read-inputs.ts'
import { redaction } from './redact.ts'
import { rulePack } from './rule-pack.ts'
import { textOptions, type Look } from './terminal.ts'
import { version } from './version.ts'
import { complain, complainOf, write, writePieces } from './write.ts'

export interface DiagnoseArguments extends HostArguments, ConfigArguments {
  readonly inputs: readonly string[]
  readonly output: OutputName
  /** Reads on as stdin goes on. */
  readonly follow?: boolean
  readonly brief: boolean
  readonly verbose: boolean
  readonly redact: boolean
  readonly rules: string | undefined
  readonly format: Format | undefined
  readonly year: number | undefined
  readonly timezone: string | undefined
  readonly since: string | undefined
  readonly until: string | undefined
  readonly failOn: 'any' | Level
  readonly maxExpand: string | undefined
  readonly units: readonly string[]
  /** How many processes and threads read. */
  readonly jobs: number | undefined
  readonly boot: string | undefined
  readonly look: Look
  /** What else the name of an input may have meant that is not there. */
  readonly meant?: (name: string) => Promise<string>
  /** Finds the inputs, where they are no names of files. */
  readonly find?: () => Promise<FoundInputs>
}

/** Reads the inputs, prints the report, and tells by the exit code what was found. Unreadable inputs do not stop the others. */
export async function runDiagnose(args: DiagnoseArguments, given: Io): Promise<ExitCode> {
  const { io, redactor } = await redaction(args.redact, given)
  const reading = await sessionOptions(args, io)
  if (args.follow) return (await import('./follow.ts')).runFollow(args, reading, io, redactor)
  const pack = await rulePack(args.rules)
  const { rules, suppressor, config } = await configured(pack.rules, args, io)
  const options = { ...reading, ...(suppressor && { suppressor }) }
  const diagnosis = new Diagnosis(rules, pack.matcher)
  const journal = journalFilter(args, reading)
  const limits = limitsOf(args)
  const setup = { rules: args.rules, config, options: reading, limits }
  const read = await readInputs(args.inputs, diagnosis, options, limits, io, {
    journal,
    progress: new Progress(io),
    find: args.find,
    share: shared(readCount('jobs', args.jobs), setup, diagnosis, io),
  })
  const { logs, hasJournals, skipped, problems } = read
  if (!hasJournals) sayUnused(args, io)
  await sayProblems(problems, args, io)
  if (skipped > 0 && logs > 0) complain(io, `skipped ${plural(skipped, 'file')} without lines of a node's log`)
  if (io.interrupt.aborted) complain(io, 'interrupted: this is the report of what was read until then')
  if (logs === 0) return EXIT.failed
  const report = await shown(diagnosis.report(), args, io, redactor)
  const text = { ...textOptions(io, args.look), brief: args.brief, verbose: args.verbose }
  const output = await outputNamed(args.output)
  const page = output.needsPage && { page: await loadPage() }
  if (output.pieces) await writePieces(io.stdout, output.pieces(report))
  else await write(io.stdout, output.format(report, { text, version: version(), ...page }))
  return problems.length > 0
    ? EXIT.failed
    : exitCode(report.incidents.filter(output.counts ?? (() => true)), args.failOn)
}

/** Reads inputs here, and where it is worth while or asked for, with threads that help, and in other processes beside. */
function shared(asked: number | undefined, setup: Setup, diagnosis: Diagnosis, io: Io): Share {
  return async (inputs, given) => {
    const losses: string[] = []
    const onLoss = (message: string): void => void losses.push(message)
    const jobs = jobsFor(inputs, asked)
    const sweepers = await sweepersFor(threadsFor(jobs, asked), worthOfThreads(asked), onLoss)
    const here: Here = { ...given, read: (input) => given.read(input, sweepers) }
    try {
      if (jobs === 1) return await inTurn(io)(inputs, here)
      const { readWithCrew } = await import('./jobs/crew.ts')
      return await readWithCrew(inputs, here, { jobs, setup, io, diagnosis, onLoss })
    } finally {
      sweepers?.end()
      for (const message of losses) complain(io, message)
    }
  }
}

async function sweepersFor(
  threads: number,
  worth: number,
  onLoss: (message: string) => void,
): Promise<SweeperThreads | undefined> {
  if (threads <= 0) return undefined
  const { SweeperThreads } = await import('./jobs/sweepers.ts')
  return new SweeperThreads(threads, worth, onLoss)
}

/** The others are loaded when they are asked for. */
async function outputNamed(name: OutputName): Promise<Omit<Output, 'describe'>> {
  if (name === 'text') return { format: (report, { text }) => formatText(report, text) }
  const { OUTPUTS } = await import('../report/outputs.ts')
  return OUTPUTS[name]
}

/** The report as the outputs get it. */
async function shown(found: Report, args: DiagnoseArguments, io: Io, redactor?: Redactor): Promise<Report> {
  const report = args.host ? await (await import('./host-checks.ts')).withHostChecks(found, args, io) : found
  return redactor === undefined ? report : (await import('../redact/report.ts')).redactReport(report, redactor)
}

async function sayProblems(problems: readonly InputProblem[], args: DiagnoseArguments, io: Io): Promise<void> {
  for (const { name, message } of problems) {
    const isFirst = name === args.inputs[0] && message === 'no such file or folder' // in the words of input/problems.ts
    complainOf(io, name, `${message}${isFirst ? ((await args.meant?.(name)) ?? '') : ''}`)
  }
}

async function sessionOptions(
  { node, format, year, timezone, since, until }: DiagnoseArguments,
  { now }: Io,
): Promise<SessionOptions> {
  const zone = readTimezone(timezone)
  const given = {
    node,
    format,
    year: readYear(year),
    timezone: zone,
    ...(await boundsOf(since, until, zone, now)),
  }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

type Bounds = Pick<SessionOptions, 'since' | 'until'>

async function boundsOf(
  since: string | undefined,
  until: string | undefined,
  zone: string | undefined,
  now: Date,
): Promise<Bounds> {
  if (since === undefined && until === undefined) return {}
  const { readSince } = await import('./times.ts')
  const [from, to] = [readSince('since', since, now, zone), readSince('until', until, now, zone)]
  return { ...(from !== undefined && { since: from }), ...(to !== undefined && { until: to }) }
}

/** journalctl leaves out what we would leave out, and reads less. */
function journalFilter({ units, boot }: DiagnoseArguments, { since, until }: SessionOptions): JournalFilter {
  return {
    units,
    ...(boot !== undefined && { boot }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  }
}

function sayUnused({ units, boot }: DiagnoseArguments, io: Io): void {
  const unused = [units.length > 0 && '--unit', boot !== undefined && '--boot'].filter(Boolean).join(' and ')
  if (unused !== '') complain(io, `${unused} only applies to binary journals, and there are none: all was read`)
}

function limitsOf({ maxExpand }: DiagnoseArguments): Limits {
  return maxExpand === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, maxExpand: readSize('max-expand', maxExpand) }
}

function exitCode(incidents: Report['incidents'], failOn: 'any' | Level): ExitCode {
  const least = failOn === 'any' ? LEVELS.length : LEVELS.indexOf(failOn)
  return incidents.some(({ level }) => LEVELS.indexOf(level) <= least) ? EXIT.found : EXIT.fine
}
