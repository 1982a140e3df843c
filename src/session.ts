// The stages joined: lines of one input -> a correlator.
import { commonest } from './correlate/input-summary.ts'
import type { Correlator } from './correlate/correlator.ts'
import type { Marker } from './journal/entry.ts'
import { JournalParser, type JournalOptions } from './journal/parser.ts'
import type { Way } from './journal/readers.ts'
import { KlogParser } from './klog/parser.ts'
import { RepeatedLine, type LateText } from './correlate/repeated-line.ts'
import type { InputSummary } from './correlate/state.ts'
import type { LogRecord } from './klog/record.ts'
import type { LineLimiter } from './lines/limit.ts'
import type { Matcher } from './match/matcher.ts'
import { Observer, type ObserverOptions, type Seen } from './observer.ts'
import type { ClockOptions } from './time/clock.ts'
import { Dating } from './time/dating.ts'
import { UNDATED, type Instant } from './time/instant.ts'
import type { Steps } from './time/order.ts'
import type { Ticker } from './time/ticker.ts'

/** How an input is read, and which of its records count. */
export interface SessionOptions extends ClockOptions, JournalOptions, ObserverOptions {}

/** What lines have in common that are read in the same way and differ in no more than message and time of day. */
export interface Likeness {
  readonly way: Way
  readonly ticker: Ticker
  readonly record: LogRecord
}

/** A line of the input that is counted: its instant, its number, and how it reads. */
export interface Placed {
  readonly us: number
  readonly line: number
  readonly text: LateText
}

/** Lines in a row that were counted. */
export interface Counted {
  readonly lines: number
  /** Those of them that no rule can match. */
  readonly passed: number
  /** How many are like each. */
  readonly byLikeness: readonly (readonly [likeness: Likeness, lines: number])[]
  /** What the last one is like, the instants of the first and the last one, and the steps between them. */
  readonly last: Likeness
  readonly firstUs: number
  readonly lastUs: number
  readonly steps: Steps
}

/** What came of a line: its records, and the last one of them. */
interface Line {
  line: number
  records: number
  seen: Seen | undefined
}

