// All matches of one rule on one subject of one node, in a fixed amount of memory.
import type { Match } from '../match/signature.ts'
import type { Confidence } from '../rules/rule.ts'
import { BoundedTable } from './bounded-table.ts'
import { Buckets, type BucketsState } from './buckets.ts'
import { mergeEnds, type Ends, type Sample } from './sample.ts'
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

  /** `causes` are the keys of the tallies of those rules that explain this one on the same record; `events` are none for an echo. */
  add(
    sample: Sample,
    { confidence, echo, decisive }: Match,
    causes: readonly string[],
    events: number = echo ? 0 : 1,
  ): void {
    this.count += events
    this.#trust(confidence)
    bump(this.#signatures, sample.signature, 1)
    this.#spans.add(sample.us, { count: events, first: sample.us, last: sample.us, ...(decisive && { decisive }) })
    this.#samples.add(sample.us, { first: sample, last: sample })
    this.#facts.add(sample.captures)
    for (const cause of causes) this.#same(cause, sample.us, sample.us)
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
  const isDecisive = a.decisive ?? b.decisive ?? false
  return {
    count: a.count + b.count,
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    ...(isDecisive && { decisive: isDecisive }),
  }
}

function bump(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by)
}
