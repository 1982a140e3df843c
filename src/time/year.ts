// The year of a stamp that has none. Each way is a function of the stamp and of what is known about the input, so that it
// does not depend on the order of the lines; only a year that the user gives is counted on over the turn of a year.
import type { Stamp } from '../journal/entry.ts'
import { DAY } from './instant.ts'
import { firstMoment, type Span } from './span.ts'

/** What the years of an input are taken from. */
export type YearBasis =
  | { readonly kind: 'before' | 'after' | 'near'; readonly us: number }
  | { readonly kind: 'between'; readonly after: number; readonly us: number }
  | { readonly kind: 'live'; readonly now: () => number }
  | { readonly kind: 'given'; readonly year: number }
  | { readonly kind: 'unknown' }

/** Stands in when nothing tells the year: a leap year, so that 29 February exists. */
export const PLACEHOLDER_YEAR = 2000

const HALF_YEAR = 183 * DAY
/** A step of as many months is the turn of a year. */
const TURN = 10
// 29 February comes every fourth year, and every eighth around a turn of a century.
const TRIES = 9

/** Epoch microseconds of a stamp as if it were UTC. */
export function localMicroseconds(stamp: Stamp, year: number): number {
  return Date.UTC(year, stamp.month - 1, stamp.day) * 1000 + stamp.us
}

/** Finds the year of the stamps of one input. */
export class YearFinder {
  readonly #find: (stamp: Stamp) => number

  constructor(basis: YearBasis) {
    this.#find = finder(basis)
  }

  year(stamp: Stamp): number {
    return stamp.year ?? this.#find(stamp)
  }

  /** The times of the stamp's day, around its own, at which the year is the same. */
  span(stamp: Stamp): Span {
    const year = this.year(stamp)
    // The later on that day, the earlier is the year in which it is near to something, or before or after it: there is no way back.
    const isOther = (us: number): boolean => this.year({ ...stamp, us }) !== year
    const from = isOther(0) ? firstMoment(0, stamp.us, (us) => !isOther(us)) : 0
    return { from, to: isOther(DAY - 1) ? firstMoment(stamp.us, DAY - 1, isOther) : DAY }
  }
}

function finder(basis: YearBasis): (stamp: Stamp) => number {
  if (basis.kind === 'given') return counting(basis.year)
  if (basis.kind === 'unknown') return counting(PLACEHOLDER_YEAR)
  if (basis.kind === 'live') return (stamp) => before(basis.now())(stamp)
  if (basis.kind === 'near') return (stamp) => yearNear(stamp, basis.us)
  if (basis.kind === 'between') return between(basis.after, basis.us)
  return basis.kind === 'before' ? before(basis.us) : after(basis.us)
}

/**
 * The year that brings a stamp next to a time. Of a log of less than half a year, that is the year of each of its lines.
 *
 * @example
 * yearNear({ month: 12, day: 31, us: 0, precision: 1 }, Date.UTC(2025, 0, 1) * 1000) //=> 2024
 */
export function yearNear(stamp: Stamp, us: number): number {
  const year = yearOf(us)
  const away = localMicroseconds(stamp, year) - us
  if (Math.abs(away) <= HALF_YEAR) return year
  return away > 0 ? year - 1 : year + 1
}

// The day is for the zone: that of the stamps may be another.
function before(us: number): (stamp: Stamp) => number {
  return latest(yearOf(us) + 1, us + DAY)
}

function after(us: number): (stamp: Stamp) => number {
  return earliest(yearOf(us) - 1, us - DAY)
}

/** Before `end`; and when that is before `begin`, rather after `begin`: the file's date says less than a heading. */
function between(begin: number, end: number): (stamp: Stamp) => number {
  const [late, early] = [before(end), after(begin)]
  return (stamp) => {
    const year = late(stamp)
    return localMicroseconds(stamp, year) < begin - DAY ? early(stamp) : year
  }
}

function yearOf(us: number): number {
  return new Date(us / 1000).getUTCFullYear()
}

/** From December to January is the next year; from January to December, in a log that runs newest first, the year before. */
function counting(first: number): (stamp: Stamp) => number {
  let year = first
  let last: number | undefined
  return ({ month }) => {
    const step = last === undefined ? 0 : month - last
    if (step <= -TURN) year++
    if (step >= TURN) year--
    last = month
    return year
  }
}

function latest(from: number, limit: number): (stamp: Stamp) => number {
  return (stamp) => {
    const fits = (year: number): boolean => localMicroseconds(stamp, year) <= limit && exists(stamp, year)
    return from - firstOf((back) => fits(from - back))
  }
}

function earliest(from: number, limit: number): (stamp: Stamp) => number {
  return (stamp) => {
    const fits = (year: number): boolean => localMicroseconds(stamp, year) >= limit && exists(stamp, year)
    return from + firstOf((on) => fits(from + on))
  }
}

/** How many years away is the first that fits? */
function firstOf(fits: (years: number) => boolean): number {
  let years = 0
  while (years < TRIES && !fits(years)) years++
  return years
}

function exists(stamp: Stamp, year: number): boolean {
  return stamp.month !== 2 || stamp.day !== 29 || new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
}
