// What is known of an input's year and zone before its first line, and in which words what is taken for granted is said.
import { toIso } from './instant.ts'
import { PLACEHOLDER_YEAR, type YearBasis } from './year.ts'
import { parseZone, UTC, type Zone } from './zone.ts'

/** What the log does not say of its times. */
export interface ClockOptions {
  /** The year of the first line, for logs without years. */
  readonly year?: number
  /** The zone of times without one: `UTC`, `+02:00`, `Europe/Berlin`. UTC when absent. */
  readonly timezone?: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference?: Date
  /** For a log that is being written: epoch milliseconds of now, in place of `reference`. No line is much younger than that. */
  readonly now?: () => number
}

export function zoneOf({ timezone }: ClockOptions): [Zone, string] {
  if (timezone === undefined) return [UTC, 'zone not stated: UTC assumed']
  const zone = parseZone(timezone)
  return zone ? [zone, `zone ${timezone} as given`] : [UTC, `zone ${timezone} is not known: UTC assumed`]
}

export function ambiguous(zone: string): string {
  return `zone ${zone} may be one of several: UTC assumed (give --timezone)`
}

export function basisOf({ year, reference, now }: ClockOptions): [YearBasis, string] {
  if (year !== undefined) return [{ kind: 'given', year }, `year ${year} as given`]
  if (now !== undefined)
    return [{ kind: 'live', now: () => now() * 1000 }, 'year assumed: the log is being written now']
  if (reference === undefined) return [{ kind: 'unknown' }, `year unknown: ${PLACEHOLDER_YEAR} stands in (give --year)`]
  const us = reference.getTime() * 1000
  return [{ kind: 'before', us }, `year assumed: the log is taken to be from before ${toIso(us)?.slice(0, 10)}`]
}

export function hoursAhead(minutes: number): string {
  const size = Math.abs(minutes)
  const text = size % 60 === 0 ? `${size / 60} h` : `${Math.floor(size / 60)} h ${size % 60} min`
  return `${text} ${minutes > 0 ? 'ahead of' : 'behind'}`
}
