// The stages joined: lines of one input -> a correlator.
import { commonest } from './correlate/input-summary.ts'
import type { Suppressor } from './config/config.ts'
import { UNKNOWN_NODE, type Correlator, type Observation } from './correlate/correlator.ts'
import type { Marker } from './journal/entry.ts'
import { JournalParser, type JournalOptions } from './journal/parser.ts'
import { KlogParser } from './klog/parser.ts'
import type { LogRecord } from './klog/record.ts'
import type { LineLimiter } from './lines/limit.ts'
import type { Matcher } from './match/matcher.ts'
import type { Match } from './match/signature.ts'
import type { ClockOptions } from './time/clock.ts'
import { Dating } from './time/dating.ts'
import { UNDATED, type Instant } from './time/instant.ts'

type Accepted = Pick<Observation, 'matches' | 'suppressed'>

export interface SessionOptions extends ClockOptions, JournalOptions {
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
  readonly #journal: JournalParser
  readonly #klog: KlogParser
  readonly #dating: Dating
  #lines = 0
  #first = Number.POSITIVE_INFINITY
  #last = UNDATED

  constructor(name: string, matcher: Matcher, correlator: Correlator, options: SessionOptions = {}) {
    this.#name = name
    this.#matcher = matcher
    this.#correlator = correlator
    this.#options = options
    this.#dating = new Dating(options, (record, instant) => this.#record(record, instant))
    this.#klog = new KlogParser((record) => this.#dating.next(record))
    const marked = (marker: Marker): void => {
      this.#dating.marker(marker)
      this.#correlator.count('context', 1)
    }
    this.#journal = new JournalParser(name, { entry: (entry) => this.#klog.next(entry), marker: marked }, options)
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
    this.#dating.end()
    const formats = Object.fromEntries(this.#journal.formats)
    this.#correlator.input({
      name: this.#name,
      format: commonest(formats),
      formats,
      lines: this.#lines,
      bytes: limiter.bytes,
      first: Number.isFinite(this.#first) ? this.#first : UNDATED,
      last: this.#last,
      order: this.#dating.order,
      assumptions: this.#dating.assumptions,
      cutLines: limiter.cutLines,
      yearUnresolved: this.#dating.yearUnresolved,
      damage: this.#journal.damage,
    })
  }

  #record(record: LogRecord, instant: Instant): void {
    if (this.#isOutside(instant)) return this.#correlator.count('context', record.lines)
    if (instant.us !== UNDATED) {
      this.#first = Math.min(this.#first, instant.us)
      this.#last = Math.max(this.#last, instant.us)
    }
    const matches = this.#matcher.match(record)
    const { node, suppressor } = this.#options
    if (suppressor === undefined || matches.length === 0)
      return this.#correlator.add({ record, instant, matches, node })
    const host = record.source._HOSTNAME ?? node ?? UNKNOWN_NODE
    this.#correlator.add({ record, instant, node, ...this.#accept(suppressor, matches, host, instant.us) })
  }

  /** Takes out the matches that are known and accepted, and says why. */
  #accept(suppressor: Suppressor, matches: readonly Match[], host: string, us: number): Accepted {
    const found = matches.map((match) => suppressor.find(match, host, us))
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
