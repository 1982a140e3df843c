// Which files of a folder or an archive are logs that can say something about the node: by what they contain, and by their path where other
// programs write the same.
import { isOfOtherProgram, isOfNodeService } from './paths.ts'

/** Bytes of a file that are looked at. */
export const LOOK_SIZE: number = 64 * 1024
const LINES = 100
const MOST_COLUMNS = 4000

const SHORT = String.raw`[^\s\d]{2,6} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?`
const ISO = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?`
const FULL = String.raw`[^\s\d]{2,6} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? \S+`
const STAMP = String.raw`(?:${SHORT}|${ISO}|${FULL}|\d{9,10}\.\d{6}|\[ *\d+\.\d{6}[^\]]{0,20}\])`
const LEVEL = '(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL)'
const NAME = String.raw`[\w@./()-]+`
const KLOG = String.raw`[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} `

/** Lines that only the system's own logs have: with a host or a program before each message, or in journalctl's other modes. */
const OF_SYSTEM: readonly RegExp[] = [
  new RegExp(
    String.raw`^(?:<\d+>)?${STAMP} (?!${LEVEL} )(?:(?:[\w.-]+ ){1,2}${NAME}(?:\[\d+\])?|${NAME}\[\d+\]): `,
    'i',
  ),
  /^<\d+>1 \d{4}-/,
  /^(?:data: |[^\w\s{])?\{.*"(?:MESSAGE|__REALTIME_TIMESTAMP)"/, // json, json-sse, json-seq
  /^\s+"(?:MESSAGE|PRIORITY|SYSLOG_IDENTIFIER|__?[A-Z]\w+)" : /,
  /^__(?:CURSOR|REALTIME_TIMESTAMP)=/,
  /^-- (?:Logs begin at |Journal begins at |No entries --|Boot [\da-f]{32} --|Reboot --)/,
  /^[^\s\d]{2,6} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} \S+ \[s=/,
  /^\[ *\d+\.\d{6}\] /, // dmesg
  /^ *\w+: +\w+: \[\d{4}-\d\d-\d\dT/, // Talos's dmesg
]
/** Lines that kubelet writes, and many other programs with it. */
const OF_ANYONE: readonly RegExp[] = [
  new RegExp(String.raw`^\s*(?:${ISO} )?(?:std(?:out|err) [FP] )?${KLOG}`),
  /^Log file created at: /,
  /^(?:\d{4}-\S+ )?time="\d{4}-\d\d-\d\dT/, // logrus
  /^\{"ts":\d/,
  /^\{.{0,200}"(?:log|message|textPayload)" ?: ?"/,
  new RegExp(String.raw`^${ISO} std(?:out|err) [FP] `),
]
const BY_KUBELET = /[ /]kubelet\w*\.go:\d+|"SYSLOG_IDENTIFIER" ?: ?"kubelet"/
/** `systemctl status` ends with some lines of a journal that stands elsewhere as a whole. */
const UNIT_STATUS = /^ +Loaded: (?:loaded|not-found|masked|error)\b[^]{0,2000}^ +Active: /m
/** `minikube logs` begins with long tables. */
const MINIKUBE = /^==> (?:Audit|Last Start|kubelet|dmesg|container status) <==$/m

/** Is this the beginning of a log of the node? `path` is the one in the folder or the archive. */
export function isNodeLog(text: string, path: string): boolean {
  if (UNIT_STATUS.test(text.slice(0, 4000))) return false
  if (MINIKUBE.test(text)) return true
  const lines = text
    .replaceAll('\0', '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
  const ofSystem = count(lines, OF_SYSTEM)
  const ofAnyone = count(lines, OF_ANYONE)
  if (ofSystem + ofAnyone === 0 || ofSystem + ofAnyone < lines.length / 5) return false
  if (ofSystem >= ofAnyone) return true
  return isOfNodeService(path) || (!isOfOtherProgram(path) && !isContainerLog(lines) && BY_KUBELET.test(text))
}

function count(lines: readonly string[], shapes: readonly RegExp[]): number {
  return lines.filter((line) => {
    const start = line.slice(0, MOST_COLUMNS)
    return shapes.some((shape) => shape.test(start))
  }).length
}

/** The container runtimes' own format, which is that of pods but for a kubelet that itself runs in a container. */
function isContainerLog([line = '']: readonly string[]): boolean {
  return /^\S+ std(?:out|err) [FP] /.test(line)
}
