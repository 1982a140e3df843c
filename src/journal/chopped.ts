// Prefixes of which copying lost the first characters: `9:04 node-a kubelet[563]: `, `-a kubelet[563]: `.
import type { Stamp } from './entry.ts'
import { readTime } from './stamp.ts'

/** What is left of a prefix. */
export interface Chopped {
  readonly name: string
  readonly pid: number
  /** Perhaps only the end of its name. */
  readonly host?: string
  /** The time of day, where it is whole. */
  readonly time?: Pick<Stamp, 'us' | 'precision'>
  /** The column at which the message begins. */
  readonly next: number
}

// The end of a month's name and a day, or the end of a time of day, or neither.
const CHOPPED =
  /^(?:\p{L}{1,2} [ \d]?\d (?=\d\d:))?((?:\d?\d?:)?[0-5]?\d?:?[0-5]?\d(?:\.\d{1,6})? )?(?:([^\s:[\]"'=(]{1,253}) )?([\w./@-]{2,60})\[(\d{1,7})\]: /u

/**
 * Reads a prefix whose front is missing; undefined when the line has none.
 *
 * @example
 * readChopped('9:04 node-a kubelet[563]: hello')?.host //=> 'node-a'
 */
export function readChopped(line: string): Chopped | undefined {
  const found = CHOPPED.exec(line)
  if (found === null) return undefined
  const [whole, stamp = '', host, name = '', pid] = found
  const time = readTime(stamp, 0)
  return {
    name,
    pid: Number(pid),
    next: whole.length,
    ...(host !== undefined && { host }),
    ...(time && { time: { us: time.us, precision: time.precision } }),
  }
}
