// The kernel's ring buffer as dmesg and talosctl print it: `[ 123.456789] text`.
import type { Stamp } from './entry.ts'
import { readIso, readTime } from './stamp.ts'

export interface KernelLine {
  readonly text: string
  /** Absent where the line counts from the boot. */
  readonly stamp?: Stamp
  /** The facility, where it is not the kernel itself: `user`, `daemon`. */
  readonly facility?: string
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
// `dmesg -x` and talosctl put the facility and the level in front.
const FACILITY =
  /^(kern|user|daemon|syslog|auth|cron|local\d) *: *(?:emerg|alert|crit|err|warn|warning|notice|info|debug) *: */
// dmesg; dmesg -d and -e: `[ +0.000012]`, `[Jun 2 15:39]`.
const UPTIME = /^\[ *(?:\d{1,9}\.\d{6}|\+\d{1,6}\.\d{6})(?: <[ \d.]+>)?\] /
const MINUTE = /^\[[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d\] /
const DATE = /^\[[A-Z][a-z]{2} ([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d\d:\d\d:\d\d) (\d{4})\] /
const ISO = /^\[(\d{4}-\d\d-\d\dT[\d:.]{8,18}Z)\]: /

/**
 * Reads a line of the kernel's ring buffer; undefined when it is none.
 *
 * @example
 * readKernelLine('[Sun Jun  2 15:39:04 2024] oom-killer')?.text //=> 'oom-killer'
 */
export function readKernelLine(line: string): KernelLine | undefined {
  const found = line[0] === '[' ? null : FACILITY.exec(line)
  if (line[0] !== '[' && found === null) return undefined
  const read = readBracket(found === null ? line : line.slice(found[0].length))
  const facility = found?.[1]
  return read && { ...read, ...(facility !== undefined && facility !== 'kern' && { facility }) }
}

function readBracket(line: string): KernelLine | undefined {
  const plain = UPTIME.exec(line) ?? MINUTE.exec(line)
  if (plain !== null) return { text: line.slice(plain[0].length) }
  const date = DATE.exec(line)
  if (date !== null) return { text: line.slice(date[0].length), ...stampOfDate(date) }
  const iso = ISO.exec(line)
  const read = iso === null ? undefined : readIso(`${iso[1]} `)
  return iso === null ? undefined : { text: line.slice(iso[0].length), ...(read?.stamp && { stamp: read.stamp }) }
}

/** `Sun Jun  2 15:39:04 2024`, of dmesg -T. */
function stampOfDate([, name = '', day, time = '', year]: RegExpExecArray): Pick<KernelLine, 'stamp'> {
  const month = MONTHS.indexOf(name) + 1
  const read = readTime(time, 0)
  if (month === 0 || read === undefined) return {}
  return { stamp: { year: Number(year), month, day: Number(day), us: read.us, precision: read.precision } }
}
