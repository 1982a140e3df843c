// The stages joined: lines of one input -> a correlator.
import { commonest } from './correlate/input-summary.ts'
import type { Suppressor } from './config/config.ts'
import { UNKNOWN_NODE, type Correlator, type Observation } from './correlate/correlator.ts'
import { JournalParser } from './journal/parser.ts'
import { KlogParser } from './klog/parser.ts'
import type { LogRecord } from './klog/record.ts'
import type { LineLimiter } from './lines/limit.ts'
import type { Matcher } from './match/matcher.ts'
import { Clock, type ClockOptions } from './time/clock.ts'
import { UNDATED, type Instant } from './time/instant.ts'

export interface SessionOptions extends ClockOptions {
  /** The node of records that do not name their host; `unknown` when absent. */
  readonly node?: string
  /** Records before this are context only, epoch microseconds. */
  readonly since?: number
  /** Records after this are context only, epoch microseconds. */
  readonly until?: number
  /** Takes out matches that a configuration says are known and accepted. */
  readonly suppressor?: Suppressor
}

/**
 * Reads one input line by line: each line goes down the stages at once, so nothing piles up.
 *
 * @example
 * const session = new Session('stdin', matcher, correlator)
 * for await (const line of lines) session.next(line)
 * session.end(limiter)
 */
export class Session {
  readonly #name: string
  readonly #matcher: Matcher
  readonly #correlator: Correlator
  readonly #options: SessionOptions
  readonly #fallback: Pick<Observation, 'node'>
  readonly #journal: JournalParser
  readonly #klog: KlogParser
  readonly #clock: Clock
  #lines = 0
  #first = Number.POSITIVE_INFINITY
  #last = UNDATED

  constructor(name: string, matcher: Matcher, correlator: Correlator, options: SessionOptions = {}) {
    this.#name = name
    this.#matcher = matcher
    this.#correlator = correlator
    this.#options = options
    this.#fallback = options.node === undefined ? {} : { node: options.node }
    this.#clock = new Clock(options)
    this.#klog = new KlogParser((record) => this.#record(record))
    this.#journal = new JournalParser(name, {
      entry: (entry) => this.#klog.next(entry),
      marker: (marker) => {
        this.#clock.heading(marker)
        this.#correlator.count('context', 1)
      },
    })
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#lines++
    this.#journal.next(line)
  }

  /** The input has ended; `limiter` knows its bytes and its cut lines. */
  end(limiter: LineLimiter): void {
    this.#journal.end()
    this.#klog.end()
    const formats = Object.fromEntries(this.#journal.formats)
    this.#correlator.input({
      name: this.#name,
      format: commonest(formats),
      formats,
      lines: this.#lines,
      bytes: limiter.bytes,
      first: Number.isFinite(this.#first) ? this.#first : UNDATED,
      last: this.#last,
      order: this.#clock.order,
      assumptions: this.#clock.assumptions,
      cutLines: limiter.cutLines,
      yearUnresolved: this.#clock.yearUnresolved,
    })
  }

  #record(record: LogRecord): void {
    const instant = this.#clock.instant(record)
    if (this.#isOutside(instant)) return this.#correlator.count('context', record.lines)
    if (instant.us !== UNDATED) {
      this.#first = Math.min(this.#first, instant.us)
      this.#last = Math.max(this.#last, instant.us)
    }
    this.#correlator.add({ record, instant, ...this.#matches(record, instant), ...this.#fallback })
  }

  #matches(record: LogRecord, { us }: Instant): Pick<Observation, 'matches' | 'suppressed'> {
    const matches = this.#matcher.match(record)
    const { suppressor, node = UNKNOWN_NODE } = this.#options
    if (suppressor === undefined || matches.length === 0) return { matches }
    const found = matches.map((match) => suppressor.find(match, record.source._HOSTNAME ?? node, us))
    return {
      matches: matches.filter((_match, index) => found[index] === undefined),
      suppressed: found.flatMap((suppression) => (suppression ? [`${suppression.rule}: ${suppression.reason}`] : [])),
    }
  }

  #isOutside({ us }: Instant): boolean {
    const { since, until } = this.#options
    return us !== UNDATED && ((since !== undefined && us < since) || (until !== undefined && us > until))
  }
}
