// Records of one process mostly differ in little but the time of day. A ticker dates those that are otherwise like one before them, by
// adding up; what it gives is what the clock would give.
import { MINUTE, SECOND, UNDATED } from './instant.ts'
import type { Span } from './span.ts'

// klog writes before journald receives: by 0.1-5 ms, by more when journald stalls. journald's printed second is cut down.
export const EARLY: number = -2 * SECOND
export const LATE: number = MINUTE

/** The journal's clock, where klog has one of its own. */
export interface JournalClock {
  readonly midnight: number
  /** Records with klog's clock as far from the journal's as theirs is. */
  readonly shifted: { count: number }
}

export class Ticker {
  /** The clock's, when the ticker was made. */
  readonly version: number
  readonly precision: number
  readonly shifted: { count: number } | undefined
  /** The instants of midnight; klog's is on the journal's clock where there is a journal. */
  readonly klogMidnight: number
  readonly journalMidnight: number
  /** The times of day, in whole seconds, at which year and zone are what they were; of the journal where there is one. */
  readonly from: number
  readonly to: number

  constructor(version: number, precision: number, { from, to }: Span, klogMidnight: number, journal?: JournalClock) {
    this.version = version
    this.precision = precision
    this.shifted = journal?.shifted
    this.klogMidnight = klogMidnight
    this.journalMidnight = journal?.midnight ?? UNDATED
    this.from = Math.ceil(from / SECOND)
    this.to = Math.floor(to / SECOND)
  }

  /** The instant of a record with these times of day, in microseconds; UNDATED when only the clock can tell. */
  us(journal: number, klog: number): number {
    const us = this.klogMidnight + klog
    if (this.shifted === undefined) return this.#holds(klog) ? us : UNDATED
    const late = this.journalMidnight + journal - us
    return this.#holds(journal) && late >= EARLY && late <= LATE ? us : UNDATED
  }

  #holds(us: number): boolean {
    return us >= this.from * SECOND && us < this.to * SECOND
  }

  /** The same where the journal's time is an instant, which no zone and no year can change: it holds for the whole day of klog's. */
  instant(journal: number, klog: number): number {
    const us = this.klogMidnight + klog
    const late = journal - us
    return late >= EARLY && late <= LATE ? us : UNDATED
  }
}
