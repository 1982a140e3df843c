// verbose: `Wed 2025-12-31 23:59:51.200500 UTC [s=...;t=...]`, then each field on a line of its own, by four blanks.
import { stampOfMicroseconds } from './epoch.ts'
import type { Collected, Collector } from './collector.ts'
import type { Stamp } from './entry.ts'
import { FieldStore } from './fields.ts'
import { readFull } from './stamp.ts'

const CURSOR = /^\[s=[\da-f]+;[^\]]*\]$/
const REALTIME = /;t=([\da-f]{1,15})[;\]]/
const LONGEST_CURSOR = 250
const FIELD = /^(?: {4}|\t)([A-Z_][A-Z\d_]*)=/
const QUARTER = 15 * 60 * 1_000_000
const MINUTE = 60 * 1_000_000

/** Begins at the line with the time and the cursor. */
export function beginVerbose(line: string): Collector | undefined {
  const read = line.endsWith(']') ? readFull(line) : undefined
  const cursor = read && line.slice(read.next)
  if (read?.stamp === undefined || cursor === undefined || cursor.length > LONGEST_CURSOR) return undefined
  if (!CURSOR.test(cursor)) return undefined
  return new Verbose(withOffset(read.stamp, REALTIME.exec(cursor)?.[1]))
}

class Verbose implements Collector {
  readonly format = 'journal-verbose'
  readonly #stamp: Stamp
  readonly #fields = new FieldStore()
  /** What stands before the further lines of a value; at first there is no value. */
  #indent = '[none]'

  constructor(stamp: Stamp) {
    this.#stamp = stamp
  }

  next(line: string): 'more' | 'not mine' {
    if (line.startsWith(this.#indent)) {
      this.#fields.add(line.slice(this.#indent.length))
      return 'more'
    }
    const [start = '', name] = FIELD.exec(line) ?? []
    if (name === undefined) return 'not mine'
    this.#indent = ' '.repeat(start.length)
    this.#fields.begin(name, line.slice(start.length))
    return 'more'
  }

  end(): Collected {
    return { field: this.#fields.get, stamp: this.#stamp }
  }
}

/** The cursor has the journal's own time as an absolute one: from it, the zone of the written time is known. */
function withOffset(stamp: Stamp, t: string | undefined): Stamp {
  const absolute = t === undefined ? undefined : stampOfMicroseconds(String(Number.parseInt(t, 16)))
  if (absolute === undefined || stamp.offset !== undefined) return stamp
  const ahead = microseconds(stamp) - microseconds(absolute)
  const offset = (Math.round(ahead / QUARTER) * QUARTER) / MINUTE
  return Math.abs(offset) <= 14 * 60 ? { ...stamp, offset } : stamp
}

function microseconds({ year = 0, month, day, us }: Stamp): number {
  return Date.UTC(year, month - 1, day) * 1000 + us
}
