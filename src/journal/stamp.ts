// The time stamps of journalctl's short modes, read by fixed columns: this runs on every line.
import type { Format, Stamp } from './entry.ts'

/** What stands before ` host identifier[pid]: `. */
export interface StampRead {
  /** Absent where the format tells no time of day. */
  readonly stamp?: Stamp
  /** The column after the stamp and after the one space that follows it. */
  readonly next: number
  readonly format: Format
  /** Microseconds since the boot, where that is all the time there is. */
  readonly monotonic?: number
}

export const SECOND = 1_000_000

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** By the codes of their letters, which needs no string to be cut out. */
const MONTH_OF = new Map(MONTHS.map((name, index) => [codeOf(name), index + 1]))
const WEEKDAYS = new Set(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
const ZONE = /^(?:[A-Z]{2,6}|[+-]\d{2,4})$/

/** `Jun 02 15:39:04 `, `Jun  2 15:39:04.168847 `, `Jun 2 15:39:04 `: short, short-precise, RFC 3164, and that without its two blanks. */
export function readShort(line: string): StampRead | undefined {
  const month = MONTH_OF.get(codeOf(line))
  return month !== undefined && line[3] === ' ' ? readDayAndTime(line, 4, month) : undefined
}

function codeOf(text: string): number {
  return (text.charCodeAt(0) << 16) | (text.charCodeAt(1) << 8) | text.charCodeAt(2)
}

/** The rest of a short stamp after the month. Without a month the stamp is no time, but still a stamp. */
export function readDayAndTime(line: string, at: number, month: number | undefined): StampRead | undefined {
  const ones = digitAt(line, at + 1)
  const width = ones < 0 ? 1 : 2
  const tens = digitAt(line, at)
  const day = width === 1 ? tens : (tens > 0 ? tens : 0) * 10 + ones
  const time = readTime(line, at + width + 1)
  if (!(day >= 1 && day <= 31) || line[at + width] !== ' ' || time === undefined || line[time.next] !== ' ')
    return undefined
  const { us, precision, next } = time
  // Only syslog pads the day with a blank.
  const format = width === 2 && tens < 0 ? 'syslog' : precision < SECOND ? 'journal-short-precise' : 'journal-short'
  return month === undefined
    ? { next: next + 1, format }
    : { stamp: { month, day, us, precision }, next: next + 1, format }
}

/** `2025-12-31T23:59:51+0000 `, `...51.200500+00:00 `, `...Z `: short-iso, short-iso-precise and rsyslog's file format. */
export function readIso(line: string): StampRead | undefined {
  const date = readDate(line, 0)
  if (date === undefined || line[10] !== 'T') return undefined
  const time = readTime(line, 11)
  const zone = time && readOffset(line, time.next)
  if (time === undefined || zone === undefined || line[zone.next] !== ' ') return undefined
  const { us, precision } = time
  const format = precision < SECOND ? 'journal-short-iso-precise' : 'journal-short-iso'
  return {
    stamp: { year: date.year, month: date.month, day: date.day, us, precision, offset: zone.offset },
    next: zone.next + 1,
    format,
  }
}

/** `Wed 2025-12-31 23:59:51 UTC `: short-full and with-unit; the zone is an abbreviation or `+03`. */
export function readFull(line: string): StampRead | undefined {
  if (!WEEKDAYS.has(line.slice(0, 3)) || line[3] !== ' ') return undefined
  const date = readDate(line, 4)
  if (date === undefined || line[14] !== ' ') return undefined
  const time = readTime(line, 15)
  if (time === undefined || line[time.next] !== ' ') return undefined
  const end = line.indexOf(' ', time.next + 1)
  const zone = line.slice(time.next + 1, end === -1 ? undefined : end)
  if (!ZONE.test(zone)) return undefined
  const { year, month, day } = date
  const { us, precision } = time
  const offset = zone === 'UTC' ? 0 : readOffset(zone, 0)?.offset
  return {
    stamp:
      offset === undefined
        ? { year, month, day, us, precision, zone }
        : { year, month, day, us, precision, zone, offset },
    next: end === -1 ? line.length : end + 1,
    format: 'journal-short-full',
  }
}

/** `hh:mm:ss` with or without a fraction of up to nine digits, at column `at`. */
export function readTime(text: string, at: number): { us: number; precision: number; next: number } | undefined {
  if (text[at + 2] !== ':' || text[at + 5] !== ':') return undefined
  const hours = two(text, at)
  const minutes = two(text, at + 3)
  const seconds = two(text, at + 6)
  // 60 is a leap second. NaN fails each of these.
  if (!(hours < 24 && minutes < 60 && seconds <= 60)) return undefined
  const us = (hours * 3600 + minutes * 60 + seconds) * SECOND
  if (text[at + 8] !== '.') return { us, precision: SECOND, next: at + 8 }
  let next = at + 9
  let fraction = 0
  let unit = SECOND
  for (let digit = digitAt(text, next); digit >= 0; digit = digitAt(text, ++next)) {
    if (unit > 1) fraction += digit * (unit /= 10)
  }
  return next === at + 9 ? undefined : { us: us + fraction, precision: unit, next }
}

function readDate(text: string, at: number): { year: number; month: number; day: number } | undefined {
  if (text[at + 4] !== '-' || text[at + 7] !== '-') return undefined
  const year = two(text, at) * 100 + two(text, at + 2)
  const month = two(text, at + 5)
  const day = two(text, at + 8)
  // Microseconds since 1970 are exact up to the year 2255.
  const exists = year >= 1970 && year <= 2255 && month >= 1 && month <= 12 && day >= 1 && day <= 31
  return exists ? { year, month, day } : undefined
}

/** `Z`, `+0000`, `+00:00`, `+03`: minutes east of UTC. */
function readOffset(text: string, at: number): { offset: number; next: number } | undefined {
  if (text[at] === 'Z') return { offset: 0, next: at + 1 }
  const sign = text[at] === '+' ? 1 : text[at] === '-' ? -1 : 0
  const hours = two(text, at + 1)
  if (sign === 0 || Number.isNaN(hours)) return undefined
  const colon = text[at + 3] === ':' ? 1 : 0
  const minutes = two(text, at + 3 + colon)
  if (Number.isNaN(minutes)) return { offset: sign * hours * 60, next: at + 3 }
  return { offset: sign * (hours * 60 + minutes), next: at + 5 + colon }
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48
  return digit >= 0 && digit <= 9 ? digit : -1
}

/** The two-digit number at `at`, NaN when there is none. */
function two(text: string, at: number): number {
  const tens = digitAt(text, at)
  const ones = digitAt(text, at + 1)
  return tens < 0 || ones < 0 ? Number.NaN : tens * 10 + ones
}
