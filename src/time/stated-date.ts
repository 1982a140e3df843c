// The full date that a record states in its text, where its stamp has no year.
import type { Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { MINUTE, SECOND } from './instant.ts'
import { localMicroseconds } from './year.ts'

/** Go's time.Now(), which has the process's own seconds behind it: other dates may be those of a certificate. */
const NOW = /\b(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)\.\d{1,9} ([+-])(\d\d)(\d\d) \S{1,6} m=[+-]\d/
/** The kernel's audit lines have seconds since 1970; the clock of the board is read at boot. */
const AUDIT = /\baudit\((\d{10})\.\d{3}:\d+\)/
const BOARD = /setting system clock to (\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d) UTC/
const LOOK = 2000

/**
 * Epoch microseconds of a date with its year that a record states of about its own time; undefined when there is none.
 *
 * @example
 * statedDate(record) //=> 1717342744000000, of `audit: type=1400 audit(1717342744.168:77): ...`
 */
export function statedDate(record: LogRecord): number | undefined {
  for (const stamp of [record.stamp, record.header?.stamp, record.stated]) {
    if (stamp?.year !== undefined) return utc(stamp, stamp.year)
  }
  const text = record.text.slice(0, LOOK)
  const audit = AUDIT.exec(text)?.[1]
  if (audit !== undefined) return Number(audit) * SECOND
  const date = NOW.exec(text) ?? BOARD.exec(text)
  return date === null ? undefined : ofDate(date)
}

function utc(stamp: Stamp, year: number): number {
  return localMicroseconds(stamp, year) - (stamp.offset ?? 0) * MINUTE
}

function ofDate([, ...parts]: RegExpExecArray): number | undefined {
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.map(Number)
  const east = (Number(parts[7] ?? 0) * 60 + Number(parts[8] ?? 0)) * (parts[6] === '-' ? -1 : 1)
  const ms = Date.UTC(year, month - 1, day, hours, minutes, seconds)
  return year < 1970 || Number.isNaN(ms) ? undefined : ms * 1000 - east * MINUTE
}