function newLine(): Line {
  return { line: 0, records: 0, seen: undefined }
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
  readonly #observer: Observer
  readonly #options: SessionOptions
  readonly #journal: JournalParser
  readonly #klog: KlogParser
  readonly #dating: Dating
  #lines = 0
  /** What came of the line that is watched, and until now of the last line. */
  #watched = newLine()
  #latest = newLine()

  constructor(name: string, matcher: Matcher, correlator: Correlator, options: SessionOptions = {}) {
    this.#name = name
    this.#matcher = matcher
    this.#observer = new Observer(correlator, options)
    this.#options = options
    this.#dating = new Dating(options, (record, instant) => this.#record(record, instant))
    this.#klog = new KlogParser((record) => this.#dating.next(record))
    const marked = (marker: Marker): void => {
      this.#dating.marker(marker)
      this.#observer.count('context', 1)
    }
    this.#journal = new JournalParser(name, { entry: (entry) => this.#klog.next(entry), marker: marked }, options)
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#latest.line = ++this.#lines
    this.#latest.records = 0
    this.#latest.seen = undefined
    this.#journal.next(line)
  }

  /** How the last line was read. @internal */
  get way(): Way {
    return this.#journal.way
  }

  /** Lines that were taken. */
  get lines(): number {
    return this.#lines
  }

  /** Does nothing wait for more lines, but for an entry that {@link flush} gives? */
  get isIdle(): boolean {
    return this.#journal.isIdle && this.#klog.isIdle && this.#dating.isSettled
  }

  /** Says that the next line begins something new. Until then, the last line may be one that goes on. */
  flush(): void {
    this.#journal.flush()
  }

  /** Wants to know what comes of the last line; {@link taken} tells, after the next one or after {@link flush}. @internal */
  watch(): void {
    ;[this.#watched, this.#latest] = [this.#latest, this.#watched]
  }

  /**
   * What came of the line that was watched, where that was one record and nothing is left of it that waits. Watches the last line.
   * @internal
   */
  taken(): Seen | undefined {
    const { records, seen } = this.#watched
    this.watch()
    const isSingle = records === 1 && seen?.record.lines === 1 && seen.record.repeated === 1
    return isSingle && this.isIdle ? seen : undefined
  }

  /** What lines have in common with the one of which this came, just taken. @internal */
  likeness({ record, matches }: Seen, way: Way): Likeness | undefined {
    const told = this.#matcher.ofIdentifier(record)
    // A line that is passed says once more what its identifier tells, which changes nothing where it was said; but it may be suppressed for a time.
    const isSaid = this.#options.suppressor === undefined && told.every((match) => matches.includes(match))
    if (told.length > 0 && !isSaid) return undefined
    const ticker = this.#dating.ticker(record)
    return ticker && { way, ticker, record }
  }

  /** Is a likeness still one? What dates the lines may have changed, and the machine may have been booted anew. @internal */
  holds({ ticker, record }: Likeness): boolean {
    return this.#dating.isCurrent(ticker) && this.#journal.isSameBoot(record.source)
  }

  /** Must lines whose message was seen before be given one by one? @internal */
  get isAsking(): boolean {
    return this.#observer.isAsking
  }

  /**
   * Some lines are like another one, their message was seen before, they count, and they are in one cell of time; the first and the last of them,
   * which is the same object where there is one. The texts are asked for before {@link settle}.
   * @internal
   */
  repeat({ ticker, record: like }: Likeness, known: Seen, count: number, first: Placed, last: Placed): void {
    const repeated = ({ us, line, text }: Placed): RepeatedLine =>
      new RepeatedLine(known.record, like, us, ticker.precision, this.#name, line, text)
    const begin = repeated(first)
    this.#observer.again(known, like, { count, first: begin, last: last === first ? begin : repeated(last) })
  }

  /**
   * Some of the lines that are about to be counted are like another one, no rule can match them, and they count; when they begin and end.
   * @internal
   */
  pass({ record }: Likeness, first: number, last: number): void {
    this.#observer.pass(record, first, last)
  }

  /** Takes lines in a row that are like others; all that there is to say of each has been said. @internal */
  count({ lines, passed, byLikeness, last, firstUs, lastUs, steps }: Counted): void {
    this.#lines += lines
    const prefixed = byLikeness.reduce((sum, [{ way }, count]) => sum + (way.isPrefixed ? count : 0), 0)
    this.#journal.pass(last.way, lines, prefixed)
    this.#dating.tick(last.ticker, firstUs, lastUs, steps)
    for (const [{ ticker }, count] of byLikeness) if (ticker.shifted !== undefined) ticker.shifted.count += count
    this.#observer.count('context', passed)
  }

  /** Lets go of the texts of lines that were repeated. @internal */
  settle(): void {
    this.#observer.settle()
  }

  /** The input has ended; `limiter` knows its bytes and its cut lines. */
  end(limiter: Pick<LineLimiter, 'bytes' | 'cutLines'>): void {
    this.#journal.end()
    this.close()
    this.#observer.input(this.summary(limiter))
  }

  /** Waits no longer for the rest of records that have begun: what comes of it is no part of them. */
  close(): void {
    this.#klog.end()
    this.#dating.end()
  }

  /** What is known of the input so far. */
  summary(limiter: Pick<LineLimiter, 'bytes' | 'cutLines'>): InputSummary {
    const formats = Object.fromEntries(this.#journal.formats)
    const { first, last } = this.#observer.stretch
    return {
      name: this.#name,
      format: commonest(formats),
      formats,
      lines: this.#lines,
      bytes: limiter.bytes,
      first: Number.isFinite(first) ? first : UNDATED,
      last,
      order: this.#dating.order,
      assumptions: this.#dating.assumptions,
      cutLines: limiter.cutLines,
      yearUnresolved: this.#dating.yearUnresolved,
      damage: this.#journal.damage,
    }
  }

  #record(record: LogRecord, instant: Instant): void {
    const isInside = !this.#observer.isOutside(instant.us)
    const matches = isInside ? this.#matcher.match(record) : []
    const { line } = record.origin
    const came = line === this.#watched.line ? this.#watched : line === this.#latest.line ? this.#latest : undefined
    if (came !== undefined) {
      came.records++
      came.seen = { record, matches, isInside }
    }
    if (isInside) this.#observer.add(record, instant, matches)
    else this.#observer.count('context', record.lines)
  }
}
