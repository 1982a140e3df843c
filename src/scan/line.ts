// One line of a known shape, found in its bytes.
import { hasMarks, isWhole, messageAt } from './header.ts'
import type { Shape, Times } from './shape.ts'

const CR = 0x0d
/** I, W, E, F. */
const SEVERITIES = new Set([0x49, 0x57, 0x45, 0x46])

/** Columns count from the beginning of the block. */
export interface Line {
  start: number
  /** Where its LF is. */
  end: number
  /** Where the name of the Go file begins, the message behind the header, and where that ends. */
  file: number
  message: number
  stop: number
  severity: number
  readonly times: Times
}

/** A line to fill in, so that nothing is made for each line. */
export function newLine(): Line {
  return { start: 0, end: 0, file: 0, message: 0, stop: 0, severity: 0, times: { journal: 0, klog: 0 } }
}

/**
 * Is the line from `start` to before `end`, which fits the shape, a klog header with a message that is all in this line? Then `line` says where
 * its parts are.
 */
export function readLine(line: Line, shape: Shape, view: DataView, bytes: Uint8Array): boolean {
  const { start, end } = line
  line.stop = end > start && bytes[end - 1] === CR ? end - 1 : end
  if (!shape.read(view, start, line.times)) return false
  line.file = start + shape.file
  line.message = messageAt(bytes, line.file, line.stop)
  line.severity = bytes[start + shape.severity] as number // within the line
  if (line.message === -1 || !SEVERITIES.has(line.severity)) return false
  return isWhole(bytes, line.message, line.stop) && !hasMarks(bytes, line.file, line.stop)
}
