// What lines of a log look like without a journal prefix, and what is no part of one.

const KLOG_HEADER = /^[IWEF]\d{4}(?:\d{4})? \d\d:\d\d:\d\d\.\d{6}\s/
const KLOG_JSON = /^\{"(?:ts|logger|caller|msg)":/
const JSON_LINE = /^\{"[^"]{1,40}"\s*:/
const LOGRUS = /^time=["\d]/

/** A klog header anywhere, or the end of one at the start. */
const KLOG =
  /[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6}\s+\d|^(?:[IWEF]?\d{4} )?(?:[\d:.]{1,15} +){0,2}[\w./-]{1,80}\.go:\d{1,7}\] /
/** A unit's name and a colon, or what systemd says of units: no program says so of itself. */
const SYSTEMD =
  /^(?:[\w@.:\\-]{1,200}\.(?:service|scope|slice|socket|mount|timer|target|device|path|swap): |(?:Started|Starting|Stopped|Stopping|Reloading|Reloaded|Failed to start|Dependency failed for|Condition check resulted in|Unit [\w@.-]+\.\w+ |start request repeated))/
/** What a process prints beside its log. */
const OWN_TEXT =
  /^(?:panic: |fatal error: |runtime: |goroutine \d|created by |exit status |signal: |\[signal |SIG[A-Z]+: |[Ee]rror: |Flag --|Usage:|\[[+-]\]|[+-]{2,}|PC=0x)/
const TRACE = /^[\w.~%@/[\]-]+(?:\(\*?[\w./[\]-]+\)[\w.]*)*\([^()]{0,300}\)$/
/** The block of a klog value, and the places of a goroutine dump. */
const INDENTED = /^(?:\t| {8}| >(?: |$)|#011)/
/** A shell's prompt, and what people paste with a log: the status of a unit, tables, rulers. */
const SHELL = /^(?:[$#] |\S{0,60}[@~:]\S{0,60}[#$] |\[[^\]\s]+@[^\]]+\][#$] |> ?$)/
const STATUS =
  /^\s*(?:[●○×*] \S+\.service|(?:Loaded|Active|Docs|Process|Main PID|Tasks|Memory|CPU|CGroup|Drop-In|Status|Invocation): |[└├│]|\|)/

/** Is it indented as only what klog and Go print is? */
export function isIndented(text: string): boolean {
  return INDENTED.test(text)
}

/** Is it klog's, in text or in JSON? */
export function isKlog(text: string): boolean {
  return KLOG_HEADER.test(text) || KLOG_JSON.test(text)
}

/** Does a line of a program's log begin here? */
export function isLogLine(text: string): boolean {
  return isKlog(text) || LOGRUS.test(text)
}

/** Does the text stand for itself, so that it is not the rest of the line before it? */
export function standsAlone(text: string): boolean {
  return (
    isLogLine(text) ||
    JSON_LINE.test(text) ||
    KLOG.test(text) ||
    SYSTEMD.test(text) ||
    OWN_TEXT.test(text) ||
    SHELL.test(text) ||
    STATUS.test(text) ||
    TRACE.test(text) ||
    INDENTED.test(text)
  )
}

/** Is it systemd that says this, whatever stands before? */
export function isOfSystemd(text: string): boolean {
  return SYSTEMD.test(text)
}
