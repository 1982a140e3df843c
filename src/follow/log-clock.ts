// What time it is in the log: that of its last line, and while it is silent as much later as the wall clock goes on.
import { DAY, UNDATED } from '../time/instant.ts'

/** Zones that are not stated make times wrong by hours; a line that is further ahead has a wrong clock and tells nothing. */
const AHEAD = 2 * DAY

export class LogClock {
  readonly #wall: () => number
  #latest = UNDATED
  #at = 0

  /** `wall`: epoch milliseconds. */
  constructor(wall: () => number) {
    this.#wall = wall
  }

  /** A line has this time, in epoch microseconds. */
  see(us: number): void {
    if (us <= this.#latest) return
    const wall = this.#wall()
    if (us > wall * 1000 + AHEAD) return
    this.#latest = us
    this.#at = wall
  }

  /** The time of the last line; UNDATED when no line had one. */
  get latest(): number {
    return this.#latest
  }

  get now(): number {
    return this.#latest === UNDATED ? UNDATED : this.#latest + Math.max(0, this.#wall() - this.#at) * 1000
  }
}
