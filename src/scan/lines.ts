// The seam between the two kinds of lines that are found in their bytes, text and JSON, and those who look at lines.
import type { JsonShape } from './json/json-shape.ts'
import type { Line } from './line.ts'
import type { Known } from './runner.ts'
import type { Shape } from './shape.ts'

/** The number of no shape. */
export const NONE = -1

/** Finds lines that are like some before them, in a block. A line is the bytes from `start` to its LF at `end`. */
export interface Lines<S extends Shape | JsonShape = Shape | JsonShape> {
  /** The parts of the line that {@link regular} looked at last. */
  readonly line: Line
  /** Takes the next block. */
  open(bytes: Uint8Array): void
  /** Lines of this shape are known from now on under a number, or none are. */
  know(number: number, known: Known<S> | undefined): void
  /** The number of the shape of a line, as far as that is told without its times; NONE when it has none. */
  fitting(start: number, end: number): number
  /** The same, and NONE as well when the line is not a klog header with a message that is all in this line. */
  regular(start: number, end: number): number
  /** The instant of the line that was regular, by its shape; UNDATED when only the clock can tell. */
  us(number: number): number
}
