// A report -> one JSON object a line, each with its `type`, for streams and for programs that read line by line.
import { jsonText } from '../json.ts'
import type { Report, ReportIncident, ReportInput, ReportNode, ReportUnexplained } from '../report.ts'

/** What the lines of a report are of; the rest is in the last one. */
type Parts = 'incidents' | 'nodes' | 'unexplained' | 'inputs' | 'suppressed'

/** A part of a report, as an object of its own: `type` tells which. */
export type ReportLine =
  | ({ readonly type: 'incident' } & ReportIncident)
  | ({ readonly type: 'unexplained' } & ReportUnexplained)
  | ({ readonly type: 'node' } & ReportNode)
  | ({ readonly type: 'input' } & ReportInput)
  | ({ readonly type: 'suppressed' } & Report['suppressed'][number])
  | ({ readonly type: 'summary' } & Omit<Report, Parts>)

/**
 * The parts of a report: incidents first, the most important one on top, `summary` last. They hold all that the report holds.
 *
 * @example
 * reportLines(report).map(({ type }) => type) //=> ['incident', 'node', 'input', 'summary']
 */
export function reportLines({ incidents, nodes, unexplained, inputs, suppressed, ...summary }: Report): ReportLine[] {
  return [
    ...incidents.map((item) => ({ type: 'incident' as const, ...item })),
    ...unexplained.map((item) => ({ type: 'unexplained' as const, ...item })),
    ...nodes.map((item) => ({ type: 'node' as const, ...item })),
    ...inputs.map((item) => ({ type: 'input' as const, ...item })),
    ...suppressed.map((item) => ({ type: 'suppressed' as const, ...item })),
    { type: 'summary', ...summary },
  ]
}

/** Formats a report as lines of JSON, each one of {@link reportLines}. */
export function formatNdjson(report: Report): string {
  return reportLines(report)
    .map((line) => jsonText(line))
    .join('')
}
