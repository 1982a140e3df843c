// correlator state and incidents -> the report.
import type { Effect, Incident, TimelineEvent } from '../correlate/incident.ts'
import type { Sample } from '../correlate/sample.ts'
import type { CorrelatorState, InputSummary, NodeState } from '../correlate/state.ts'
import { findSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import { applies } from '../rules/applies.ts'
import type { Rule } from '../rules/rule.ts'
import { toIso } from '../time/instant.ts'
import { fleetOf } from './fleet.ts'
import { toHistogram } from './histogram.ts'
import { markOf } from './mark.ts'
import { damageWords } from './damage.ts'
import type {
  Report,
  ReportEvent,
  ReportEvidence,
  ReportIncident,
  ReportInput,
  ReportNode,
  ReportUnexplained,
} from './report.ts'

/** Makes the report of a state and the incidents that it shows; secrets in it are masked. */
export function toReport(state: CorrelatorState, incidents: readonly Incident[]): Report {
  const nodes = state.nodes.map(([name, node]) => reportNode(name, node))
  const factsOf = new Map(nodes.map(({ name, facts }) => [name, facts]))
  const reported = incidents.map((incident) => reportIncident(incident, factsOf.get(incident.node) ?? {}))
  const report: Report = {
    schemaVersion: 1,
    incidents: reported,
    fleet: fleetOf(reported),
    unexplained: reportUnexplained(state),
    unexplainedTruncated: state.unexplained.overflowed,
    inputs: state.inputs.map(reportInput),
    suppressed: state.suppressed.map(([reason, count]) => ({ reason, count })),
    nodes,
    lines: state.lines,
  }
  return editTexts(report, findSecrets)
}

function reportNode(name: string, { first, last, facts }: NodeState): ReportNode {
  return {
    name,
    first: toIso(first),
    last: toIso(last),
    facts: Object.fromEntries(facts.map(([fact, values]) => [fact, values])),
  }
}

function reportIncident(
  { cause, recovery, effects, runs, alsoPossible, ...incident }: Incident,
  facts: ReportNode['facts'],
): ReportIncident {
  return {
    id: incident.id,
    node: incident.node,
    level: incident.level,
    status: incident.status,
    ...(recovery && { recovery: { time: toIso(recovery.us), rule: recovery.rule.id, title: recovery.rule.title } }),
    start: toIso(incident.start),
    end: toIso(incident.end),
    cause: reportCause(cause),
    effects: effects.map(reportEffect),
    timeline: incident.timeline.map(reportEvent),
    histogram: toHistogram(incident.spans),
    kubelet: runs.map(({ first, last, ...run }) => ({ ...run, first: toIso(first), last: toIso(last) })),
    alsoPossible: alsoPossible.map(({ rule, of, reason }) => ({ rule: rule.id, title: rule.title, of, reason })),
    remediation: cause.rule.remediation.filter((step) => applies(step, facts)),
  }
}

function reportCause({ rule, reasons, ...cause }: Incident['cause']): ReportIncident['cause'] {
  return {
    rule: rule.id,
    title: rule.title,
    role: rule.role,
    level: rule.level,
    description: rule.description,
    impact: rule.impact ?? '',
    subject: rule.subject,
    ...cause,
    confidenceReasons: reasons,
    falsePositives: rule.falsePositives,
    references: rule.references,
  }
}

function reportEffect({ rule, under, first, last, ...effect }: Effect): ReportIncident['effects'][number] {
  return {
    rule: rule.id,
    title: rule.title,
    subject: rule.subject,
    ...effect,
    first: toIso(first),
    last: toIso(last),
    explainedBy: under,
  }
}

function reportEvent({ rule, under, first, last, evidence, ...event }: TimelineEvent): ReportEvent {
  const time = toIso(first)
  return {
    time,
    rule: rule.id,
    role: rule.role,
    title: rule.title,
    ...event,
    first: time,
    last: last === first ? time : toIso(last),
    ...(under !== undefined && { explainedBy: under }),
    evidence: evidence.map((sample) => reportEvidence(rule, sample)),
  }
}

function reportEvidence(rule: Rule, sample: Sample): ReportEvidence {
  const { input, line, text } = sample
  const mark = markOf(rule, sample)
  return { input, line, text, ...(mark && { mark }) }
}

/** Errors before warnings, then the most frequent. */
function reportUnexplained({ unexplained }: CorrelatorState): ReportUnexplained[] {
  const order = 'FEW'
  return unexplained.rows
    .map(([key, { count, first }]) => {
      const [severity, file = '', template = ''] = key.split('\t')
      const place = { first: toIso(first.us), example: first.text, input: first.input, line: first.line }
      return { severity: severity as ReportUnexplained['severity'], file, template, count, ...place } // only W, E and F are counted
    })
    .sort(
      (a, b) =>
        order.indexOf(a.severity) - order.indexOf(b.severity) ||
        b.count - a.count ||
        (a.template < b.template ? -1 : 1),
    )
}

function reportInput({
  first,
  last,
  name,
  format,
  lines,
  bytes,
  order,
  cutLines,
  assumptions,
  damage,
}: InputSummary): ReportInput {
  const all = [...assumptions, ...damageWords(damage)]
  return { name, format, lines, bytes, first: toIso(first), last: toIso(last), order, cutLines, assumptions: all }
}
