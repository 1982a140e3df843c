// Dated records of one input -> the correlator: those of the time that is asked for, without what is known and accepted.
import type { Suppressor } from './config/config.ts'
import { UNKNOWN_NODE, type Correlator, type Observation } from './correlate/correlator.ts'
import type { Again } from './correlate/node-tallies.ts'
import type { Repeats } from './correlate/repeat.ts'
import type { Category, InputSummary } from './correlate/state.ts'
import type { LogRecord } from './klog/record.ts'
import type { Match } from './match/signature.ts'
import { UNDATED, type Instant } from './time/instant.ts'

/** Which records count, and how. */
export interface ObserverOptions {
  /** The node of records that do not name their host; `unknown` when absent. */
  readonly node?: string
  /** Records before this are context only, epoch microseconds. */
  readonly since?: number
  /** Records after this are context only, epoch microseconds. */
  readonly until?: number
  /** Takes out matches that a configuration says are known and accepted. */
  readonly suppressor?: Suppressor
}

/** The one record of a line. */
export interface Seen {
  readonly record: LogRecord
  readonly matches: readonly Match[]
  /** Did it count, neither before `since` nor after `until`? */
  readonly isInside: boolean
  /** Counts more of the process that wrote `like`. */
  again?: { readonly like: LogRecord; readonly add: Again }
}

export class Observer {
  readonly #correlator: Correlator
  readonly #options: ObserverOptions
  #first = Number.POSITIVE_INFINITY
  #last = UNDATED

  constructor(correlator: Correlator, options: ObserverOptions) {
    this.#correlator = correlator
    this.#options = options
  }

  isOutside(us: number): boolean {
    const { since, until } = this.#options
    return us !== UNDATED && ((since !== undefined && us < since) || (until !== undefined && us > until))
  }

  /** Accounts for lines that are in no record that counts. */
  count(category: Category, lines: number): void {
    this.#correlator.count(category, lines)
  }

  /** Takes a record that is not outside. */
  add(record: LogRecord, instant: Instant, matches: readonly Match[]): void {
    this.#extend(instant.us)
    const { node, suppressor } = this.#options
    if (suppressor === undefined || matches.length === 0)
      return this.#correlator.add({ record, instant, matches, node })
    const host = record.source._HOSTNAME ?? node ?? UNKNOWN_NODE
    this.#correlator.add({ record, instant, node, ...accept(suppressor, matches, host, instant.us) })
  }

  /** Is each record asked for anew, whether it is known and accepted? Then they come one by one. */
  get isAsking(): boolean {
    return this.#options.suppressor !== undefined
  }

  /** Takes records that say what `known` said, of the process that wrote `like`; none is outside. */
  again(known: Seen, like: LogRecord, repeats: Repeats): void {
    const { first, last, count } = repeats
    if (known.again !== undefined && isSameProcess(known.again.like, like)) {
      this.#extend(first.us)
      this.#extend(last.us)
      return known.again.add(repeats)
    }
    const { node } = this.#options
    const { matches } = known
    const record = first.record()
    this.add(record, first, matches)
    if (this.isAsking && matches.length > 0) return
    known.again = { like, add: this.#correlator.again({ record, matches, node }) }
    // The first one may be given again: it is the first one still.
    if (count > 1) this.again(known, like, { count: count - 1, first, last })
  }

  /** Takes records that are like this one and match nothing, the first and the last of them; their lines are counted apart. */
  pass({ source }: LogRecord, first: number, last: number): void {
    this.#extend(first)
    this.#extend(last)
    this.#correlator.pass(source._HOSTNAME ?? this.#options.node, first, last)
  }

  /** Lets go of the texts of lines that were repeated. */
  settle(): void {
    this.#correlator.settle()
  }

  /** The first and the last instant that counted, epoch microseconds; infinite and UNDATED where there is none. */
  get stretch(): { readonly first: number; readonly last: number } {
    return { first: this.#first, last: this.#last }
  }

  input(summary: InputSummary): void {
    this.#correlator.input(summary)
  }

  #extend(us: number): void {
    if (us === UNDATED) return
    if (us < this.#first) this.#first = us
    if (us > this.#last) this.#last = us
  }
}

/** Takes out the matches that are known and accepted, and says why. */
function accept(
  suppressor: Suppressor,
  matches: readonly Match[],
  host: string,
  us: number,
): Pick<Observation, 'matches' | 'suppressed'> {
  const found = matches.map((match) => suppressor.find(match, host, us))
  return {
    matches: matches.filter((_match, index) => found[index] === undefined),
    suppressed: found.flatMap((suppression) => (suppression ? [`${suppression.rule}: ${suppression.reason}`] : [])),
  }
}

function isSameProcess(a: LogRecord, b: LogRecord): boolean {
  return a === b || (a.source._HOSTNAME === b.source._HOSTNAME && a.header?.threadid === b.header?.threadid)
}
