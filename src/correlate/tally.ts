// All matches of one rule on one subject of one node, in a fixed amount of memory.
import type { Match } from '../match/signature.ts'
import type { Confidence } from '../rules/rule.ts'
import { BoundedTable } from './bounded-table.ts'
import { Buckets, type BucketsState } from './buckets.ts'
import { compareSamples, mergeEnds, type Ends, type Place, type Sample } from './sample.ts'
import { Values, type ValuesState } from './values.ts'

/** Matches in a stretch of time, echoes not counted; `first` and `last` are epoch microseconds. */
export interface Span {
  readonly count: number
  readonly first: number
  readonly last: number
  /** One of them is enough for the rule's full level. */
  readonly decisive?: true
}

export interface TallyState {
  readonly count: number
  readonly signatures: readonly (readonly [string, number])[]
  readonly spans: BucketsState<Span>
  readonly samples: BucketsState<Ends>
  /** A few of the values of each capture. */
  readonly facts: ValuesState
  /** Causes that matched the same records: `rule` and subject as in the tally's key, and when. */
  readonly sameRecord: readonly (readonly [key: string, first: number, last: number])[]
  readonly confidence: Confidence
}

const MAX_SPANS = 128
const MAX_SAMPLES = 16
const MAX_SAME = 16
const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high']

export class Tally {
  count = 0
  confidence: Confidence = 'low'
  readonly #signatures = new Map<string, number>()
  readonly #spans: Buckets<Span>
  readonly #samples: Buckets<Ends>
  readonly #facts = new Values()
  readonly #sameRecord: BoundedTable<{ first: number; last: number }>

  constructor(state?: TallyState) {
    this.#spans = new Buckets(MAX_SPANS, mergeSpans)
    this.#samples = new Buckets(MAX_SAMPLES, mergeEnds)
    this.#sameRecord = new BoundedTable(MAX_SAME)
    if (state !== undefined) this.merge(state)
  }

  /**
   * Takes a match: `sample` makes its sample when it is one that is kept. `causes` are the keys of the tallies of those rules that
   * explain this one on the same record; `events` are none for an echo.
   */
  add(
    place: Place,
    sample: () => Sample,
    { signature, captures, confidence, echo, decisive }: Match,
    causes: readonly string[],
    events: number = echo ? 0 : 1,
  ): void {
    const { us } = place
    this.count += events
    this.#trust(confidence)
    bump(this.#signatures, signature, 1)
    this.#spans.add(us, toSpan(events, us, us, decisive))
    this.#sample(place, sample)
    this.#facts.add(captures)
    for (const cause of causes) this.#same(cause, us, us)
  }

  merge(state: TallyState): void {
    this.count += state.count
    this.#trust(state.confidence)
    for (const [signature, count] of state.signatures) bump(this.#signatures, signature, count)
    this.#spans.merge(state.spans)
    this.#samples.merge(state.samples)
    this.#facts.merge(state.facts)
    for (const [cause, first, last] of state.sameRecord) this.#same(cause, first, last)
  }

  state(): TallyState {
    return {
      count: this.count,
      signatures: [...this.#signatures].sort(([a], [b]) => (a < b ? -1 : 1)),
      spans: this.#spans.state(),
      samples: this.#samples.state(),
      facts: this.#facts.state(),
      sameRecord: this.#sameRecord.sorted().map(([cause, { first, last }]) => [cause, first, last]),
      confidence: this.confidence,
    }
  }

  #sample(place: Place, sample: () => Sample): void {
    const ends = this.#samples.get(place.us)
    const isWithin = ends && compareSamples(ends.first, place) <= 0 && compareSamples(ends.last, place) >= 0
    if (isWithin) return
    const made = sample()
    this.#samples.add(place.us, { first: made, last: made })
  }

  #trust(confidence: Confidence): void {
    if (CONFIDENCES.indexOf(confidence) > CONFIDENCES.indexOf(this.confidence)) this.confidence = confidence
  }

  #same(cause: string, first: number, last: number): void {
    const row = this.#sameRecord.row(cause, () => ({ first, last }))
    if (row === undefined) return
    row.first = Math.min(row.first, first)
    row.last = Math.max(row.last, last)
  }
}

function mergeSpans(a: Span, b: Span): Span {
  return toSpan(a.count + b.count, Math.min(a.first, b.first), Math.max(a.last, b.last), a.decisive ?? b.decisive)
}

function toSpan(count: number, first: number, last: number, decisive: true | undefined): Span {
  return decisive ? { count, first, last, decisive } : { count, first, last }
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
