// All matches of one rule on one subject of one node, in a fixed amount of memory.
import type { Match } from '../match/signature.ts'
import type { Confidence } from '../rules/rule.ts'
import { BoundedTable } from './bounded-table.ts'
import type { BucketsState } from './buckets.ts'
import { Pending } from './pending.ts'
import type { Repeat, Repeats } from './repeat.ts'
import { Room } from './room.ts'
import { compareSamples, toSample, type Ends, type Place, type Sample } from './sample.ts'
import { Samples } from './samples.ts'
import { Spans, type Span } from './spans.ts'
import { Values, type ValuesState } from './values.ts'

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
  readonly #spans = new Spans(MAX_SPANS)
  readonly #samples = new Samples(MAX_SAMPLES)
  readonly #facts = new Values()
  readonly #sameRecord = new BoundedTable<{ first: number; last: number }>(MAX_SAME)
  readonly #pending: Pending
  /** A record that is later than the last sample of its cell, and what it matches; the sample is not made yet. */
  #late: Repeat | undefined
  #lateMatch: Match | undefined
  #room: Room | undefined
  #isWaiting = false

  constructor(state?: TallyState, pending: Pending = new Pending()) {
    this.#pending = pending
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
    this.#spans.add(us, us, events, decisive ?? false)
    this.#sample(place, sample)
    this.#facts.add(captures)
    for (const cause of causes) this.#same(cause, us, us)
  }

  /** For more records whose match differs from this one, which was added, in time and place only. The rows that they count on are looked up once. */
  again(match: Match, causes: readonly string[], isEvent: boolean): (repeats: Repeats) => void {
    const bySignature = this.#signature(match.signature)
    const isDecisive = match.decisive ?? false
    const same = causes.flatMap((cause) => this.#sameRecord.get(cause) ?? [])
    return ({ count, first, last }) => {
      const events = isEvent ? count : 0
      this.count += events
      bySignature.count += count
      this.#spans.add(first.us, last.us, events, isDecisive)
      this.#later(first, match)
      if (last !== first) this.#later(last, match)
      for (const row of same) widen(row, first.us, last.us)
    }
  }

  /** Lets go of the block in which a line stands whose sample was put off. */
  keep(): void {
    this.#isWaiting = false
    const kept = this.#late?.keep((this.#room ??= new Room()))
    if (kept === undefined) this.#settle()
    else this.#late = kept
  }

  /** Makes the sample that was put off. */
  #settle(): void {
    const [late, match] = [this.#late, this.#lateMatch]
    this.#late = undefined
    if (late === undefined || match === undefined) return
    this.#show(late, match)
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
    const { count, signatures, facts, sameRecord, confidence } = this.view()
    const [spans, samples] = [this.#spans.state(), this.#samples.state()]
    return { count, signatures, spans, samples, facts, sameRecord, confidence }
  }

  /** The state for who looks at it once, before more is added: what takes the most room is made whenever it is asked for. */
  view(): TallyState {
    this.#settle()
    const view = {
      count: this.count,
      signatures: [...this.#signatures]
        .map(([id, { count }]) => [id, count] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
      facts: this.#facts.state(),
      sameRecord: this.#sameRecord.sorted().map(([cause, { first, last }]) => [cause, first, last] as const),
      confidence: this.confidence,
    }
    return new View(view, this.#spans, this.#samples)
  }

  #sample(place: Place, sample: () => Sample): void {
    if (!this.#samples.isBetween(place)) this.#samples.add(sample())
  }

  /** Of the samples of a stretch of time the first and the last are kept, and in a log that runs oldest first each is the last one for a moment. */
  #later(repeat: Repeat, match: Match): void {
    if (this.#late !== undefined && !this.#samples.isSame(this.#late.us, repeat.us)) this.#settle()
    if (this.#samples.isFirst(repeat)) return this.#show(repeat, match)
    const isLast = this.#late === undefined ? this.#samples.isLast(repeat) : compareSamples(this.#late, repeat) < 0
    if (isLast) this.#putOff(repeat, match)
  }

  #show(repeat: Repeat, match: Match): void {
    this.#samples.add(toSample(repeat.record(), match, repeat))
    this.#samples.settle()
  }

  #putOff(repeat: Repeat, match: Match): void {
    this.#late = repeat
    this.#lateMatch = match
    if (this.#isWaiting) return
    this.#isWaiting = true
    this.#pending.add(this)
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

class View implements TallyState {
  readonly count: TallyState['count']
  readonly signatures: TallyState['signatures']
  readonly facts: TallyState['facts']
  readonly sameRecord: TallyState['sameRecord']
  readonly confidence: TallyState['confidence']
  readonly #spans: Spans
  readonly #samples: Samples

  constructor(rest: Omit<TallyState, 'spans' | 'samples'>, spans: Spans, samples: Samples) {
    this.count = rest.count
    this.signatures = rest.signatures
    this.facts = rest.facts
    this.sameRecord = rest.sameRecord
    this.confidence = rest.confidence
    this.#spans = spans
    this.#samples = samples
  }

  get spans(): TallyState['spans'] {
    return this.#spans.view()
  }

  get samples(): TallyState['samples'] {
    return this.#samples.view()
  }
}
