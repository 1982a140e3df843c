// The fields of one entry, as json, export and verbose give them -> journal entries.
import { stampOfMicroseconds } from './epoch.ts'
import type { JournalEntry, Origin, Stamp } from './entry.ts'

/** Gives the text of a field; undefined when the entry has none of that name. */
export type FieldOf = (name: string) => string | undefined

/** The fields that are read; no more of an entry needs to be kept. */
export const FIELDS: ReadonlySet<string> = new Set([
  'MESSAGE',
  'PRIORITY',
  'SYSLOG_IDENTIFIER',
  'SYSLOG_PID',
  'UNIT',
  '_BOOT_ID',
  '_COMM',
  '_HOSTNAME',
  '_PID',
  '_SOURCE_REALTIME_TIMESTAMP',
  '_SYSTEMD_UNIT',
  '__REALTIME_TIMESTAMP',
])

/** Characters of a value that are kept; journald's own lines are at most 48 KiB. */
const MAX_VALUE = 256 * 1024

/** Keeps the fields that are read, of several values of one field the first, of long ones the beginning. */
export class FieldStore {
  readonly #values = new Map<string, string>()
  #open: string | undefined

  /** Begins a value. */
  begin(name: string, text: string): void {
    this.#open = FIELDS.has(name) && !this.#values.has(name) ? name : undefined
    if (this.#open !== undefined) this.#values.set(name, text.slice(0, MAX_VALUE))
  }

  /** Adds a line to the value. */
  add(line: string): void {
    if (this.#open === undefined) return
    const value = this.#values.get(this.#open) ?? ''
    if (value.length < MAX_VALUE) this.#values.set(this.#open, `${value}\n${line}`)
  }

  readonly get: FieldOf = (name) => this.#values.get(name)
}

/** Where the fields stand, and how many lines of the input they take. */
export interface Place {
  readonly origin: Origin
  readonly lines: number
}

type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

const SECOND = 1_000_000

// What journalctl takes off in its short modes.
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const COLOURS = /\u001b(?:\[[\d;:]*[A-Za-z]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g

/**
 * One entry for each line of the message, as journald itself makes of what a service prints; none when there is no message.
 * The time is the sender's where there is one, as in journalctl's own short modes.
 *
 * @example
 * entriesOfFields((name) => ({ MESSAGE: 'a', _HOSTNAME: 'node-a' })[name], place)[0]?._HOSTNAME //=> 'node-a'
 */
export function entriesOfFields(field: FieldOf, { origin, lines }: Place, stampOfHead?: Stamp): JournalEntry[] {
  const message = field('MESSAGE')
  if (message === undefined) return []
  const stamp =
    stampOfMicroseconds(field('_SOURCE_REALTIME_TIMESTAMP')) ??
    stampOfHead ??
    stampOfMicroseconds(field('__REALTIME_TIMESTAMP'))
  const [first = '', ...others] = messageLines(message)
  const entry: Writable<JournalEntry> = { MESSAGE: first, origin, raw: '', lines }
  addSource(entry, field)
  if (stamp !== undefined) entry.stamp = stamp
  entry.raw = render(entry)
  return [entry, ...others.map((line) => ({ ...entry, MESSAGE: line, raw: line, lines: 0 }))]
}

/** Adds who wrote the entry. This runs on every line. */
function addSource(entry: Writable<JournalEntry>, field: FieldOf): void {
  const identifier = field('SYSLOG_IDENTIFIER') ?? field('_COMM')
  const pid = numberOf(field('_PID')) ?? numberOf(field('SYSLOG_PID'))
  const host = field('_HOSTNAME')
  const unit = field('_SYSTEMD_UNIT')
  const about = field('UNIT')
  const boot = field('_BOOT_ID')
  const priority = numberOf(field('PRIORITY'))
  if (identifier !== undefined) entry.SYSLOG_IDENTIFIER = identifier
  if (pid !== undefined) entry._PID = pid
  if (host !== undefined) entry._HOSTNAME = host
  if (unit !== undefined) entry._SYSTEMD_UNIT = unit
  if (about !== undefined) entry.UNIT = about
  if (boot !== undefined) entry._BOOT_ID = boot
  if (priority !== undefined) entry.PRIORITY = priority
}

function numberOf(digits: string | undefined): number | undefined {
  return digits !== undefined && /^\d{1,10}$/.test(digits) ? Number(digits) : undefined
}

/** The lines of a message without colours; the end of the last one and a CR at the end of each are no part of them. */
export function messageLines(message: string): readonly string[] {
  if (!message.includes('\n') && !message.includes('\u001b')) return [withoutCr(message)]
  const plain = message.includes('\u001b') ? message.replace(COLOURS, '') : message
  return plain.replace(/\n+$/, '').split('\n').map(withoutCr)
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

/** The entry as `-o short-iso-precise` prints it: evidence that a person can read. */
function render({ stamp, _HOSTNAME, SYSLOG_IDENTIFIER, _PID, MESSAGE }: JournalEntry): string {
  const pid = _PID === undefined ? '' : `[${_PID}]`
  const time = stamp === undefined ? '' : `${isoOf(stamp)} `
  const host = _HOSTNAME === undefined ? '' : `${_HOSTNAME} `
  const name = SYSLOG_IDENTIFIER === undefined ? '' : `${SYSLOG_IDENTIFIER}${pid}: `
  return `${time}${host}${name}${MESSAGE}`
}

function isoOf({ year = 0, month, day, us, offset = 0 }: Stamp): string {
  const seconds = isoSeconds(Date.UTC(year, month - 1, day) + (us - (us % SECOND)) / 1000)
  const [sign, minutes] = offset < 0 ? ['-', -offset] : ['+', offset]
  return `${seconds}.${two(us % SECOND, 6)}${sign}${two(Math.floor(minutes / 60), 2)}:${two(minutes % 60, 2)}`
}

/** Many lines are of one second. */
let [lastMs, lastIso] = [Number.NaN, '']

function isoSeconds(ms: number): string {
  if (ms !== lastMs) [lastMs, lastIso] = [ms, new Date(ms).toISOString().slice(0, 19)]
  return lastIso
}

function two(number: number, width: number): string {
  return String(number).padStart(width, '0')
}
