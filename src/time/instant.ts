// Instants: epoch microseconds as plain numbers (exact up to the year 2255).

/** A point in time and what its last digit stands for, both in microseconds. `us` is {@link UNDATED} when nothing dates it. */
export interface Instant {
  readonly us: number
  readonly precision: number
}

/** The `us` of a record that nothing dates: no stamp of its own and none before it. */
export const UNDATED = 0

export const SECOND = 1_000_000
export const MINUTE: number = 60 * SECOND
export const HOUR: number = 60 * MINUTE
export const DAY: number = 24 * HOUR

/**
 * RFC 3339 with microseconds, in UTC; null for an undated instant.
 *
 * @example
 * toIso(1717342744168847) //=> '2024-06-02T15:39:04.168847Z'
 */
export function toIso(us: number): string | null {
  if (us === UNDATED) return null
  const ms = Math.floor(us / 1000)
  return `${new Date(ms).toISOString().slice(0, -1)}${String(us - ms * 1000).padStart(3, '0')}Z`
}
