import { DAY, HOUR, MINUTE, SECOND } from '../time/instant.ts'

const UNITS = new Map([
  ['s', SECOND],
  ['m', MINUTE],
  ['h', HOUR],
  ['d', DAY],
])

/**
 * A duration of the rule format in microseconds.
 *
 * @example
 * parseDuration('10m') //=> 600000000
 */
export function parseDuration(text: string): number {
  return Number(text.slice(0, -1)) * (UNITS.get(text.slice(-1)) ?? Number.NaN)
}
