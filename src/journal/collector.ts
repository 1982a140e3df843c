// Entries that take several lines: what json-pretty, export and verbose have in common.
import type { Format, Stamp } from './entry.ts'
import type { FieldOf } from './fields.ts'
import type { Unwrapped } from './wrapper.ts'

/** What a {@link Collector} has read. */
export interface Collected {
  readonly field?: FieldOf
  /** The line of a log, where the entry only wraps one. */
  readonly outer?: Unwrapped
  /** The lines when they are no entry after all. */
  readonly text?: readonly string[]
  /** The time that stands before the fields, where one does. */
  readonly stamp?: Stamp
}

/** The reader of one entry, made at its first line. */
export interface Collector {
  readonly format: Format
  /** Colours must stay in its lines, for they are counted. */
  readonly countsBytes?: true
  /**
   * Takes the next line of the entry: `more` may follow; with `last` the entry is complete; `not mine` is the line when the
   * entry was complete before it.
   */
  next(line: string): 'more' | 'last' | 'not mine'
  /** The entry as far as it has come. */
  end(): Collected
}
