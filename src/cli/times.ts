// Times as a user writes them. Beside the other options, for few runs name one.
import { tz } from '@date-fns/tz'
import { isValid } from 'date-fns/isValid'
import { parseISO } from 'date-fns/parseISO'
import { UsageError } from '../errors.ts'

/**
 * A time as a user writes it, in epoch microseconds: `2024-06-02`, `2024-06-02 15:39`, `2024-06-02T15:39:04Z`. Without a zone of
 * its own it is in `timezone` (UTC when absent).
 */
export function readTime(option: string, text: string | undefined, timezone = 'UTC'): number | undefined {
  if (text === undefined) return undefined
  const date = parseISO(text.trim().replace(' ', 'T'), { in: tz(timezone) })
  if (!isValid(date))
    throw new UsageError(
      `--${option}: "${text}" is no time (try 2024-06-02, "2024-06-02 15:39", 2024-06-02T15:39:04Z or, for how long ago, 2h)`,
    )
  return date.getTime() * 1000
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }
const AGO = /^(?:\d+[smhdw])+$/

/** As {@link readTime}, or how long ago: `90m`, `2h30m`, `7d`. */
export function readSince(
  option: string,
  text: string | undefined,
  now: Date,
  timezone: string | undefined,
): number | undefined {
  if (text === undefined || !AGO.test(text.trim())) return readTime(option, text, timezone)
  const parts = [...text.matchAll(/(\d+)([smhdw])/g)]
  const seconds = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (SECONDS[unit] ?? 0), 0)
  return (now.getTime() - seconds * 1000) * 1000
}
