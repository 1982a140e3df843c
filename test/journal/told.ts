// What every mode carries of a record.
import { KlogParser } from '../../src/klog/parser.ts'
import type { LogRecord } from '../../src/klog/record.ts'
import { read } from './read.ts'

/** The records of a log, but for those that stand for boots. */
export function recordsOf(log: string): LogRecord[] {
  const records: LogRecord[] = []
  const parser = new KlogParser((record) => records.push(record))
  for (const entry of read(log.replace(/\n$/, '')).entries) parser.next(entry)
  parser.end()
  return records.filter(({ text }) => !text.startsWith('-- Boot '))
}

/** Host, process, header, message and values. */
export function told({ source, severity, header, text, msg, values }: LogRecord): unknown {
  const pairs = Object.fromEntries(values.map(({ key, value }) => [key, value]))
  return [source._HOSTNAME, source._PID, severity, header?.file, header?.line, values.length > 0 ? msg : text, pairs]
}

/** verbose prints neither the line with colours nor the one with a CR, but the number of their bytes. */
export function isHiddenFromVerbose(record: unknown): boolean {
  return /blob data|coloured|carriage/.test(JSON.stringify(record))
}
