// `kubelog-diagnose inotify`: who holds inotify watches on this host, and how close that is to the limits.
import { setTimeout } from 'node:timers/promises'
import { UsageError } from '../errors.ts'
import { Host } from '../host/host.ts'
import { readInotify, type InotifyReport } from '../host/inotify/report.ts'
import { fullness, worstShare } from '../host/inotify/users.ts'
import { findSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import { jsonText } from '../report/json.ts'
import { Page } from '../report/text/page.ts'
import { inotifyMetrics } from './inotify-metrics.ts'
import { writeInotify } from './inotify-text.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readCount } from './options.ts'
import { redaction } from './redact.ts'
import { textOptions, type Look } from './terminal.ts'
import { complain, write } from './write.ts'

export interface InotifyArguments {
  readonly output: 'text' | 'json' | 'prometheus'
  readonly top: number | undefined
  /** Seconds between two looks, empty for the usual ones; absent: one look. */
  readonly watch: string | undefined
  readonly root: string | undefined
  readonly look: Look
  readonly redact: boolean
}

const TOP = 10
const PAUSE = 5

/** The share of a limit from which on it is worth a warning. */
const FULL = 0.8

export async function runInotify(args: InotifyArguments, io: Io): Promise<ExitCode> {
  const top = readCount('top', args.top) ?? TOP
  const every = readCount(
    'watch',
    args.watch === '' ? PAUSE : args.watch === undefined ? undefined : Number(args.watch),
  )
  if (every !== undefined && args.output === 'prometheus')
    throw new UsageError('--watch: the metrics are for a scraper, which asks again itself')
  const host = new Host(args.root === undefined ? {} : { root: args.root })
  const shown = await shower(args.redact, io)
  let before: InotifyReport | undefined
  for (;;) {
    const report = shown(await readInotify(host, { stop: io.interrupt }))
    if (io.interrupt.aborted && before !== undefined) return codeOf(before)
    await write(io.stdout, format(report, before, { ...args, top }, io))
    before = report
    if (every === undefined || io.interrupt.aborted || io.stdout.destroyed) return reportCode(report, io)
    await setTimeout(every * 1000, undefined, { signal: io.interrupt }).catch(() => {}) // Ctrl-C ends the pause
    if (io.interrupt.aborted) return codeOf(report)
  }
}

/** What may be seen of a look. */
async function shower(isRedacted: boolean, io: Io): Promise<(report: InotifyReport) => InotifyReport> {
  const { redactor } = await redaction(isRedacted, io)
  if (redactor === undefined) return (report) => editTexts(report, findSecrets)
  const { redactInotify } = await import('../redact/explained.ts')
  return (report) => redactInotify(report, redactor)
}

function format(
  report: InotifyReport,
  before: InotifyReport | undefined,
  { output, top, look, watch }: InotifyArguments & { readonly top: number },
  io: Io,
): string {
  if (output === 'prometheus') return inotifyMetrics(report, top)
  if (output === 'json') {
    const shown = { ...report, processes: report.processes.slice(0, top) }
    return jsonText(shown, watch === undefined ? 2 : 0) // one line a look
  }
  const page = new Page(textOptions(io, look))
  if (before !== undefined) page.line()
  writeInotify(page, report, top, before)
  return page.toString()
}

function reportCode(report: InotifyReport, io: Io): ExitCode {
  const code = codeOf(report)
  if (code === EXIT.failed && report.limits.watches === undefined)
    complain(io, 'this kernel does not show limits on inotify: is /proc mounted, and is it Linux?')
  else if (code === EXIT.failed && report.hidden === 0)
    complain(io, 'cannot tell: with the watches of other user namespaces, which may count for root, it would be 80 %')
  else if (code === EXIT.failed)
    complain(io, `cannot tell: ${report.hidden} of ${report.scanned} processes hide their files (run it as root)`)
  return code
}

/** What is seen can be above the limit already; below it, what is hidden must be nothing. */
function codeOf({ users, hidden, scanned, limits }: InotifyReport): ExitCode {
  if (users.some((user) => fullness(user) >= FULL)) return EXIT.found
  if (hidden > 0 || scanned === 0 || limits.watches === undefined) return EXIT.failed
  return worstShare(users, limits) >= FULL ? EXIT.failed : EXIT.fine
}
