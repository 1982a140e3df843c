// Lines that belong to the klog record before them: klog writes a struct or a script as it is, and journald makes an entry of each line.
import type { JournalEntry } from '../journal/entry.ts'

const SECOND = 1_000_000
const LONGEST = 64 * 1024
/** What a process prints beside klog begins so. */
const OWN =
  /^(?:panic: |fatal error: |goroutine \d|[Ee]rror: |Flag --|SIG[A-Z]+: |\[signal |exit status |time=|runtime: |Usage:)/

/** Tells which lines are part of the last klog record: those after it that come before its brackets are closed. */
export class Parts {
  #head: JournalEntry | undefined
  /** Brackets that are open; counted only when a line may be a part. */
  #open: number | undefined

  /** Takes each entry that has a klog header. */
  head(entry: JournalEntry): void {
    this.#head = entry
    this.#open = undefined
  }

  /** Takes each entry that has none. */
  isPart(entry: JournalEntry): boolean {
    const head = this.#head
    // In a log without prefixes, nothing else begins with a TAB.
    if (head?._PID === undefined && entry._PID === undefined && entry.MESSAGE.startsWith('\t'))
      return head !== undefined
    if (head === undefined || !isOneWrite(head, entry) || OWN.test(entry.MESSAGE)) return false
    const open = this.#open ?? balance(head.MESSAGE)
    this.#open = open + balance(entry.MESSAGE)
    return open > 0
  }
}

/** Of one process, and at nearly the same time. */
function isOneWrite(head: JournalEntry, entry: JournalEntry): boolean {
  const [a, b] = [head.stamp, entry.stamp]
  if (a === undefined || b === undefined || entry._PID === undefined || head._PID !== entry._PID) return false
  const isSameHost = head._HOSTNAME === entry._HOSTNAME && head.SYSLOG_IDENTIFIER === entry.SYSLOG_IDENTIFIER
  return isSameHost && a.day === b.day && a.month === b.month && Math.abs(a.us - b.us) <= SECOND
}

/** Opening brackets less closing ones. */
function balance(text: string): number {
  let open = 0
  for (let at = Math.min(text.length, LONGEST) - 1; at >= 0; at--) {
    const char = text[at]
    if (char === '{' || char === '[') open++
    else if (char === '}' || char === ']') open--
  }
  return open
}
