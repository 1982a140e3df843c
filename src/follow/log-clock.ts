// What time it is in the log: that of its last line, and while it is silent as much later as the wall clock goes on.
import { DAY, MINUTE, UNDATED } from '../time/instant.ts'

/** Zones that are not stated make times wrong by hours; a line that is further ahead has a wrong clock and tells nothing. */
const AHEAD = 2 * DAY
/** A clock that was ahead and was set right goes on behind its latest time: after so long (milliseconds) and so far, that is the time. */
const STUCK = 5 * 60_000
const BEHIND = MINUTE

export class LogClock {
  readonly #wall: () => number
  #latest = UNDATED
  #at = 0
  /** The latest of the lines since then, all of which are behind it. */
  #behind = UNDATED

  /** `wall`: epoch milliseconds. */
  constructor(wall: () => number) {
    this.#wall = wall
  }

  /** A line has this time, in epoch microseconds. */
  see(us: number): void {
    const wall = this.#wall()
    if (us > wall * 1000 + AHEAD) return
    if (us > this.#latest) return this.#set(us, wall)
    this.#behind = Math.max(this.#behind, us)
    if (wall - this.#at > STUCK && this.#behind < this.#latest - BEHIND) this.#set(this.#behind, wall)
  }

  #set(us: number, wall: number): void {
    this.#latest = us
    this.#at = wall
    this.#behind = UNDATED
  }

  /** The time of the last line; UNDATED when no line had one. */
  get latest(): number {
    return this.#latest
  }

  get now(): number {
    return this.#latest === UNDATED ? UNDATED : this.#latest + Math.max(0, this.#wall() - this.#at) * 1000
  }
}
