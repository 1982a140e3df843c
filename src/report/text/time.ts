// Times and durations as people read them.
import type { Time } from '../report.ts'

/** Epoch microseconds of a report's time; NaN when there is none. */
export function microseconds(time: Time): number {
  return time === null ? Number.NaN : Date.parse(`${time.slice(0, 23)}Z`) * 1000 + Number(time.slice(23, 26))
}

/** `2024-06-02 15:39:04` */
export function dateTime(time: Time): string {
  return time === null ? 'unknown time' : `${time.slice(0, 10)} ${time.slice(11, 19)}`
}

/** `15:39:04.168`, without the fraction where the log does not have it. */
export function clockTime(time: Time, precision: number): string {
  if (time === null) return '--:--:--'
  return precision >= 1_000_000 ? time.slice(11, 19) : time.slice(11, 23)
}

/** `2024-06-02 15:34:54 to 15:39:04`: the day once where it is the same. */
export function timeSpan(first: Time, last: Time): string {
  if (first === null || last === null) return dateTime(first ?? last)
  const until = dateTime(last)
  return `${dateTime(first)} to ${first.slice(0, 10) === last.slice(0, 10) ? until.slice(11) : until}`
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
  [1, 's'],
]

/**
 * The time between two times of a report in its two largest units, a millisecond at least; '' when one of them is missing.
 *
 * @example
 * duration('2024-06-02T15:39:04.000000Z', '2024-06-02T15:59:24.000000Z') //=> '20 min 20 s'
 */
export function duration(from: Time, to: Time): string {
  const us = microseconds(to) - microseconds(from)
  if (Number.isNaN(us)) return ''
  if (us < 999_500) return `${Math.max(1, Math.round(us / 1000))} ms`
  let left = Math.round(us / 1_000_000)
  const parts: string[] = []
  for (const [seconds, name] of UNITS) {
    const amount = Math.floor(left / seconds)
    left -= amount * seconds
    if (amount > 0 || parts.length > 0) parts.push(amount > 0 ? `${amount} ${name}` : '')
  }
  return parts.slice(0, 2).join(' ').trim()
}
