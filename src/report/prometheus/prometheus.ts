// A report -> Prometheus text format, for node_exporter's textfile collector. Few labels: no names of pods or images.
import { groupBy } from '../../correlate/group.ts'
import { LEVELS } from '../../rules/rule.ts'
import type { Report, ReportIncident, Time } from '../report.ts'
import { microseconds } from '../text/time.ts'
import { formatMetric, type Metric, type Sample } from './metric.ts'

const STATUSES = ['ongoing', 'quiet', 'recovered'] as const

/** Formats a report as metrics; docs/outputs.md says what each one means. */
export function formatPrometheus(report: Report): string {
  return metrics(report)
    .filter(({ samples }) => samples.length > 0)
    .map(formatMetric)
    .join('')
}

function metrics(report: Report): Metric[] {
  const { incidents, nodes, lines, unexplained } = report
  return [
    { name: 'kubelog_incidents', help: 'Incidents by level and status.', samples: incidentCounts(report) },
    {
      name: 'kubelog_incident_events',
      help: 'Events of the root cause of an incident.',
      samples: incidents.map((incident) => ({ labels: labelsOf(incident), value: incident.cause.count })),
    },
    {
      name: 'kubelog_incident_effect_events',
      help: 'Events of an effect of an incident.',
      samples: incidents.flatMap(({ id, node, effects }) =>
        effects.map(({ rule, level, count }) => ({ labels: { node, incident: id, rule, level }, value: count })),
      ),
    },
    times('kubelog_incident_start_timestamp_seconds', 'Time of the first evidence.', incidents, ({ start }) => start),
    times('kubelog_incident_end_timestamp_seconds', 'Time of the last evidence.', incidents, ({ end }) => end),
    {
      name: 'kubelog_log_last_timestamp_seconds',
      help: 'Time of the last line of a node.',
      samples: nodes.flatMap(({ name, last }) => at({ node: name }, last)),
    },
    {
      name: 'kubelog_lines',
      help: 'Lines by what became of them.',
      samples: Object.entries(lines)
        .filter(([state]) => state !== 'total')
        .map(([state, value]) => ({ labels: { state }, value })),
    },
    {
      name: 'kubelog_unexplained_shapes',
      help: 'Shapes of warnings and errors that no rule knows.',
      samples: [{ labels: {}, value: unexplained.length }],
    },
  ]
}

function labelsOf({ id, node, level, status, cause }: ReportIncident): Sample['labels'] {
  return { node, incident: id, rule: cause.rule, level, status, confidence: cause.confidence }
}

/** Zero where there is none: an alert must see that an incident is over. */
function incidentCounts({ incidents, nodes }: Report): Sample[] {
  const names = new Set([...nodes.map(({ name }) => name), ...incidents.map(({ node }) => node)])
  const byNode = groupBy(incidents, ({ node }) => node)
  return [...names].flatMap((node) => {
    const here = byNode.get(node) ?? []
    return LEVELS.filter((level) => level !== 'informational').flatMap((level) =>
      STATUSES.map((status) => ({
        labels: { node, level, status },
        value: here.filter((one) => one.level === level && one.status === status).length,
      })),
    )
  })
}

function times(
  name: string,
  help: string,
  incidents: Report['incidents'],
  timeOf: (incident: ReportIncident) => Time,
): Metric {
  const samples = incidents.flatMap((incident) =>
    at({ node: incident.node, incident: incident.id, rule: incident.cause.rule }, timeOf(incident)),
  )
  return { name, help, samples }
}

function at(labels: Sample['labels'], time: Time): Sample[] {
  return time === null ? [] : [{ labels, value: microseconds(time) / 1_000_000 }]
}
