// Zones: an IANA name, an offset or an abbreviation -> minutes east of UTC at a local time.
import { tzOffset } from '@date-fns/tz/tzOffset'
import { HOUR, MINUTE } from './instant.ts'

/** Minutes east of UTC at a local time, given as epoch microseconds as if it were UTC. */
export type Zone = (localUs: number) => number

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
const MAX_HOURS_KEPT = 10_000

export const UTC: Zone = () => 0

/**
 * Reads a zone as a user writes it: `UTC`, `+02:00`, `Europe/Berlin`. Undefined when there is no such zone.
 *
 * @example
 * parseZone('+05:30')?.(0) //=> 330
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
 * zoneOfAbbreviation('IST', 'IDT')?.(0) //=> 120
 */
export function zoneOfAbbreviation(name: string, atBegin: string = name): Zone | undefined {
  const season = SEASONS.get([name, atBegin].sort().join(' '))
  if (season !== undefined) return ianaZone(season)
  const minutes = ABBREVIATIONS.get(name)
  return minutes === undefined ? parseOffset(name) : () => minutes
}

function parseOffset(name: string): Zone | undefined {
  const [, sign, hours, rest] = /^([+-])(\d\d):?([0-5]\d)?$/.exec(name) ?? []
  const minutes = Number(hours) * 60 + Number(rest ?? 0)
  if (sign === undefined || minutes > MAX_MINUTES) return undefined
  return () => (sign === '-' ? -minutes : minutes)
}

function ianaZone(name: string): Zone {
  const byHour = new Map<number, number>()
  return (localUs) => {
    const hour = Math.floor(localUs / HOUR)
    const known = byHour.get(hour)
    if (known !== undefined) return known
    // The offset depends on the instant, and the instant on the offset: the second look settles it but for the lost hour.
    const guess = tzOffset(name, new Date(localUs / 1000))
    const offset = tzOffset(name, new Date((localUs - guess * MINUTE) / 1000))
    if (byHour.size >= MAX_HOURS_KEPT) byHour.clear()
    byHour.set(hour, offset)
    return offset
  }
}
