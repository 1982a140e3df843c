// The journal's clock and klog's: the two may be in different zones, a whole number of quarter hours apart.
import type { Stamp } from '../journal/entry.ts'
import { HOUR, MINUTE } from './instant.ts'
import { EARLY, LATE } from './ticker.ts'
import { localMicroseconds, yearNear } from './year.ts'

const QUARTER = 15 * MINUTE
const WIDEST_ZONE = 26 * HOUR

/** How far klog's clock is from the journal's; undefined when the two do not agree. */
export function shiftOf(journal: number, local: number): number | undefined {
  const shift = Math.round((journal - local) / QUARTER) * QUARTER
  const late = journal - local - shift
  return late < EARLY || late > LATE || Math.abs(shift) > WIDEST_ZONE ? undefined : shift
}

/** A stamp without year as if it were UTC, in the year that brings it next to `us`. */
export function nearest(us: number, stamp: Stamp): number {
  return localMicroseconds(stamp, stamp.year ?? yearNear(stamp, us))
}
