// One more record that says what one before it said.
import type { LogRecord } from '../klog/record.ts'
import type { Place } from './sample.ts'

/** Of many that come, few are kept as evidence: only then is the record made. */
export interface Repeat extends Place {
  /** Microseconds, as of an instant. */
  readonly precision: number
  record(): LogRecord
  /** Lets go of the block that the line stands in, which is about to be written over; false when the line is too long: the record is to be made now. */
  keep(): boolean
}
