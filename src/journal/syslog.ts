// The heads of syslog lines that differ from journalctl's: a priority in front, RFC 5424, busybox.
import type { Format } from './entry.ts'
import { readLocal } from './rare-stamp.ts'
import { readIso, readShort, type StampRead } from './stamp.ts'

/** The head of a line of RFC 5424, which has its fields in another order. */
export interface SyslogHead {
  readonly host: string | undefined
  readonly name: string
  readonly pid: number | undefined
  /** The column at which the message begins. */
  readonly next: number
  readonly priority?: number
}

export interface SyslogRead extends StampRead {
  readonly priority?: number
  readonly head?: SyslogHead
}

// Over TCP, the length of the message may stand in front (RFC 6587).
const PRIORITY = /^(?:\d{1,6} )?<(\d{1,3})>(1 )?/
// HOSTNAME APP-NAME PROCID MSGID STRUCTURED-DATA, each `-` when there is none.
const HEAD = /(\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} (?:-|(?:\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])+)(?: |$)/y
const SEVERITIES = 8

/**
 * Reads the head of a syslog line that begins with its priority.
 *
 * @example
 * readPriority('<30>1 2024-06-02T15:39:04Z node-a kubelet 563 - - hello')?.head?.pid //=> 563
 */
export function readPriority(line: string): SyslogRead | undefined {
  const [start = '', number, version] = PRIORITY.exec(line) ?? []
  if (number === undefined) return undefined
  const rest = line.slice(start.length)
  const read: SyslogRead | undefined =
    version === undefined ? (readShort(rest) ?? readIso(rest) ?? readLocal(rest)) : readVersion1(rest)
  if (read === undefined) return undefined
  const priority = Number(number) % SEVERITIES
  const format: Format = version === undefined ? 'syslog' : 'syslog-rfc5424'
  const head = read.head && { ...read.head, next: read.head.next + start.length }
  return { ...read, next: read.next + start.length, format, priority, ...(head && { head }) }
}

function readVersion1(rest: string): SyslogRead | undefined {
  const read = rest.startsWith('- ') ? { next: 2, format: 'syslog-rfc5424' as const } : readIso(rest)
  if (read === undefined) return undefined
  HEAD.lastIndex = read.next
  const [whole, host, name = '', pid = ''] = HEAD.exec(rest) ?? []
  if (whole === undefined) return undefined
  return {
    ...read,
    head: { host: host === '-' ? undefined : host, name, pid: pidOf(pid), next: textAt(rest, HEAD.lastIndex) },
  }
}

function pidOf(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined
}

/** rsyslog keeps the blank that stood behind the tag of RFC 3164; a message may begin with a byte order mark. */
function textAt(rest: string, at: number): number {
  const start = rest.charCodeAt(at) === 0xfeff ? at + 1 : at
  return rest[start] === ' ' && rest[start + 1] !== '>' ? start + 1 : start
}

const FACILITIES = new Set('kern user mail daemon auth syslog lpr news uucp cron authpriv ftp'.split(' '))
for (let number = 0; number < 8; number++) FACILITIES.add(`local${number}`)
const LEVELS = ['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug']
const LONGEST = 'authpriv.warning'.length
const BUSYBOX = /(?:([^\s:[\]]+) )?([a-z]+[0-7]?)\.([a-z]{3,7}) ([^\s:[\]]+)(?:\[(\d{1,10})\])?: ?/y

/** Does the word begin like `daemon.info`? */
export function isFacility(word: string): boolean {
  if (word.length > LONGEST) return false // as nearly every host that has a dot
  const dot = word.indexOf('.')
  return dot > 2 && dot < 9 && FACILITIES.has(word.slice(0, dot))
}

/**
 * Reads what stands behind the time in busybox's log.
 *
 * @example
 * readBusybox('node-a daemon.info kubelet[563]: hello', 0)?.name //=> 'kubelet'
 */
export function readBusybox(line: string, at: number): SyslogHead | undefined {
  BUSYBOX.lastIndex = at
  const [whole, host, facility = '', level = '', name = '', pid = ''] = BUSYBOX.exec(line) ?? []
  const priority = LEVELS.indexOf(level === 'warning' ? 'warn' : level)
  if (whole === undefined || priority === -1 || !FACILITIES.has(facility)) return undefined
  return { host, name, pid: pidOf(pid), next: at + whole.length, priority }
}

const ESCAPE = /#(0[0-3][0-7])/g

/**
 * The text of a message in which rsyslog wrote control characters as `#011`.
 *
 * @example
 * unescapeSyslog('#011{#012') //=> '\t{\n'
 */
export function unescapeSyslog(message: string): string {
  return message.replace(ESCAPE, (_whole, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
}

const REPEATED = /^message repeated (\d{1,9}) times: \[ ?/
const LAST_REPEATED = /^(?:-+ )?last message repeated (\d{1,9}) times?(?: -+)?$/

/**
 * Reads the message with which a syslog daemon stands for several equal ones: how many, and their text; without a text it is
 * that of the entry before.
 *
 * @example
 * readRepeated('message repeated 3 times: [ hello]') //=> { repeated: 3, text: 'hello' }
 */
export function readRepeated(message: string): { readonly repeated: number; readonly text?: string } | undefined {
  const [start = '', times] = REPEATED.exec(message) ?? []
  if (times === undefined) {
    const last = LAST_REPEATED.exec(message)?.[1]
    return last === undefined ? undefined : { repeated: Number(last) }
  }
  // Of long messages only the beginning stands here, without a bracket.
  const end = message.endsWith(']') ? message.length - 1 : message.length
  return { repeated: Number(times), text: message.slice(start.length, end) }
}
