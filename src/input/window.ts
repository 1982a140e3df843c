// A window: room for a stretch of a log, of which whole lines are given. What is left of it goes before the next one.

const NEWLINE = 0x0a

/** Large enough that to hand a read to a thread costs little beside it. */
export const WINDOW_SIZE: number = 2 * 1024 * 1024
/** A line that begins in one window and ends in the next one is put before that; a longer one is left in two pieces. */
export const MARGIN: number = 64 * 1024
/** Bytes that a window gives at least, but for the last one of a log. */
export const LEAST_GIVEN: number = WINDOW_SIZE - MARGIN

/** Where the whole lines end of what is from `start` to before `stop`; `stop` where that is farther back than there is room before the next window. */
export function endOfLines(window: Uint8Array, start: number, stop: number, margin: number = MARGIN): number {
  const end = start + window.subarray(start, stop).lastIndexOf(NEWLINE) + 1
  return stop - end > margin ? stop : end
}
