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
  const date = new Date(seconds * 1000)
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    us: (seconds % DAY_SECONDS) * SECOND + us,
    offset: 0,
    precision: 1,
  }
}

/** The same from what journald writes: microseconds in decimal digits. Undefined when it is no time after 1970. */
export function stampOfMicroseconds(digits: string | undefined): Stamp | undefined {
  if (digits === undefined || !/^[1-9]\d{6,15}$/.test(digits)) return undefined
  return stampOfEpoch(Number(digits.slice(0, -6)), Number(digits.slice(-6)))
}
