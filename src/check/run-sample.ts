// One sample of a rule -> what all rules say of it, through the same stages as a log.
import { JournalParser } from '../journal/parser.ts'
import { KlogParser } from '../klog/parser.ts'
import type { LogRecord } from '../klog/record.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Match } from '../match/signature.ts'

export interface MatchedRecord {
  readonly record: LogRecord
  readonly matches: readonly Match[]
}

export function runSample(log: string, matcher: Matcher): MatchedRecord[] {
  const matched: MatchedRecord[] = []
  const klog = new KlogParser((record) => matched.push({ record, matches: matcher.match(record) }))
  const journal = new JournalParser('sample', { entry: (entry) => klog.next(entry), marker: () => {} })
  for (const line of log.replace(/\n$/, '').split('\n')) journal.next(line)
  journal.end()
  klog.end()
  return matched
}
