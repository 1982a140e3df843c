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
