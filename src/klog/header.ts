// The klog header: `Lmmdd hh:mm:ss.uuuuuu threadid file:line]`. Source: kubernetes/klog klog.go, formatHeader.
import type { Stamp } from '../journal/entry.ts'

/** klog's severities: info, warning, error, fatal. */
export type Severity = 'I' | 'W' | 'E' | 'F'

/** The front of a klog line, taken apart. */
export interface Header {
  /** Absent where the front of the header was lost: `kubelet.go:1530] ...`. */
  readonly severity?: Severity
  /** Node-local time without zone; with a year only in the header of C++ programs. */
  readonly stamp?: Stamp
  /** Called so by klog; it is the process id. */
  readonly threadid?: number
  /** Base name of the Go file, with one folder before it under --add_dir_header and in JSON; empty in JSON before Kubernetes 1.22. */
  readonly file: string
  readonly line: number
  /** The column at which the message begins. */
  readonly next: number
  /** The column of the quote before the header, where another program's log line quotes the klog line: `msg="E0102 ..."`. */
  readonly quote?: number
  /** The component that wrote the klog line, where one program prints those of several: `kubelet` of microshift and k0s. */
  readonly component?: string
}

const HEADER =
  /[IWEF](?:[12]\d{3})?(?:0\d|1[0-2])[0-3]\d [0-2]\d:[0-5]\d:[0-6]\d\.\d{6}\s+(\d{1,10}) ([^\s:\]]+):(\d{1,7})\](?: |$)/y
const INNER = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d+ [^\s:\]]+\.go:\d+\] /
const COMPONENT = /^([a-z][\w.-]*) $/
const LONGEST_COMPONENT = 64
const LOGRUS_COMPONENT = / component=([a-z][\w.-]{0,63})$/
// What is left of the header are its last one to four words, the first of them perhaps not whole.
const CHOPPED = /^(?:([IWEF]?)\d{4} )?(?:[\d:.]{1,15} +){0,2}([\w./-]+\.go):(\d{1,7})\] /

/**
 * Reads the klog header of a journal message: at its start, else inside it (another program's log line that carries a
 * klog line), else one whose front was cut off.
 *
 * @example
 * readHeader('E0102 03:04:05.000006     901 kubelet.go:7] "Gone"')?.severity //=> 'E'
 */
export function readHeader(text: string): Header | undefined {
  const header = readAt(text, 0)
  // A quoted klog line is a value (a pod's output, say), not this line's header.
  if (header !== undefined || text.startsWith('"') || !text.includes('.go:')) return header
  const at = text.search(INNER)
  if (at === -1) return readChopped(text)
  const inner = readAt(text, at)
  if (inner === undefined) return undefined
  const component = at > LONGEST_COMPONENT ? undefined : COMPONENT.exec(text.slice(0, at))?.[1]
  if (component !== undefined) return { ...inner, component }
  return text[at - 1] === '"' ? quoted(inner, text, at - 1) : inner
}

function quoted(header: Header, text: string, quote: number): Header {
  const component = LOGRUS_COMPONENT.exec(text)?.[1]
  return { ...header, quote, ...(component !== undefined && { component }) }
}

function readAt(text: string, at: number): Header | undefined {
  HEADER.lastIndex = at
  const found = HEADER.exec(text)
  if (found === null) return undefined
  const [whole, threadid, file, line] = found
  return {
    severity: text[at] as Severity, // the regex allows no other letter
    stamp: readStamp(text, at + 1),
    threadid: Number(threadid),
    file: file as string, // the group is not optional
    line: Number(line),
    next: at + whole.length,
  }
}

/** `mmdd hh:mm:ss.uuuuuu`, or the same after a year. */
function readStamp(text: string, at: number): Stamp {
  const hasYear = text[at + 4] !== ' '
  const day = hasYear ? at + 4 : at
  const time = day + 5
  const seconds = digits(text, time, 2) * 3600 + digits(text, time + 3, 2) * 60 + digits(text, time + 6, 2)
  const stamp = {
    month: digits(text, day, 2),
    day: digits(text, day + 2, 2),
    us: seconds * 1_000_000 + digits(text, time + 9, 6),
    precision: 1,
  }
  return hasYear ? { year: digits(text, at, 4), ...stamp } : stamp
}

function digits(text: string, at: number, count: number): number {
  let number = 0
  for (let next = at; next < at + count; next++) number = number * 10 + text.charCodeAt(next) - 48
  return number
}

function readChopped(text: string): Header | undefined {
  const found = CHOPPED.exec(text)
  if (found === null) return undefined
  const [whole, severity, file = '', line] = found
  return {
    ...(severity && { severity: severity as Severity }), // the regex allows no other letter
    file,
    line: Number(line),
    next: whole.length,
  }
}
