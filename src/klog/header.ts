// The klog header: `Lmmdd hh:mm:ss.uuuuuu threadid file:line]`. Source: kubernetes/klog klog.go, formatHeader.
import type { Stamp } from '../journal/entry.ts'

/** klog's severities: info, warning, error, fatal. */
export type Severity = 'I' | 'W' | 'E' | 'F'

export interface Header {
  /** Absent where the front of the header was lost: `kubelet.go:1530] ...`. */
  readonly severity?: Severity
  /** Node-local time without year and zone. */
  readonly stamp?: Stamp
  /** Called so by klog; it is the process id. */
  readonly threadid?: number
  /** Base name of the Go file, with one folder before it under --add_dir_header. */
  readonly file: string
  readonly line: number
  /** The column at which the message begins. */
  readonly next: number
}

const HEADER = /([IWEF])(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{6})\s+(\d+) ([\w.\-/]+|\?\?\?):(\d+)\](?: |$)/y
const INNER = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d+ [\w.\-/]+\.go:\d+\] /
const CHOPPED = /^([\w\-/]+\.go):(\d+)\] /

/**
 * Reads the klog header of a journal message: at its start, else inside it (another program's log line that carries a
 * klog line), else one whose front was cut off.
 *
 * @example
 * readHeader('E0102 03:04:05.000006     901 kubelet.go:7] "Gone"')?.severity //=> 'E'
 */
export function readHeader(text: string): Header | undefined {
  return readAt(text, 0) ?? readInner(text) ?? readChopped(text)
}

function readAt(text: string, at: number): Header | undefined {
  HEADER.lastIndex = at
  const found = HEADER.exec(text)
  if (found === null) return undefined
  const [whole, severity, month, day, hour, minute, second, fraction, threadid, file, line] = found
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second)
  return {
    severity: severity as Severity, // the regex allows no other letter
    stamp: { month: Number(month), day: Number(day), us: seconds * 1_000_000 + Number(fraction), precision: 1 },
    threadid: Number(threadid),
    file: file ?? '',
    line: Number(line),
    next: at + whole.length,
  }
}

function readInner(text: string): Header | undefined {
  // A quoted klog line is a value (a pod's output, say), not this line's header.
  const at = text.indexOf('.go:') === -1 || text.startsWith('"') ? -1 : text.search(INNER)
  return at <= 0 ? undefined : readAt(text, at)
}

function readChopped(text: string): Header | undefined {
  const found = CHOPPED.exec(text)
  return found === null ? undefined : { file: found[1] ?? '', line: Number(found[2]), next: found[0].length }
}
