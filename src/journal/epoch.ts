// Epoch microseconds -> a stamp in UTC.
import type { Stamp } from './entry.ts'

const SECOND = 1_000_000
const DAY_SECONDS = 86_400

/**
 * The stamp of an absolute time.
 *
 * @example
 * stampOfEpoch(1717342744, 168847) //=> { year: 2024, month: 6, day: 2, us: 56344168847, offset: 0, precision: 1 }
 */
export function stampOfEpoch(seconds: number, us: number): Stamp {
  const time = seconds % DAY_SECONDS
  const { year, month, day } = dateOf(seconds - time)
  return { year, month, day, us: time * SECOND + us, offset: 0, precision: 1 }
}

/** Most lines are of the day of the one before. */
let last = { midnight: 0, year: 1970, month: 1, day: 1 }

function dateOf(midnight: number): Pick<Required<Stamp>, 'year' | 'month' | 'day'> {
  if (midnight === last.midnight) return last
  const date = new Date(midnight * 1000)
  last = { midnight, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
  return last
}

/** The same from what journald writes: microseconds in decimal digits. Undefined when it is no time after 1970. */
export function stampOfMicroseconds(digits: string | undefined): Stamp | undefined {
  if (digits === undefined || !/^[1-9]\d{6,15}$/.test(digits)) return undefined
  return stampOfEpoch(Number(digits.slice(0, -6)), Number(digits.slice(-6)))
}
