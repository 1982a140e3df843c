// Records of one process mostly differ in little but the time of day. A ticker dates those that are otherwise like one before them, by
// adding up; what it gives is what the clock would give.
import { HOUR, MINUTE, SECOND, UNDATED } from './instant.ts'

// klog writes before journald receives: by 0.1-5 ms, by more when journald stalls. journald's printed second is cut down.
export const EARLY: number = -2 * SECOND
export const LATE: number = MINUTE

/** A time of day of a stamp, and the instant of its midnight. */
export interface Day {
  readonly midnight: number
  readonly us: number
}

export class Ticker {
  readonly version: number
  readonly precision: number
  /** Records with klog's clock as far from the journal's as theirs is, where there are two clocks. */
  readonly shifted: { count: number } | undefined
  readonly klogMidnight: number
  readonly journalMidnight: number
  /** Of the day: zones and years are the same within it. */
  readonly hour: number

  /** `klog` is on the journal's clock where there is a journal; `version` is the clock's. */
  constructor(version: number, precision: number, klog: Day, journal?: Day, shifted?: { count: number }) {
    this.version = version
    this.precision = precision
    this.shifted = shifted
    this.klogMidnight = klog.midnight
    this.journalMidnight = journal?.midnight ?? UNDATED
    this.hour = Math.floor((journal ?? klog).us / HOUR)
  }

  /** The instant of a record with these times of day, in microseconds; UNDATED when only the clock can tell. */
  us(journal: number, klog: number): number {
    const us = this.klogMidnight + klog
    if (this.shifted === undefined) return Math.floor(klog / HOUR) === this.hour ? us : UNDATED
    const late = this.journalMidnight + journal - us
    return Math.floor(journal / HOUR) === this.hour && late >= EARLY && late <= LATE ? us : UNDATED
  }
}
