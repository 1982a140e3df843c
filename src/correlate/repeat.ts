// Records that say what one before it said.
import type { LogRecord } from '../klog/record.ts'
import type { Room } from './room.ts'
import type { Place } from './sample.ts'

/** More records that say what one before them said, all in one of the finest cells of time (`cellOf` of buckets.ts): how many, the first and the last of them. */
export interface Repeats {
  readonly count: number
  readonly first: Repeat
  readonly last: Repeat
}

/** Of many that come, few are kept as evidence: only then is the record made. */
export interface Repeat extends Place {
  /** Microseconds, as of an instant. */
  readonly precision: number
  record(): LogRecord
  /** The same without the block that the line stands in, which is about to be written over; undefined when the line is too long: the record is to be made now. */
  keep(room: Room): Repeat | undefined
}
