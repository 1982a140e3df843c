// A report -> one JSON object a line, each with its `type`, for streams and for programs that read line by line.
import { jsonText } from '../json.ts'
import type { Report } from '../report.ts'

/**
 * Formats a report as lines of JSON: incidents first, the most important one on top, `summary` last. The lines hold all that
 * the JSON report holds.
 */
export function formatNdjson(report: Report): string {
  const { incidents, nodes, unexplained, inputs, suppressed, ...summary } = report
  const typed = (type: string, items: readonly object[]): object[] => items.map((item) => ({ type, ...item }))
  const lines = [
    ...typed('incident', incidents),
    ...typed('unexplained', unexplained),
    ...typed('node', nodes),
    ...typed('input', inputs),
    ...typed('suppressed', suppressed),
    { type: 'summary', ...summary },
  ]
  return lines.map((line) => jsonText(line)).join('')
}
