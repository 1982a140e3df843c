import type { Report } from './report.ts'

/** C1 and bidirectional controls, which JSON allows as they are and a terminal obeys. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** The report as JSON text, indented, with a newline at the end; no control character stands in it as it is. */
export function formatJson(report: Report): string {
  return jsonText(report, 2)
}

/** A value as JSON text: on one line, or indented. */
export function jsonText(value: object, indent?: number): string {
  const text = JSON.stringify(value, null, indent)
  return `${text.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
