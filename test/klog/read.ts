import type { JournalEntry } from '../../src/journal/entry.ts'
import { KlogParser } from '../../src/klog/parser.ts'
import type { LogRecord } from '../../src/klog/record.ts'

export const HEADER = 'E0602 15:39:04.168847     563 kubelet.go:1438] '

/** An entry of kubelet's, or of another process. */
export function entry(MESSAGE: string, fields: Partial<JournalEntry> = {}): JournalEntry {
  const line = fields.origin?.line ?? 1
  return { SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, raw: MESSAGE, ...fields, MESSAGE, origin: { input: 'log', line } }
}

/** What the parser makes of entries; a string is the message of an entry of kubelet's. */
export function records(entries: readonly (string | JournalEntry)[]): LogRecord[] {
  const all: LogRecord[] = []
  const parser = new KlogParser((record) => all.push(record))
  entries.forEach((each, index) => {
    const { MESSAGE, ...fields } = typeof each === 'string' ? entry(each) : each
    parser.next(entry(MESSAGE, { ...fields, origin: { input: 'log', line: index + 1 } }))
  })
  parser.end()
  return all
}

/** The one record of a message. */
export function recordOf(message: string): LogRecord {
  const all = records([message])
  if (all.length !== 1) throw new Error(`${all.length} records`)
  return all[0] as LogRecord // there is one
}

/** Keys and values in their order. */
export function pairs({ values }: Pick<LogRecord, 'values'>): (readonly [string, string])[] {
  return values.map(({ key, value }) => [key, value] as const)
}
