// A line with a head (time, host, identifier, pid) -> its entry, or with syslog's escapes and repetitions its entries.
import type { JournalEntry, Origin } from './entry.ts'
import { messageLines } from './fields.ts'
import { readPrefix } from './prefix.ts'
import { isFacility, readBusybox, readRepeated, unescapeSyslog, type SyslogHead, type SyslogRead } from './syslog.ts'

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

/** Reads what stands between the time and the message. */
export function readHead(line: string, at: number): SyslogHead | undefined {
  const prefix = readPrefix(line, at)
  if (prefix === undefined) return readBusybox(line, at)
  // `daemon.info` could be a host.
  return prefix.host !== undefined && isFacility(prefix.host) ? (readBusybox(line, at) ?? prefix) : prefix
}

/** The kernel's own ring buffer has the same stamps, but no host and mostly no process. */
export function isOfJournal({ host, name, pid }: SyslogHead, last: JournalEntry | undefined): boolean {
  return pid !== undefined || name === 'kernel' || (host !== undefined && host === last?._HOSTNAME)
}

export function toEntry(
  line: string,
  read: SyslogRead,
  head: SyslogHead,
  isUnit: boolean,
  origin: Origin,
): JournalEntry {
  const entry: Writable<JournalEntry> = { MESSAGE: line.slice(head.next), origin, raw: line }
  if (isUnit) entry._SYSTEMD_UNIT = head.name
  else entry.SYSLOG_IDENTIFIER = head.name
  if (head.pid !== undefined) entry._PID = head.pid
  if (head.host !== undefined) entry._HOSTNAME = head.host
  const priority = head.priority ?? read.priority
  if (priority !== undefined) entry.PRIORITY = priority
  if (read.stamp !== undefined) entry.stamp = read.stamp
  if (read.monotonic !== undefined) entry.__MONOTONIC_TIMESTAMP = read.monotonic
  return entry
}

const [HYPHEN, L, M] = [0x2d, 0x6c, 0x6d]

/** Does the message at column `at` stand for itself? This runs on every line. */
export function isPlain(line: string, at: number): boolean {
  const first = line.charCodeAt(at)
  return first !== M && first !== L && first !== HYPHEN && line.indexOf('#', at) === -1
}

/**
 * The entries of one that may have escapes in its message, or that may stand for several. `last` is the entry before it, of which
 * `last message repeated 3 times` speaks. (It is the entry before it in time only where the log runs oldest first.)
 */
export function entriesOf(entry: JournalEntry, last: JournalEntry | undefined): JournalEntry[] {
  const said = readRepeated(entry.MESSAGE)
  const text = said === undefined ? entry.MESSAGE : (said.text ?? textOfLast(entry, last))
  if (text === undefined) return [entry]
  const whole = said === undefined ? entry : { ...entry, repeated: said.repeated }
  const [first = '', ...more] = messageLines(text.includes('#0') ? unescapeSyslog(text) : text)
  return [{ ...whole, MESSAGE: first }, ...more.map((line) => ({ ...whole, MESSAGE: line, raw: line, lines: 0 }))]
}

function textOfLast(entry: JournalEntry, last: JournalEntry | undefined): string | undefined {
  const isOfLast = last?._HOSTNAME === entry._HOSTNAME && last?.SYSLOG_IDENTIFIER === entry.SYSLOG_IDENTIFIER
  return isOfLast ? last?.MESSAGE : undefined
}

const UNTAGGED = /(?:([^\s:[\]]+) )?(?=last message repeated \d{1,9} times?$)/y

/** `node-a last message repeated 3 times`, which has no identifier: it is of the process that wrote the entry before. */
export function readUntagged(line: string, at: number, last: JournalEntry | undefined): SyslogHead | undefined {
  UNTAGGED.lastIndex = at
  const found = last?.SYSLOG_IDENTIFIER === undefined ? null : UNTAGGED.exec(line)
  if (found === null || last?.SYSLOG_IDENTIFIER === undefined) return undefined
  return { host: found[1] ?? last._HOSTNAME, name: last.SYSLOG_IDENTIFIER, pid: last._PID, next: UNTAGGED.lastIndex }
}
