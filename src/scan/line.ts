// One line of a known shape, found in its bytes.
import { hasMarks, isWhole, messageAt } from './header.ts'
import type { Shape, Times } from './shape.ts'

const CR = 0x0d
/** I, W, E, F. */
const SEVERITIES = new Set([0x49, 0x57, 0x45, 0x46])

export interface Line {
  /** Where it begins in the block, and where its LF is. */
  start: number
  end: number
  /** What the columns below are of: the block, or a copy of the message without JSON's escapes. */
  text: DataView
  /** Where the name of the Go file begins, the message behind the header, and where that ends. */
  file: number
  message: number
  stop: number
  severity: number
  readonly times: Times
}

/** A line to fill in, so that nothing is made for each line. */
export function newLine(): Line {
  const text = new DataView(new ArrayBuffer(0))
  return { start: 0, end: 0, text, file: 0, message: 0, stop: 0, severity: 0, times: { journal: 0, klog: 0 } }
}

/**
 * Is the line from `start` to before `end`, which fits the shape, a klog header with a message that is all in this line? Then `line` says where
 * its parts are.
 */
export function readLine(line: Line, shape: Shape, bytes: Uint8Array): boolean {
  const { start, end } = line
  line.stop = end > start && bytes[end - 1] === CR ? end - 1 : end
  if (!readHeader(line, shape, bytes, start)) return false
  return isWhole(bytes, line.message, line.stop) && !hasMarks(bytes, line.file, line.stop)
}

/** Are the bytes from `start` to before `line.stop` a klog header with a message? They fit the shape. */
export function readHeader(line: Line, shape: Shape, bytes: Uint8Array, start: number): boolean {
  if (!shape.read(line.text, start, line.times)) return false
  line.file = start + shape.file
  line.message = messageAt(bytes, line.file, line.stop)
  line.severity = bytes[start + shape.severity] as number // within the line
  return line.message !== -1 && SEVERITIES.has(line.severity)
}
