// Two records on one line: a line end was lost between them.

/** What is known of a text that begins with a whole prefix. */
export interface HeadRead {
  /** The column at which the message begins. */
  readonly next: number
  readonly host: string | undefined
  /** Does it tell a date? Any short word could be the name of a month in some language. */
  readonly isDated: boolean
}

export type HeadAt = (text: string) => HeadRead | undefined

const KLOG = /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+(\d{1,10}) [^\s:\]]+:\d{1,7}\] /g
const OWN = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+(\d{1,10}) [^\s:\]]+:\d{1,7}\] /
/** The weekday, a month's name, or a date in digits. */
const STAMP = /^(?:[\p{L}\p{M}]{3,8}\.? [ \d]?\d|1?\d[月월] [ \d]?\d|\d{4}-\d\d-|[A-Z][a-z]{2} \d{4}-)/u
const PID = /\w\[\d{1,7}$/
/** ` host identifier[pid]: ` and the longest stamp before it. */
const LONGEST_PREFIX = 400
/** A text with more of them lists something else. */
const MOST_TRIES = 20

const [STAR, GREATER] = [0x2a, 0x3e]

/** Does the message end as one that a pager cut, or in bold print? This runs on every line. */
export function endsOddly(message: string): boolean {
  const last = message.charCodeAt(message.length - 1)
  return last === GREATER || last === STAR
}

/** May there be the end of a second prefix? */
export function isGlued(message: string): boolean {
  return message.includes(']: ')
}

/** The column at which a second prefix begins in a message, of the same host unless any will do; -1 when there is none. */
export function secondPrefix(message: string, host: string | undefined, headAt: HeadAt, isAnyHost = false): number {
  let tries = 0
  for (let end = message.indexOf(']: '); end !== -1; end = message.indexOf(']: ', end + 1)) {
    if (!PID.test(message.slice(Math.max(0, end - 9), end))) continue
    if (++tries > MOST_TRIES) return -1
    let begin = -1
    for (let at = end - 1; at >= Math.max(0, end - LONGEST_PREFIX); at--) {
      if (!STAMP.test(message.slice(at, at + 12))) continue
      const head = headAt(message.slice(at, end + 3))
      if (head?.next !== end + 3 - at || (head.host !== host && !isAnyHost) || isQuoted(message, at)) continue
      begin = at
      if (head.isDated) break
    }
    if (begin !== -1) return begin
  }
  return -1
}

/** The column at which a second klog header of the same process begins in a message; -1 when there is none. */
export function secondHeader(message: string): number {
  const own = message.indexOf('] ') + 2
  if (message.indexOf('.go:', own) === -1) return -1
  const pid = OWN.exec(message)?.[1]
  KLOG.lastIndex = own
  for (let found = KLOG.exec(message); found !== null; found = KLOG.exec(message)) {
    if (found[1] === pid && !isQuoted(message, found.index)) return found.index
  }
  return -1
}

/** Does column `at` stand in a quoted value? */
function isQuoted(text: string, at: number): boolean {
  let quotes = 0
  for (let next = text.indexOf('"'); next !== -1 && next < at; next = text.indexOf('"', next + 1)) {
    if (text[next - 1] !== '\\') quotes++
  }
  return quotes % 2 === 1
}
