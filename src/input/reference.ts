// The date of a file, from which the year of a log without one is taken.

const FIRST_RELEASE = Date.UTC(2014, 5)

/**
 * A date that a log of kubelet can have; undefined for those that reproducible archives and careless copies give (1970, 1980).
 *
 * @example
 * plausibleDate(new Date(0)) //=> undefined
 */
export function plausibleDate(date: Date | undefined): Date | undefined {
  return date !== undefined && date.getTime() >= FIRST_RELEASE ? date : undefined
}

const IN_NAME = /(?:^|[^\d])(20[1-4]\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{6}(?:\D|$))/g
const MONTH = 31 * 86_400_000

/**
 * The date up to which a log can reach whose name or folder states one (`messages-20250131`, `kubelet-2023-09-20T00:09:59.log`), where that is before
 * the file's own date, which a copy renews. A name may state when the log was begun, so a month is added.
 *
 * @example
 * referenceOf('old/messages-20230131', new Date('2026-01-01')).toISOString() //=> '2023-03-03T00:00:00.000Z'
 */
export function referenceOf(name: string, modified: Date): Date {
  const named = [...name.matchAll(IN_NAME)].at(-1)
  if (named === undefined) return modified
  const [, year, month, day] = named
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)) + MONTH)
  return date < modified ? date : modified
}
