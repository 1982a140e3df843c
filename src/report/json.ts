import type { Report } from './report.ts'

/** The report as JSON text, indented, with a newline at the end. */
export function formatJson(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
