// Zones: an IANA name, an offset or an abbreviation -> minutes east of UTC at a local time.
import { tzOffset } from '@date-fns/tz/tzOffset'
import { DAY, HOUR, MINUTE } from './instant.ts'
import { ALWAYS, firstMoment, type Span } from './span.ts'

/** Minutes east of UTC, and a span of local times for which they are that, given as epoch microseconds as if they were UTC. */
export interface Offset extends Span {
  readonly minutes: number
}

/** The offset at a local time, given in the same way. It spans no less of the day than there is up to the next change, and back to the last one. */
export type Zone = (localUs: number) => Offset

/** Abbreviations that stand for one offset wherever a journal has them; `IST`, `CST` and `BST` do not. By minutes. */
const NAMES: readonly (readonly [minutes: number, names: string])[] = [
  [-600, 'HST'],
  [-540, 'AKST'],
  [-480, 'PST AKDT'],
  [-420, 'MST PDT'],
  [-360, 'MDT'],
  [-300, 'EST CDT'],
  [-240, 'AST EDT'],
  [-210, 'NST'],
  [-180, 'ADT'],
  [-150, 'NDT'],
  [0, 'UTC GMT WET'],
  [60, 'CET WAT WEST'],
  [120, 'EET CAT SAST CEST'],
  [180, 'MSK EAT EEST'],
  [300, 'PKT'],
  [420, 'WIB'],
  [480, 'HKT AWST'],
  [540, 'JST KST'],
  [600, 'AEST'],
  [660, 'AEDT'],
  [720, 'NZST'],
  [780, 'NZDT'],
]
const ABBREVIATIONS = new Map(
  NAMES.flatMap(([minutes, names]) => names.split(' ').map((name) => [name, minutes] as const)),
)

/** Where the two abbreviations of a year are known, so is the day on which the one follows the other. */
const SEASONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'WEST WET': 'Europe/Lisbon',
    'BST GMT': 'Europe/London',
    'GMT IST': 'Europe/Dublin',
    'CEST CET': 'Europe/Berlin',
    'EEST EET': 'Europe/Helsinki',
    'IDT IST': 'Asia/Jerusalem',
    'AEDT AEST': 'Australia/Sydney',
    'NZDT NZST': 'Pacific/Auckland',
    'NDT NST': 'America/St_Johns',
    'ADT AST': 'America/Halifax',
    'EDT EST': 'America/New_York',
    'CDT CST': 'America/Chicago',
    'MDT MST': 'America/Denver',
    'PDT PST': 'America/Los_Angeles',
    'AKDT AKST': 'America/Anchorage',
  }),
)

const MAX_MINUTES = 14 * 60
const MAX_DAYS_KEPT = 1000
/** No zone changes twice within that time. */
const LOOK = 6 * HOUR

export const UTC: Zone = fixedZone(0)

/**
 * Reads a zone as a user writes it: `UTC`, `+02:00`, `Europe/Berlin`. Undefined when there is no such zone.
 *
 * @example
 * parseZone('+05:30')?.(0).minutes //=> 330
 */
export function parseZone(name: string): Zone | undefined {
  if (/^[+-]/.test(name)) return parseOffset(name)
  if (/^(?:utc|z)$/i.test(name)) return UTC
  return Number.isNaN(tzOffset(name, new Date(0))) ? undefined : ianaZone(name)
}

/**
 * The zone of the abbreviation at the end of a heading line, or of a line; undefined where it may stand for several.
 *
 * @example
 * zoneOfAbbreviation('IST') //=> undefined
 * zoneOfAbbreviation('IST', 'IDT')?.(0).minutes //=> 120
 */
export function zoneOfAbbreviation(name: string, atBegin: string = name): Zone | undefined {
  const season = SEASONS.get([name, atBegin].sort().join(' '))
  if (season !== undefined) return ianaZone(season)
  const minutes = ABBREVIATIONS.get(name)
  return minutes === undefined ? parseOffset(name) : fixedZone(minutes)
}

function parseOffset(name: string): Zone | undefined {
  const [, sign, hours, rest] = /^([+-])(\d\d):?([0-5]\d)?$/.exec(name) ?? []
  const minutes = Number(hours) * 60 + Number(rest ?? 0)
  if (sign === undefined || minutes > MAX_MINUTES) return undefined
  return fixedZone(sign === '-' ? -minutes : minutes)
}

function fixedZone(minutes: number): Zone {
  const offset = { minutes, ...ALWAYS }
  return () => offset
}

function ianaZone(name: string): Zone {
  const byDay = new Map<number, readonly Offset[]>()
  // The offset depends on the instant, and the instant on the offset: the second look settles it but for the lost hour.
  const minutesAt = (localUs: number): number => {
    const guess = tzOffset(name, new Date(localUs / 1000))
    return tzOffset(name, new Date((localUs - guess * MINUTE) / 1000))
  }
  let last: Offset = { minutes: 0, from: 0, to: 0 }
  return (localUs) => {
    if (localUs >= last.from && localUs < last.to) return last
    const day = Math.floor(localUs / DAY)
    const known = byDay.get(day)
    if (known === undefined && byDay.size >= MAX_DAYS_KEPT) byDay.clear()
    const offsets = known ?? offsetsFrom(day * DAY, (day + 1) * DAY, minutesAt)
    if (known === undefined) byDay.set(day, offsets)
    last = offsets.find(({ to }) => localUs < to) ?? last // they fill the day
    return last
  }
}

/** The offsets from a local time to before another one. */
function offsetsFrom(from: number, end: number, minutesAt: (localUs: number) => number): readonly Offset[] {
  const minutes = minutesAt(from)
  const isOther = (us: number): boolean => !Object.is(minutesAt(us), minutes)
  for (let at = from; at < end; at += LOOK) {
    const next = Math.min(at + LOOK, end)
    if (!isOther(next)) continue
    const to = firstMoment(at, next, isOther)
    return [{ minutes, from, to }, ...(to < end ? offsetsFrom(to, end, minutesAt) : [])]
  }
  return [{ minutes, from, to: end }]
}
