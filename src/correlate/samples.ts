// The samples of a tally: of each stretch of time the first and the last one.
import { Buckets, type BucketsState } from './buckets.ts'
import { endsOf, keepEnds, KeptSample, type KeptEnds } from './kept-sample.ts'
import { compareSamples, mergeEnds, type Ends, type Place, type Sample } from './sample.ts'

/**
 * Samples in a bounded number of cells. Adding and merging are commutative and associative.
 *
 * @example
 * const samples = new Samples(16)
 * if (!samples.isBetween(place)) samples.add(toSample(record, match, instant))
 */
export class Samples {
  readonly #cells: Buckets<KeptEnds>
  /** The one that was kept last: most often, the next one takes its place, and it is not worth while to look what it shares with others. */
  #fresh: KeptSample | undefined

  constructor(max: number) {
    this.#cells = new Buckets(max, mergeEnds)
  }

  /** Are two moments in one stretch of time? */
  isSame(us: number, other: number): boolean {
    return this.#cells.isSame(us, other)
  }

  /** Would a sample be neither the first nor the last one of its stretch of time? */
  isBetween(place: Place): boolean {
    const ends = this.#cells.get(place.us)
    return ends !== undefined && compareSamples(ends.first, place) <= 0 && compareSamples(ends.last, place) >= 0
  }

  /** Would a sample be the first one of its stretch of time? */
  isFirst(place: Place): boolean {
    const ends = this.#cells.get(place.us)
    return ends === undefined || compareSamples(ends.first, place) > 0
  }

  /** Would a sample take the place of the last one of its stretch of time? */
  isLast(place: Place): boolean {
    const ends = this.#cells.get(place.us)
    return ends !== undefined && compareSamples(ends.last, place) < 0
  }

  add(sample: Sample): void {
    const kept = new KeptSample(sample)
    this.#cells.add(kept.us, { first: kept, last: kept })
    this.settle()
    this.#fresh = kept
  }

  /** What was added last is to stay for a while. */
  settle(): void {
    const fresh = this.#fresh
    this.#fresh = undefined
    if (fresh !== undefined) this.#share(fresh)
  }

  merge({ level, cells }: BucketsState<Ends>): void {
    const kept = cells.map(([index, ends]) => [index, keepEnds(ends)] as const)
    this.#cells.merge({ level, cells: kept })
    for (const [, { first, last }] of kept) for (const sample of new Set([first, last])) this.#share(sample)
  }

  state(): BucketsState<Ends> {
    const { level, cells } = this.#cells.state()
    return { level, cells: cells.map(([index, ends]) => [index, endsOf(ends)]) }
  }

  /** The state for who looks at it once, before more is added. */
  view(): BucketsState<Ends> {
    return this.#cells.state()
  }

  #share(sample: KeptSample): void {
    const ends = this.#cells.get(sample.us)
    if (ends?.first === sample || ends?.last === sample) sample.share(this.#all())
  }

  *#all(): Iterable<KeptSample> {
    for (const { first, last } of this.#cells.cells()) {
      yield first
      if (last !== first) yield last
    }
  }
}
