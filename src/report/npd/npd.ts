// A report -> the one line that node-problem-detector's custom plugin monitor takes as the message of a condition.
import { accounts, verdict } from '../account.ts'
import { headline } from '../answer.ts'
import type { Report, ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'

/**
 * Formats the worst incident that is not over as one line of ASCII. node-problem-detector cuts it at `max_output_length` (80), so
 * the cause comes first.
 */
export function formatNpd(report: Report): string {
  const present = report.incidents.filter(isPresent)
  const [first] = present
  const text = first === undefined ? quiet(report) : problem(first, present.length)
  return `${ascii(sanitizeLine(text))}\n`
}

/** A node is no longer ill of what it has recovered from. */
export function isPresent({ status }: ReportIncident): boolean {
  return status !== 'recovered'
}

function problem(incident: ReportIncident, count: number): string {
  const { level, start, node } = incident
  const since = start === null ? '' : ` since ${start.slice(0, 19)}Z`
  const more = count > 1 ? `; ${count - 1} more` : ''
  return `${headline(incident, '->')} (${level})${since} on ${node}${more}`
}

function quiet(report: Report): string {
  if (report.incidents.length === 0) return `${verdict(report)} ${accounts(report)}`
  return `${report.incidents.length === 1 ? 'One incident' : `${report.incidents.length} incidents`}, recovered. ${accounts(report)}`
}

/** Conditions and events are read by tools that know no other characters. */
function ascii(text: string): string {
  return text.replace(/[^ -~]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`)
}
