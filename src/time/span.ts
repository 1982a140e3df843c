// Spans of time in which something stays the same, found without looking at each moment.

/** From a moment on to before another one, in microseconds. */
export interface Span {
  readonly from: number
  readonly to: number
}

export const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }

/**
 * The first moment after `before`, where something is not so yet, and up to `past`, where it is: it must be so from the first moment on.
 *
 * @example
 * firstMoment(0, 100, (us) => us >= 30) //=> 30
 */
export function firstMoment(before: number, past: number, isSo: (us: number) => boolean): number {
  let [not, so] = [before, past]
  while (so - not > 1) {
    const between = Math.floor((not + so) / 2)
    if (isSo(between)) so = between
    else not = between
  }
  return so
}
