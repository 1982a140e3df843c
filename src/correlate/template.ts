// Shapes of messages that no rule knows: what varies from record to record is masked, so that equal faults count together.
import type { LogRecord } from '../klog/record.ts'

const MAX_TEMPLATE = 240
const MASKS: readonly (readonly [RegExp, string])[] = [
  [/\\+"/g, '"'],
  [/[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/gi, '<uid>'],
  [/\b(?:sha256:)?[\da-f]{12,}\b/gi, '<id>'],
  [/"[^"\n]{1,400}"/g, '"<*>"'],
  [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d\S*/g, '<time>'],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g, '<addr>'],
  [/(?:\/[\w.@~{}*+%-]+){2,}\/?/g, '<path>'],
  [/\b0x[\da-f]+\b/gi, '<hex>'],
  [/\d+(?:\.\d+)?/g, '<n>'],
  [/\s+/g, ' '],
]

/**
 * The shape of a record's message: klog's constant message with the shape of its error, or the masked text.
 *
 * @example
 * templateOf(record) //=> 'Failed to get status: err="pod <*> not found"'
 */
export function templateOf(record: LogRecord): string {
  if (record.structured === undefined) return mask(record.text)
  const err = record.value('err') ?? record.value('error')
  const msg = mask(record.msg)
  return (err === undefined ? msg : `${msg}: err=${mask(err)}`).slice(0, MAX_TEMPLATE)
}

function mask(text: string): string {
  return MASKS.reduce((masked, [pattern, by]) => masked.replace(pattern, by), text.slice(0, 2000))
    .slice(0, MAX_TEMPLATE)
    .trim()
}
