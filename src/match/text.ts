// What signatures are held against: the text of a record without the escaping, and the spans in which a literal counts.
import type { LogRecord } from '../klog/record.ts'
import type { Position } from '../rules/rule.ts'

/**
 * The text without the backslashes before quotes: Go quotes an error once more at each level that wraps it, so the same
 * error stands in the log as `"x"`, `\"x\"`, `\\\"x\\\"`.
 *
 * @example
 * flatten('err="failed to \\"Start\\""') //=> 'err="failed to "Start""'
 */
export function flatten(text: string): string {
  return text.includes('\\"') ? text.replace(/\\+"/g, '"') : text
}

/** Does a literal that starts at column `start` of the record's text stand where `position` wants it? */
export function standsAt(position: Position, record: LogRecord, start: number): boolean {
  if (position === 'anywhere') return true
  if (position === 'head') return start === headOf(record)
  const structured = record.structured
  if (structured === undefined) return true
  return structured.values.some(
    (pair) => (position === 'values' || pair.key === 'err') && start >= pair.start && start < pair.end,
  )
}

/** Where column `start` of the record's text is, in words: `column 45 (values.err)`; columns count from 1. */
export function placeOf(record: LogRecord, start: number): string {
  const pair = record.values.find((value) => start >= value.start && start < value.end)
  return `column ${start + 1}${pair === undefined ? '' : ` (values.${pair.key})`}`
}

/**
 * The column at which the message begins. apimachinery's HandleError has printed `"Unhandled Error" err="<the message>"`
 * since 1.31, so what was the message is the value of err there. Source: k8s.io/apimachinery pkg/util/runtime.
 */
function headOf(record: LogRecord): number {
  if (!record.text.startsWith('"')) return 0
  const structured = record.structured
  if (structured?.msg !== 'Unhandled Error') return 1
  const err = structured.values.find(({ key }) => key === 'err')
  if (err === undefined) return 1
  return err.start + (record.text.startsWith('<\n\t', err.start) ? 3 : 1)
}
