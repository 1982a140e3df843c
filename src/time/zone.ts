// Zones: an IANA name, an offset or an abbreviation -> minutes east of UTC at a local time.
import { tzOffset } from '@date-fns/tz'
import { HOUR, MINUTE } from './instant.ts'

/** Minutes east of UTC at a local time, given as epoch microseconds as if it were UTC. */
export type Zone = (localUs: number) => number

/** Abbreviations that stand for one zone wherever they are used in a journal heading; `IST` and `CST` do not. */
const ABBREVIATIONS = new Map(
  Object.entries({
    UTC: 0,
    GMT: 0,
    WET: 0,
    CET: 60,
    CEST: 120,
    EET: 120,
    EEST: 180,
    MSK: 180,
    JST: 540,
    KST: 540,
  }).concat(Object.entries({ EST: -300, EDT: -240, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420 })),
)

export const UTC: Zone = () => 0

/**
 * Reads a zone as a user writes it: `UTC`, `+02:00`, `Europe/Berlin`. Undefined when there is no such zone.
 *
 * @example
 * parseZone('+05:30')?.(0) //=> 330
 */
export function parseZone(name: string): Zone | undefined {
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(name)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return () => (offset[1] === '-' ? -minutes : minutes)
  }
  if (/^(?:utc|z)$/i.test(name)) return UTC
  return Number.isNaN(tzOffset(name, new Date(0))) ? undefined : ianaZone(name)
}

/** The zone of an abbreviation in a heading line, where that is certain. */
export function zoneOfAbbreviation(name: string): Zone | undefined {
  const minutes = ABBREVIATIONS.get(name)
  if (minutes !== undefined) return () => minutes
  return /^[+-]\d\d/.test(name) ? parseZone(name) : undefined
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
    byHour.set(hour, offset)
    return offset
  }
}
