// entries -> the record that they are: klog's text, klog's JSON, another program's line, or a line of a dump.
import type { JournalEntry } from '../journal/entry.ts'
import { isDumpLine } from './dump.ts'
import { endOfGoString, unquoteGo } from './go-string.ts'
import type { Header } from './header.ts'
import { readKlogJson, type KlogJson } from './json.ts'
import { readLeveled } from './leveled.ts'
import { LogRecord, type RecordFields } from './record.ts'
import { readStructured } from './structured.ts'
import { isTraceLine } from './trace.ts'

/** What the parser knows of the entries of one record. */
export interface Joined {
  /** A block that never ended, or of which lines were left out. */
  readonly broken?: boolean
  /** Lines of the input, when some were left out. */
  readonly lines?: number
  /** Is it part of what the record before it printed, a line of a struct or of a script? */
  readonly isPart?: boolean
}

/** The record of a klog header and of what follows it. */
export function klogRecord(
  entries: readonly [JournalEntry, ...JournalEntry[]],
  header: Header,
  joined?: Joined,
): LogRecord {
  const first = entries[0]
  const head = withoutKlogr(textAfter(header, first.MESSAGE))
  const isOne = entries.length === 1
  // This runs on every line, and spreading a dozen fields would take longer than all the reading.
  return new LogRecord({
    kind: 'klog',
    text: isOne ? head : [head, ...entries.slice(1).map(({ MESSAGE }) => withTab(MESSAGE))].join('\n'),
    header,
    source: header.component === undefined ? first : { ...first, SYSLOG_IDENTIFIER: header.component },
    stamp: first.stamp,
    origin: first.origin,
    lines: joined?.lines ?? (isOne ? (first.lines ?? 1) : linesOf(entries)),
    raw: first.raw,
    broken: joined?.broken ?? false,
    repeated: first.repeated,
    monotonic: first.__MONOTONIC_TIMESTAMP,
  })
}

/** The record of klog's JSON. */
export function jsonRecord(entry: JournalEntry, json: KlogJson, joined: Joined = {}): LogRecord {
  const { severity, stamp, file = '', line = 0, text, structured } = json
  const header = { severity, file, line, next: 0, ...(stamp && { stamp }) }
  return new LogRecord({ ...fieldsOf(entry, joined), kind: 'klog', text, header, ...(structured && { structured }) })
}

/** The record of a line without a klog header. */
export function textRecord(entry: JournalEntry, joined: Joined = {}): LogRecord {
  const text = entry.MESSAGE
  const json = readKlogJson(text)
  if (json !== undefined) return jsonRecord(entry, json, joined)
  const fields = { ...fieldsOf(entry, joined), text, header: undefined }
  const leveled = readLeveled(text)
  if (leveled === undefined) {
    // A terminal fills its lines with blanks.
    const shape = text.trimEnd()
    const isDump = joined.isPart === true || isTraceLine(shape) || isDumpLine(shape)
    return new LogRecord({ ...fields, kind: isDump ? 'trace' : 'text' })
  }
  const { severity, stamp } = leveled
  return new LogRecord({
    ...fields,
    kind: 'text',
    severity,
    stamp: fields.stamp ?? stamp,
    ...(stamp && { stated: stamp }),
  })
}

/** Lines of the input that the entries take. */
export function linesOf(entries: readonly JournalEntry[]): number {
  let lines = 0
  for (const entry of entries) lines += entry.lines ?? 1
  return lines
}

function fieldsOf(
  entry: JournalEntry,
  { broken = false, lines }: Joined,
): Omit<RecordFields, 'kind' | 'text' | 'header'> {
  const { stamp, origin, raw, repeated, __MONOTONIC_TIMESTAMP: monotonic } = entry
  return { source: entry, stamp, origin, lines: lines ?? entry.lines ?? 1, raw, broken, repeated, monotonic }
}

function textAfter({ next, quote }: Header, message: string): string {
  if (quote === undefined) return message.slice(next)
  const end = endOfGoString(message, quote)
  return unquoteGo(message.slice(next, end === -1 ? undefined : end - 1))
}

/** klogr quotes its keys, and calls the error `error`. */
function withoutKlogr(text: string): string {
  if (!text.startsWith('"msg"=')) return text
  const structured = readStructured(text)
  if (structured === undefined || structured.truncated) return text
  const pairs = structured.values.map(({ key, start, end }) => [key === 'error' ? 'err' : key, text.slice(start, end)])
  const [errors, others] = [pairs.filter(([key]) => key === 'err'), pairs.filter(([key]) => key !== 'err')]
  return [JSON.stringify(structured.msg), ...[...errors, ...others].map(([key, raw]) => `${key}=${raw}`)].join(' ')
}

function withTab(line: string): string {
  return line.replace(/^(?:#011| {8})/, '\t')
}
