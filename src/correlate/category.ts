// What became of a record: the one place that decides what counts as explained, noise, context or unexplained.
import type { LogRecord } from '../klog/record.ts'
import type { Match } from '../match/signature.ts'
import { isFact, isFailure } from '../rules/rule.ts'
import type { Category } from './state.ts'

const BLOB = /^\[\d+(?:\.\d+)?[BKMG] blob data\]$/

/**
 * The category under which the lines of a record are counted.
 *
 * @example
 * categoryOf(record, matcher.match(record)) //=> 'explained'
 */
export function categoryOf(record: LogRecord, matches: readonly Match[]): Category {
  const first = matches.find(({ rule }) => !isFact(rule))?.rule
  if (first?.role === 'noise') return 'noise'
  if (matches.some(({ rule }) => isFailure(rule))) return 'explained'
  if (first !== undefined || record.kind === 'trace') return 'context'
  if (record.kind === 'text') return BLOB.test(record.text) || /[\0\ufffd]/.test(record.text) ? 'unparsed' : 'plain'
  return record.severity === 'I' || record.severity === undefined ? 'context' : 'unexplained'
}
