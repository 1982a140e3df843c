// The answer to an incident in plain words, the same in every output that people read.
import type { ReportEvent, ReportEvidence, ReportIncident } from './report.ts'
import { dateTime, duration } from './text/time.ts'
import { firstSentence, oneLine, plural } from './text/words.ts'

/** The cause, and the last of its worst effects, where it has any. */
export function headlineParts({ level, cause, effects }: ReportIncident): {
  readonly cause: string
  readonly effect: readonly string[]
} {
  const worst = effects.findLast((effect) => effect.level === level) ?? effects.at(-1)
  const many = cause.subjects.length > 1 ? ` (${plural(cause.subjects.length, cause.subject)})` : ''
  return { cause: `${cause.title}${many}`, effect: worst === undefined ? [] : [worst.title] }
}

/** `inotify watches exhausted -> kubelet exited` */
export function headline(incident: ReportIncident, to: string): string {
  const { cause, effect } = headlineParts(incident)
  return [cause, ...effect].join(` ${to} `)
}

/** The first command that mends a cause; of an effect whose cause did not show, the one that looks for it. */
export function doNow({ cause, remediation }: ReportIncident): string | undefined {
  const phase = cause.role === 'effect' ? 'confirm' : 'mitigate'
  return remediation.find((step) => step.phase === phase && step.command !== undefined)?.command?.trimEnd()
}

/** What `doNow` is called: of an incident that is over nothing has to be done now. */
export function doNowLabel({ status }: ReportIncident): string {
  return status === 'recovered' ? 'if again' : 'do now'
}

/** `2024-06-02 15:39:04 UTC, last seen 15:59:24 (20 min 20 s), 8 events` */
export function since({ start, end, status, recovery, cause }: ReportIncident): string {
  const events = plural(cause.count, 'event')
  if (start === null || end === null) return `times unknown, ${events}`
  const over = status === 'recovered' && recovery ? `; recovered ${dateTime(recovery.time)}: ${recovery.title}` : ''
  return `${dateTime(start)} UTC${lasted(start, end, events)}${over}`
}

/** What is over within a second has no two times. */
function lasted(start: string, end: string, events: string): string {
  if (start === end) return `, ${events}`
  if (start.slice(0, 19) === end.slice(0, 19)) return `, ${events} (within ${duration(start, end)})`
  const last = start.slice(0, 10) === end.slice(0, 10) ? end.slice(11, 19) : dateTime(end)
  return `, last seen ${last} (${duration(start, end)}), ${events}`
}

/** What it led to; how kubelet stands matters when the node itself is hit. */
export function effectOf({ cause, effects, kubelet }: ReportIncident): string {
  const named = effects.map(({ title, subjects, subject }) =>
    subjects.length > 1 ? `${title} (${plural(subjects.length, subject)})` : title,
  )
  const runs = (cause.subject === 'node' ? kubelet.slice(-3) : []).flatMap(({ pid, state }) => {
    if (state === 'running') return [`kubelet ${pid} keeps running`]
    return state === 'stopped' ? [`kubelet ${pid} was stopped`] : [] // that it exited is an effect of its own
  })
  const said = [...named, ...runs].join('; ')
  return said === '' ? oneLine(cause.impact) : `${said}. ${firstSentence(cause.impact)}`
}

/** The first line of each event that failed, each line once; the JSON report has more. */
export function proof({ timeline }: ReportIncident): ReportEvidence[] {
  return once(timeline.filter(({ role }) => isFailure(role)).flatMap(({ evidence }) => evidence.slice(0, 1)))
}

/** All lines that the report has of an incident. */
export function allProof({ timeline }: ReportIncident): ReportEvidence[] {
  return once(timeline.flatMap(({ evidence }) => evidence))
}

function isFailure(role: ReportEvent['role']): boolean {
  return role === 'cause' || role === 'effect'
}

function once(lines: readonly ReportEvidence[]): ReportEvidence[] {
  return [...new Map(lines.toReversed().map((line) => [`${line.input}:${line.line}`, line])).values()].reverse()
}
