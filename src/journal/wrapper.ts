// Lines that container runtimes and tools put around the lines of a log: CRI, `docker logs -t`, talosctl, oc, log viewers.
import type { Format, Stamp } from './entry.ts'
import { readIso, readTime } from './stamp.ts'

/** What a wrapper holds: the line itself, and what it tells of it. */
export interface Unwrapped {
  readonly text: string
  readonly format: Format
  readonly stamp?: Stamp
  readonly host?: string
  readonly identifier?: string
  readonly pid?: number
  readonly unit?: string
  readonly stream?: string
  /** The next piece of the same line is in the next wrapper of the same stream: CRI's `P`, docker's pieces of 16 KiB. */
  readonly isPartial?: boolean
}

/** What a wrapper that anything could be is only believed round: a line with a prefix, or one of a program's log. */
export interface LogShapes {
  readonly isPrefixed: (text: string) => boolean
  readonly isLog: (text: string) => boolean
}

const CRI = /(stdout|stderr) ([FP])(?::[\w:]*)?(?: |$)/y
const NANOSECONDS = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7,9}(?:Z|[+-]\d\d:\d\d) /
// An IPv6 address has `::` or eight groups; a time of day has neither.
const ADDRESS = /^((?:\d{1,3}\.){3}\d{1,3}|[\da-f:]{0,30}::[\da-f:]{0,30}|(?:[\da-f]{1,4}:){7}[\da-f]{1,4}): (?=\S)/
const HOST = /^([a-z\d][a-z\d.-]{0,252}) (?=\S)/
const COLUMNS =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?:Z| \+0000 UTC)? *(?:\| | - (?:[\w.-]{1,40} )?|\t)/
const LAST_COLUMN = / \|\s*$/
const CSV_COLUMN = /(?:^|,)"((?:[^"]|""){0,50000})"(?=,|$)/g
const LONGEST_CSV = 100_000

/** Is this the time of a container runtime? docker prints nine digits, journalctl six. */
export function hasNanoseconds(line: string): boolean {
  return NANOSECONDS.test(line)
}

/**
 * Takes off a wrapper; undefined when there is none.
 *
 * @example
 * unwrap('2024-06-02T15:39:04.1Z stderr F hello', shapes)?.text //=> 'hello'
 */
export function unwrap(line: string, shapes: LogShapes): Unwrapped | undefined {
  return readContainer(line, shapes) ?? readHost(line, shapes) ?? readColumns(line, shapes) ?? readCsv(line, shapes)
}

/** `<time> stderr F text` of the CRI, `<time> text` of `docker logs -t` and `kubectl logs --timestamps`. */
function readContainer(line: string, { isLog }: LogShapes): Unwrapped | undefined {
  const read = readIso(line)
  if (read?.stamp === undefined) return undefined
  const { stamp, next } = read
  CRI.lastIndex = next
  const [whole = '', stream, tag] = CRI.exec(line) ?? []
  const text = line.slice(next + whole.length)
  if (stream !== undefined) return { text, stamp, format: 'cri', stream, ...(tag === 'P' && { isPartial: true }) }
  return hasNanoseconds(line) || isLog(text) ? { text, stamp, format: 'docker' } : undefined
}

/** `10.0.0.4: text` of talosctl, `node-a text` of oc. */
function readHost(line: string, { isPrefixed, isLog }: LogShapes): Unwrapped | undefined {
  const [address = '', ip] = ADDRESS.exec(line) ?? []
  if (ip !== undefined) return { text: line.slice(address.length), host: ip, format: 'talos' }
  const [before = '', host] = HOST.exec(line) ?? []
  if (host === undefined) return undefined
  const text = line.slice(before.length)
  // Before a klog line it could be the name of a component.
  return isPrefixed(text) || (isLog(text) && /[.\d]/.test(host)) ? { text, host, format: 'node-logs' } : undefined
}

/** `2024-06-02 15:39:04.168 | text |` of log viewers, `2024-06-02T15:39:04.168Z - kubelet text` of others. */
function readColumns(line: string, { isLog }: LogShapes): Unwrapped | undefined {
  const [whole, date = '', time = ''] = COLUMNS.exec(line) ?? []
  if (whole === undefined) return undefined
  const text = line.slice(whole.length).replace(LAST_COLUMN, '')
  if (!LAST_COLUMN.test(line) && !isLog(text)) return undefined
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const read = readTime(time, 0)
  const stamp = read && { year, month, day, us: read.us, precision: read.precision }
  return { text, format: 'viewer', ...(stamp && { stamp }) }
}

/** A table with quotes, in which a line of a log is one of the columns. */
function readCsv(line: string, { isLog }: LogShapes): Unwrapped | undefined {
  if (!line.includes('"')) return undefined
  for (const [, quoted = ''] of line.slice(0, LONGEST_CSV).matchAll(CSV_COLUMN))
    if (isLog(quoted)) return { text: quoted.replaceAll('""', '"'), format: 'csv' }
  return undefined
}
