// A record, dated and matched -> the event that tells of it.
import { categoryOf } from '../correlate/category.ts'
import { UNKNOWN_NODE, type Observation } from '../correlate/correlator.ts'
import { evidence, toSample } from '../correlate/sample.ts'
import { summarize } from '../correlate/summary.ts'
import { findSecrets, mayHoldSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import type { Match } from '../match/signature.ts'
import { isFact } from '../rules/rule.ts'
import { toIso } from '../time/instant.ts'
import type { RecordEvent, RecordMatch } from './event.ts'

/** Is it one that people want to be told of: known to a rule and not as noise, or a warning or an error that no rule knows? */
export function isNotable({ record, matches, suppressed = [] }: Observation): boolean {
  if (matches.some(({ rule }) => rule.role !== 'noise' && !isFact(rule))) return true
  return suppressed.length === 0 && categoryOf(record, matches) === 'unexplained'
}

/**
 * Tells of a record what the correlator counts; secrets in it are masked, as in reports.
 *
 * @example
 * toRecordEvent(observation).matches[0]?.rule //=> 'inotify-watches-exhausted'
 */
export function toRecordEvent({ record, instant, matches, node, suppressed = [] }: Observation): RecordEvent {
  const { header, source, origin } = record
  const isAccepted = suppressed.length > 0 && matches.every(({ rule }) => isFact(rule))
  const event: RecordEvent = {
    type: 'record',
    time: toIso(instant.us),
    node: source._HOSTNAME ?? node ?? UNKNOWN_NODE,
    category: isAccepted ? 'noise' : categoryOf(record, matches),
    severity: record.severity ?? null,
    identifier: source.SYSLOG_IDENTIFIER ?? null,
    pid: source._PID ?? header?.threadid ?? null,
    source: header === undefined || header.file === '' ? null : `${header.file}:${header.line}`,
    message: record.text,
    matches: matches.map((match) => toRecordMatch(match, summaryOf({ record, instant, matches }, match))),
    suppressed,
    repeated: record.repeated,
    input: origin.input,
    line: origin.line,
    text: evidence(record),
  }
  // Most of what is told stands in the line, which is looked at once.
  const isClean = !mayHoldSecrets(event.text)
  return editTexts(event, (text) => (isClean && event.text.includes(text) ? [] : findSecrets(text)))
}

function toRecordMatch({ rule, signature, subject, captures, confidence }: Match, summary: string): RecordMatch {
  const { id, title, role, level } = rule
  return { rule: id, title, role, level, summary, signature, subject, captures, confidence }
}

function summaryOf({ record, instant }: Observation, match: Match): string {
  return summarize(match.rule, [toSample(record, match, instant)])
}
