// The year of a stamp that has none. Each way is a function of the stamp and of what is known about the input, so that it
// does not depend on the order of the lines; only a year that the user gives is counted on over the turn of a year.
import type { Stamp } from '../journal/entry.ts'
import { DAY } from './instant.ts'

/** What the years of an input are taken from. */
export type YearBasis =
  | { readonly kind: 'before' | 'after'; readonly us: number }
  | { readonly kind: 'given'; readonly year: number }
  | { readonly kind: 'unknown' }

/** Stands in when nothing tells the year: a leap year, so that 29 February exists. */
export const PLACEHOLDER_YEAR = 2000

/** Epoch microseconds of a stamp as if it were UTC. */
export function localMicroseconds(stamp: Stamp, year: number): number {
  return Date.UTC(year, stamp.month - 1, stamp.day) * 1000 + stamp.us
}

/** Finds the year of the stamps of one input. */
export class YearFinder {
  readonly #basis: YearBasis
  #turned = 0
  #month: number | undefined

  constructor(basis: YearBasis) {
    this.#basis = basis
  }

  year(stamp: Stamp): number {
    if (stamp.year !== undefined) return stamp.year
    const { kind } = this.#basis
    if (kind === 'given' || kind === 'unknown') return this.#counted(stamp.month)
    const near = new Date(this.#basis.us / 1000).getUTCFullYear()
    const { us } = this.#basis
    return kind === 'before' ? latest(stamp, near + 1, us + DAY) : earliest(stamp, near - 1, us - DAY)
  }

  /** From December to January is the next year; from January to December, in a log that runs newest first, the year before. */
  #counted(month: number): number {
    const step = this.#month === undefined ? 0 : month - this.#month
    if (step <= -10) this.#turned++
    if (step >= 10) this.#turned--
    this.#month = month
    return (this.#basis.kind === 'given' ? this.#basis.year : PLACEHOLDER_YEAR) + this.#turned
  }
}

// Nine tries, for 29 February comes every fourth year, and every eighth around a turn of a century.
function latest(stamp: Stamp, from: number, limit: number): number {
  for (let year = from; year > from - 9; year--)
    if (fits(stamp, year) && localMicroseconds(stamp, year) <= limit) return year
  return from - 1
}

function earliest(stamp: Stamp, from: number, limit: number): number {
  for (let year = from; year < from + 9; year++)
    if (fits(stamp, year) && localMicroseconds(stamp, year) >= limit) return year
  return from + 1
}

function fits(stamp: Stamp, year: number): boolean {
  return stamp.month !== 2 || stamp.day !== 29 || new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
}
