// A log that is being written -> events of its incidents.
import { reportLines } from '../report/ndjson/ndjson.ts'
import type { FollowEvent } from '../report/follow-event.ts'
import { foldUnknown } from '../correlate/fold.ts'
import { toIncidents } from '../correlate/incidents.ts'
import { toReport } from '../report/build.ts'
import type { Report } from '../report/report.ts'
import type { Rule } from '../rules/rule.ts'
import { HOUR, UNDATED } from '../time/instant.ts'
import { Ledger } from './ledger.ts'
import { LogClock } from './log-clock.ts'
import { Reader, type ReaderOptions } from './reader.ts'
import { View, type Current } from './view.ts'

/** What following a log needs. */
export interface FollowOptions extends Omit<ReaderOptions, 'now' | 'reference'> {
  /** Epoch milliseconds of now: `Date.now`. It tells how long the log has been silent, and the year of lines without one. */
  readonly now: () => number
  /** How long what is over is remembered, in hours of the log; 24 when absent. */
  readonly retentionHours?: number
}

const RETENTION = 24
/** What is over is forgotten so many times within the retention. */
const STEPS = 8
/** Milliseconds: a pause in the input after which events are told, how long they wait at most while there is none, and how long silence waits. */
const PAUSE = 150
const LATEST = 800
const SILENCE = 1000
/** A node in great trouble takes a tenth of a second to look at: it is left alone for so many times as long. */
const REST = 4

/**
 * Diagnoses a log while it is being written. Give it what comes, ask {@link due} when to {@link flush}, and {@link end} it.
 *
 * What was told until a flush, put together, is the report on the log up to there, however its text was cut and whenever it came.
 * What has been over for longer than the retention is forgotten: its last event stands.
 *
 * @example
 * const follower = new Follower({ rules, now: Date.now }, (event) => console.log(event.type))
 * socket.on('data', (chunk) => follower.next(chunk))
 * setInterval(() => follower.flush(), 1000)
 */
export class Follower {
  readonly #rules: readonly Rule[]
  readonly #now: () => number
  readonly #clock: LogClock
  readonly #reader: Reader
  readonly #view: View
  readonly #ledger: Ledger
  readonly #emit: (event: FollowEvent) => void
  readonly #retention: number
  /** When to forget next, in the time of the log. */
  #forgetAt = UNDATED
  /** When the first and the last input came of which nothing has been told. */
  #first: number | undefined
  #last = 0
  #flushed = 0
  /** Milliseconds that the last flush took. */
  #cost = 0
  #isOver = false

  constructor(options: FollowOptions, emit: (event: FollowEvent) => void) {
    const { rules, now, retentionHours = RETENTION } = options
    this.#rules = rules
    this.#now = now
    this.#emit = emit
    this.#retention = retentionHours * HOUR
    this.#clock = new LogClock(now)
    this.#reader = new Reader(options, this.#clock, () => this.#afterLine())
    this.#view = new View(rules, this.#reader)
    this.#ledger = new Ledger(emit)
  }

  /**
   * Takes the next chunk, cut anywhere.
   *
   * @throws TypeError when the chunk is neither text nor bytes.
   */
  next(chunk: string | Uint8Array): void {
    if (this.#isOver) throw new Error('the log has ended: another one needs another follower')
    this.#last = this.#now()
    this.#reader.next(chunk)
    this.#first ??= this.#last
  }

  /** Milliseconds until there is something to {@link flush}; undefined when only input brings something. */
  get due(): number | undefined {
    const now = this.#now()
    if (this.#first !== undefined) {
      const earliest = this.#flushed + Math.min(LATEST, REST * this.#cost)
      return Math.max(0, Math.max(earliest, Math.min(this.#last + PAUSE, this.#first + LATEST)) - now)
    }
    return this.#ledger.hasOpen ? Math.max(0, this.#flushed + SILENCE - now) : undefined
  }

  /** Tells what has happened until now. */
  flush(): void {
    const begin = this.#now()
    this.#tell((current) => this.#ledger.isDue(current, this.#clock.now))
    this.#first = undefined
    this.#flushed = this.#now()
    this.#cost = this.#flushed - begin
  }

  /** The log has ended: tells how its incidents are left, then the other parts of the report, which it returns. */
  end(): Report {
    if (this.#isOver) return this.report()
    this.#isOver = true
    this.#reader.end()
    const { now } = this.#clock
    this.#view.refreshAll()
    this.#ledger.update(this.#view.current, now)
    this.#ledger.end(this.#view.current, now)
    const report = this.report()
    for (const line of reportLines(report)) if (line.type !== 'incident') this.#emit(line)
    return report
  }

  /** The report on what is remembered, of the lines that are whole; `inputs` are there at the end. */
  report(): Report {
    const state = foldUnknown(this.#reader.correlator.view())
    return toReport(state, toIncidents(state, this.#rules))
  }

  #tell(isDue: (current: Current) => boolean): void {
    this.#view.refresh(() => this.#clock.latest, isDue)
    this.#ledger.update(this.#view.current, this.#clock.now)
  }

  /** Forgets at certain times of the log, so that what is told does not depend on when lines come. */
  #afterLine(): void {
    const { latest } = this.#clock
    if (latest < this.#forgetAt) return
    const step = this.#retention / STEPS
    const isFirst = this.#forgetAt === UNDATED
    if (latest !== UNDATED) this.#forgetAt = (Math.floor(latest / step) + 1) * step
    if (!isFirst) this.#forget(latest)
  }

  #forget(latest: number): void {
    this.#tell(() => false)
    for (const current of this.#view.forget(latest - this.#retention, latest))
      this.#ledger.forget(current, this.#clock.now)
  }
}
