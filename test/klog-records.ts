// Log text -> records, through the stages that a log goes through.
import { JournalParser } from '../src/journal/parser.ts'
import { KlogParser } from '../src/klog/parser.ts'
import type { LogRecord } from '../src/klog/record.ts'

/** The records of a log. */
export function recordsOf(log: string, input = 'log'): LogRecord[] {
  const records: LogRecord[] = []
  const klog = new KlogParser((record) => records.push(record))
  const journal = new JournalParser(input, { entry: (entry) => klog.next(entry), marker: () => {} })
  for (const line of log.split('\n')) journal.next(line)
  journal.end()
  klog.end()
  return records
}

/** The one record of a log. */
export function recordOf(log: string): LogRecord {
  const [record, ...more] = recordsOf(log)
  if (record === undefined || more.length > 0) throw new Error(`not one record but ${more.length + 1}: ${log}`)
  return record
}
