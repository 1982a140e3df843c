// A line of a block, and what is found out of its bytes.
import type { Likeness, Seen } from '../session.ts'
import { UNDATED } from '../time/instant.ts'
import type { Shape } from './shape.ts'

/**
 * `odd` lines may go on with the line before them, and must be read after it; `fresh` ones must be read, but go on with nothing;
 * of `passed` ones no rule can match; `repeated` ones say what was said before.
 */
export type Kind = 'odd' | 'fresh' | 'passed' | 'repeated'

/** Columns count from the beginning of the block. */
export interface Line {
  start: number
  /** Where its LF is. */
  end: number
  kind: Kind
  shape: Shape | undefined
  like: Likeness | undefined
  /** Where the name of the Go file begins, the message behind the header, and where that ends. */
  file: number
  message: number
  stop: number
  severity: number
  us: number
  seen: Seen | undefined
}

/** A line to fill in. Two are enough for a log: nothing is made for each line. */
export function newLine(): Line {
  return {
    start: 0,
    end: 0,
    kind: 'odd',
    shape: undefined,
    like: undefined,
    file: 0,
    message: 0,
    stop: 0,
    severity: 0,
    us: UNDATED,
    seen: undefined,
  }
}
