// A report -> OpenTelemetry log records in OTLP's JSON encoding: a file that the collector's otlpjsonfile receiver reads, or a
// body for POST /v1/logs. One resource a node; one record an incident, and one for each event of its timeline.
import { groupBy } from '../../correlate/group.ts'
import type { Level } from '../../rules/rule.ts'
import { headline } from '../answer.ts'
import { jsonText } from '../json.ts'
import type { Report, ReportEvent, ReportIncident, Time } from '../report.ts'
import { microseconds } from '../text/time.ts'
import { attributes, type Attribute } from './attributes.ts'

export interface OtlpRecord {
  readonly timeUnixNano?: string
  readonly severityNumber: number
  readonly severityText: string
  readonly eventName: string
  readonly body: { readonly stringValue: string }
  readonly attributes: readonly Attribute[]
}

/** Our levels as the numbers of FATAL, ERROR, WARN, INFO and DEBUG. */
const SEVERITY: Readonly<Record<Level, number>> = { critical: 21, high: 17, medium: 13, low: 9, informational: 5 }

/** Formats a report as one line of OTLP JSON (LogsData, which is also ExportLogsServiceRequest). */
export function formatOtlp(report: Report): string {
  const byNode = groupBy(report.incidents, ({ node }) => node)
  const resourceLogs = [...byNode].map(([node, incidents]) => ({
    resource: {
      attributes: attributes({ 'service.name': 'kubelet', 'host.name': node, 'k8s.node.name': node }),
    },
    scopeLogs: [
      {
        scope: { name: 'kubelog-diagnose' },
        logRecords: incidents.flatMap(records),
      },
    ],
  }))
  return jsonText({ resourceLogs })
}

function records(incident: ReportIncident): OtlpRecord[] {
  return [incidentRecord(incident), ...incident.timeline.map((event) => eventRecord(event, incident))]
}

function incidentRecord(incident: ReportIncident): OtlpRecord {
  const { id, level, status, start, end, cause, effects } = incident
  return {
    ...at(start),
    severityNumber: SEVERITY[level],
    severityText: level,
    eventName: 'kubelog.incident',
    body: { stringValue: headline(incident, '->') },
    attributes: attributes({
      'kubelog.incident.id': id,
      'kubelog.incident.status': status,
      'kubelog.incident.level': level,
      'kubelog.incident.start': start,
      'kubelog.incident.end': end,
      'kubelog.rule': cause.rule,
      'kubelog.summary': cause.summary,
      'kubelog.confidence': cause.confidence,
      'kubelog.count': cause.count,
      'kubelog.subjects': cause.subjects,
      'kubelog.effects': effects.map(({ rule }) => rule),
    }),
  }
}

function eventRecord(event: ReportEvent, { id, level, cause, effects }: ReportIncident): OtlpRecord {
  const own = event.rule === cause.rule ? level : effects.find(({ rule }) => rule === event.rule)?.level
  const severity = own ?? 'low'
  const [evidence] = event.evidence
  return {
    ...at(event.time),
    severityNumber: SEVERITY[severity],
    severityText: severity,
    eventName: 'kubelog.event',
    body: { stringValue: event.summary },
    attributes: attributes({
      'kubelog.incident.id': id,
      'kubelog.rule': event.rule,
      'kubelog.role': event.role,
      'kubelog.signature': event.signature,
      'kubelog.count': event.count,
      'kubelog.last': event.last,
      'kubelog.subjects': event.subjects,
      'kubelog.explained_by': event.explainedBy,
      'log.file.name': evidence?.input,
      'log.file.line': evidence?.line,
      'log.record.original': evidence?.text,
    }),
  }
}

/** The time is left out where nothing dates it: OTLP's 0 means unknown. */
function at(time: Time): Pick<OtlpRecord, 'timeUnixNano'> {
  return time === null ? {} : { timeUnixNano: `${microseconds(time)}000` }
}
