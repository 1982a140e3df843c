// The seam between what is learned of a log and who counts the lines that are like it: the portable runner, or the kernel.
import type { Likeness } from '../session.ts'
import type { JsonShape } from './json/json-shape.ts'
import type { Said } from './messages.ts'
import type { Run } from './run.ts'
import type { Shape } from './shape.ts'

/** A shape of lines, and what lines of that shape have in common. */
export interface Known<S extends Shape | JsonShape = Shape | JsonShape> {
  readonly shape: S
  readonly likeness: Likeness
}

/** Lines before or after these moments do not count, epoch microseconds. */
export interface Bounds {
  readonly since: number
  readonly until: number
}

export const NO_BOUNDS: Bounds = { since: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }

/**
 * Counts lines out of their bytes, as long as each is of a known shape, and either no rule can match it or its message is remembered. A line is
 * counted when the next one is of a known shape, too, for only then it is certain that it does not go on.
 */
export interface Runner<S extends Shape | JsonShape = Shape | JsonShape> {
  /** What came of the last run; it is written over by the next one. */
  readonly run: Run
  /** Bytes of the largest block that it takes. */
  readonly capacity: number
  /** Takes a block of whole lines; it has the first `had` bytes of it already. */
  open(bytes: Uint8Array, had?: number): void
  /** Lines of this shape are known from now on under a number, or none are. */
  know(number: number, known: Known<S> | undefined): void
  /** Remembers a message under a number, which one before it may have had; undefined when it is too long. */
  remember(said: Said): number | undefined
  /** Remembers no messages any longer. */
  forget(): void
  /** Runs from a line on, in the block from `start` to before `end`. */
  go(start: number, end: number): void
  /** Goes on with the last run, which had ended where the lines did. */
  goOn(end: number): void
}
