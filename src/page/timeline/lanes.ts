// Incidents -> rows of the timeline: the cause, each effect below it, and kubelet's processes with its life.
import type { Level } from '../../rules/rule.ts'
import type { ReportEvent, ReportIncident } from '../../report/report.ts'
import { microseconds } from '../../report/text/time.ts'

/** A bar. */
export interface Mark {
  readonly incident: ReportIncident
  readonly kind: Level | 'life' | 'run'
  readonly from: number
  readonly to: number
  /** What a bar of a failure or of kubelet's life stands for. */
  readonly event?: ReportEvent
  /** What a bar of a process stands for. */
  readonly run?: ReportIncident['kubelet'][number]
}

export interface Lane {
  readonly incident: ReportIncident
  readonly kind: 'cause' | 'effect' | 'kubelet'
  readonly label: string
  /** Events that can be gone to with the keyboard; in the order of time. */
  readonly marks: readonly Mark[]
}

export function toLanes(incidents: readonly ReportIncident[]): Lane[] {
  return incidents.flatMap((incident) => [...failures(incident), ...kubelet(incident)])
}

function failures(incident: ReportIncident): Lane[] {
  const { cause, effects, timeline, level } = incident
  const rows = [
    { rule: cause.rule, label: cause.title, level },
    ...effects.map(({ rule, title, level }) => ({ rule, label: title, level })),
  ]
  return rows.map(({ rule, label, level }, index) => ({
    incident,
    kind: index === 0 ? 'cause' : 'effect',
    label,
    marks: timeline.filter((event) => event.rule === rule).flatMap((event) => mark(incident, level, event)),
  }))
}

function kubelet(incident: ReportIncident): Lane[] {
  const { kubelet, timeline } = incident
  const runs = kubelet.flatMap((run): Mark[] =>
    run.first === null || run.last === null
      ? []
      : [{ incident, kind: 'run', from: microseconds(run.first), to: microseconds(run.last), run }],
  )
  const life = timeline
    .filter(({ role }) => role === 'lifecycle' || role === 'context')
    .flatMap((event) => mark(incident, 'life', event))
  const marks = [...runs, ...life].sort((a, b) => a.from - b.from)
  return marks.length === 0 ? [] : [{ incident, kind: 'kubelet', label: 'kubelet', marks }]
}

function mark(incident: ReportIncident, kind: Mark['kind'], event: ReportEvent): Mark[] {
  if (event.first === null || event.last === null) return []
  return [{ incident, kind, from: microseconds(event.first), to: microseconds(event.last), event }]
}

/** From the first to the last mark; undefined when there is none. */
export function extent(lanes: readonly Lane[]): { readonly from: number; readonly to: number } | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { marks } of lanes) {
    for (const mark of marks) {
      from = Math.min(from, mark.from)
      to = Math.max(to, mark.to)
    }
  }
  return from > to ? undefined : { from, to }
}
