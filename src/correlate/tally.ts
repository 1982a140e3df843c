// All matches of one rule on one subject of one node, in a fixed amount of memory.
import type { Match } from '../match/signature.ts'
import type { Confidence } from '../rules/rule.ts'
import { BoundedTable } from './bounded-table.ts'
import { Buckets, type BucketsState } from './buckets.ts'
import { Pending } from './pending.ts'
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
  readonly #signatures = new Map<string, { count: number }>()
  readonly #spans: Buckets<Span>
  readonly #samples: Buckets<Ends>
  readonly #facts = new Values()
  readonly #sameRecord: BoundedTable<{ first: number; last: number }>
  readonly #pending: Pending
  /** A sample later than the last one of its cell, not made yet. */
  #late: { readonly place: Place; readonly sample: () => Sample } | undefined

  constructor(state?: TallyState, pending: Pending = new Pending()) {
    this.#pending = pending
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
    this.#signature(signature).count++
    this.#spans.add(us, toSpan(events, us, us, decisive))
    this.#sample(place, sample)
    this.#facts.add(captures)
    for (const cause of causes) this.#same(cause, us, us)
  }

  /** For more matches that differ from this one, which was added, in time and place only. The rows that they count on are looked up once. */
  again(
    { signature, decisive }: Match,
    causes: readonly string[],
    events: number,
  ): (place: Place, sample: () => Sample) => void {
    const bySignature = this.#signature(signature)
    const same = causes.flatMap((cause) => this.#sameRecord.get(cause) ?? [])
    return (place, sample) => {
      this.count += events
      bySignature.count++
      this.#spans.add(place.us, toSpan(events, place.us, place.us, decisive))
      this.#sample(place, sample)
      for (const row of same) widen(row, place.us, place.us)
    }
  }

  /** Makes the sample that was put off. */
  settle(): void {
    const late = this.#late
    if (late === undefined) return
    this.#late = undefined
    const sample = late.sample()
    this.#samples.add(sample.us, { first: sample, last: sample })
  }

  merge(state: TallyState): void {
    this.count += state.count
    this.#trust(state.confidence)
    for (const [signature, count] of state.signatures) this.#signature(signature).count += count
    this.#spans.merge(state.spans)
    this.#samples.merge(state.samples)
    this.#facts.merge(state.facts)
    for (const [cause, first, last] of state.sameRecord) this.#same(cause, first, last)
  }

  state(): TallyState {
    this.settle()
    return {
      count: this.count,
      signatures: [...this.#signatures]
        .map(([id, { count }]) => [id, count] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      spans: this.#spans.state(),
      samples: this.#samples.state(),
      facts: this.#facts.state(),
      sameRecord: this.#sameRecord.sorted().map(([cause, { first, last }]) => [cause, first, last]),
      confidence: this.confidence,
    }
  }

  #sample(place: Place, sample: () => Sample): void {
    const ends = this.#samples.get(place.us)
    const isLater = ends !== undefined && compareSamples(ends.last, place) < 0
    if (isLater) return this.#putOff(place, sample)
    if (ends !== undefined && compareSamples(ends.first, place) <= 0) return
    const made = sample()
    this.#samples.add(place.us, { first: made, last: made })
  }

  #putOff(place: Place, sample: () => Sample): void {
    const late = this.#late?.place
    const isOfCell = late !== undefined && this.#samples.isSame(late.us, place.us)
    if (isOfCell && compareSamples(late, place) >= 0) return
    if (!isOfCell) this.settle()
    this.#late = { place, sample }
    if (late === undefined) this.#pending.add(this)
  }

  #signature(id: string): { count: number } {
    const known = this.#signatures.get(id)
    if (known !== undefined) return known
    const row = { count: 0 }
    this.#signatures.set(id, row)
    return row
  }

  #trust(confidence: Confidence): void {
    if (CONFIDENCES.indexOf(confidence) > CONFIDENCES.indexOf(this.confidence)) this.confidence = confidence
  }

  #same(cause: string, first: number, last: number): void {
    const row = this.#sameRecord.row(cause, () => ({ first, last }))
    if (row !== undefined) widen(row, first, last)
  }
}

function widen(row: { first: number; last: number }, first: number, last: number): void {
  if (first < row.first) row.first = first
  if (last > row.last) row.last = last
}

function mergeSpans(a: Span, b: Span): Span {
  return toSpan(a.count + b.count, Math.min(a.first, b.first), Math.max(a.last, b.last), a.decisive ?? b.decisive)
}

function toSpan(count: number, first: number, last: number, decisive: true | undefined): Span {
  return decisive ? { count, first, last, decisive } : { count, first, last }
}
