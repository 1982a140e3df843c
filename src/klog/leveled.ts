// What programs beside kubelet print: logrus (containerd, CRI-O, dockerd, k3s, runc) and JSON with a level (CNI plugins).
import type { Stamp } from '../journal/entry.ts'
import type { Severity } from './header.ts'

/** What a line of another program's logger tells of itself. */
export interface Leveled {
  readonly severity: Severity
  /** Where it states its time in full. */
  readonly stamp?: Stamp
}

const LOGFMT = /^(?:time=(?:"([^"]{10,40})"|(\S{10,40})) )?level=(\w{4,7}) /
/** On a terminal: `ERRO[0003] msg`. */
const TERMINAL = /^(TRAC|DEBU|INFO|WARN|ERRO|FATA|PANI)\[([^\]\s]{4,40})\] /
const JSON_LEVEL = /[{,]\s*"level"\s*:\s*"(\w{4,7})"/
const JSON_TIME = /[{,]\s*"(?:time|ts)"\s*:\s*"([^"\s]{10,40})"/
/** The level is among the first fields; a JSON line may be long. */
const LOOK = 2000
const TIME = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:(Z)|([+-])(\d\d):?(\d\d))$/

/** By the first four letters, which is all that a terminal shows. */
const SEVERITIES = new Map<string, Severity>([
  ['trac', 'I'],
  ['debu', 'I'],
  ['info', 'I'],
  ['warn', 'W'],
  ['erro', 'E'],
  ['dpan', 'E'],
  ['fata', 'F'],
  ['pani', 'F'],
])

/**
 * Reads the level and the time of a line that is logrus text or JSON with a level; undefined when it is neither.
 *
 * @example
 * readLeveled('time="2024-06-02T15:39:04Z" level=warning msg="no pod"')?.severity //=> 'W'
 */
export function readLeveled(text: string): Leveled | undefined {
  if (text.startsWith('{')) return leveled(JSON_LEVEL, JSON_TIME, text.slice(0, LOOK))
  if (text.startsWith('time=') || text.startsWith('level=')) {
    const found = LOGFMT.exec(text)
    return found === null ? undefined : toLeveled(found[3], found[1] ?? found[2])
  }
  const found = text[4] === '[' ? TERMINAL.exec(text) : null
  return found === null ? undefined : toLeveled(found[1], found[2])
}

function leveled(level: RegExp, time: RegExp, text: string): Leveled | undefined {
  return toLeveled(level.exec(text)?.[1], time.exec(text)?.[1])
}

function toLeveled(level: string | undefined, time: string | undefined): Leveled | undefined {
  const severity = SEVERITIES.get(level?.slice(0, 4).toLowerCase() ?? '')
  const stamp = time === undefined ? undefined : readRfc3339(time)
  return severity && { severity, ...(stamp && { stamp }) }
}

function readRfc3339(text: string): Stamp | undefined {
  const found = TIME.exec(text)
  if (found === null) return undefined
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1, 7).map(Number)
  const fraction = (found[7] ?? '').slice(0, 6)
  const us = ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + Number(fraction.padEnd(6, '0'))
  const east = Number(found[10] ?? 0) * 60 + Number(found[11] ?? 0)
  const offset = found[9] === '-' ? -east : east
  return { year, month, day, us, precision: 10 ** (6 - fraction.length), offset }
}
