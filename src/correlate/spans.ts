// Counts over time in a fixed number of cells, as Buckets has them, but as plain numbers: there are many cells, and one is counted on for
// each match.
import { FINEST, type BucketsState } from './buckets.ts'

/** Matches in a stretch of time, echoes not counted; `first` and `last` are epoch microseconds. */
export interface Span {
  readonly count: number
  readonly first: number
  readonly last: number
  /** One of them is enough for the rule's full level. */
  readonly decisive?: true | undefined
}

/** A row is a cell: its index, its count (twice, and 1 more where it is decisive), its first and its last moment. */
const [INDEX, COUNT, FIRST, LAST, WIDE] = [0, 1, 2, 3, 4]
const LEAST_ROWS = 2

/**
 * Spans in a bounded number of cells. Adding and merging are commutative and associative.
 *
 * @example
 * const spans = new Spans(128)
 * spans.add(first, last, 2, false)
 */
export class Spans {
  readonly #limit: number
  #level = FINEST
  #width = 2 ** FINEST
  /** In the order of time; of more numbers than `#used` where there is room for more rows. */
  #rows = new Float64Array(0)
  #used = 0
  /** The row that was counted on last, which most often is the next one, too. */
  #at = 0

  constructor(max: number) {
    this.#limit = max * WIDE
  }

  /** Counts matches from `first` to `last`, which are in one cell. */
  add(first: number, last: number, count: number, decisive: boolean): void {
    if (this.#rows[this.#at] !== Math.floor(first / this.#width)) this.#at = this.#rowOf(first)
    this.#count(first, last, count, decisive)
  }

  merge({ level, cells }: BucketsState<Span>): void {
    while (this.#level < level) this.#coarsen()
    for (const [index, { first, last, count, decisive = false }] of cells) {
      this.#at = this.#rowOf(index * 2 ** level)
      this.#count(first, last, count, decisive)
    }
  }

  state(): BucketsState<Span> {
    const cells: [number, Span][] = []
    for (let at = 0; at < this.#used; at += WIDE) cells.push([this.#number(at, INDEX), this.#span(at)])
    return { level: this.#level, cells }
  }

  /** The state for who looks at it once, before more is added. */
  view(): BucketsState<Span> {
    const cells: [number, Span][] = []
    for (let at = 0; at < this.#used; at += WIDE) cells.push([this.#number(at, INDEX), new Row(this.#rows, at)])
    return { level: this.#level, cells }
  }

  #span(at: number): Span {
    const counted = this.#number(at, COUNT)
    const span = { count: Math.floor(counted / 2), first: this.#number(at, FIRST), last: this.#number(at, LAST) }
    return counted % 2 === 0 ? span : { ...span, decisive: true }
  }

  #count(first: number, last: number, count: number, decisive: boolean): void {
    const rows = this.#rows
    const at = this.#at
    const counted = this.#number(at, COUNT) + 2 * count
    rows[at + COUNT] = decisive && counted % 2 === 0 ? counted + 1 : counted
    if (first < this.#number(at, FIRST)) rows[at + FIRST] = first
    if (last > this.#number(at, LAST)) rows[at + LAST] = last
  }

  /** The row of a moment, made where there is none. */
  #rowOf(us: number): number {
    for (;;) {
      const index = Math.floor(us / this.#width)
      const at = this.#find(index)
      if (at < this.#used && this.#rows[at] === index) return at
      if (this.#used < this.#limit) return this.#insert(at, index)
      this.#coarsen()
    }
  }

  /** Where the first row is that is not before a cell. */
  #find(index: number): number {
    let low = 0
    let high = this.#used / WIDE
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#number(middle * WIDE, INDEX) < index) low = middle + 1
      else high = middle
    }
    return low * WIDE
  }

  #insert(at: number, index: number): number {
    if (this.#used === this.#rows.length) this.#grow()
    this.#rows.copyWithin(at + WIDE, at, this.#used)
    this.#rows.set([index, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], at)
    this.#used += WIDE
    return at
  }

  #grow(): void {
    const rows = new Float64Array(Math.min(this.#limit, Math.max(LEAST_ROWS * WIDE, 2 * this.#used)))
    rows.set(this.#rows)
    this.#rows = rows
  }

  /** Neighbours become one. */
  #coarsen(): void {
    const [rows, used] = [this.#rows, this.#used]
    this.#level++
    this.#width *= 2
    this.#used = 0
    for (let at = 0; at < used; at += WIDE) {
      const index = Math.floor(this.#number(at, INDEX) / 2)
      const before = this.#used - WIDE
      if (before >= 0 && rows[before] === index) this.#join(before, at)
      else {
        rows.copyWithin(this.#used, at, at + WIDE)
        rows[this.#used] = index
        this.#used += WIDE
      }
    }
    this.#at = 0
  }

  #join(into: number, at: number): void {
    const span = this.#span(at)
    this.#at = into
    this.#count(span.first, span.last, span.count, span.decisive ?? false)
  }

  #number(at: number, column: number): number {
    return this.#rows[at + column] as number // of a row that is in use
  }
}

/** A row that is looked at as a span. */
class Row implements Span {
  readonly #rows: Float64Array
  readonly #at: number

  constructor(rows: Float64Array, at: number) {
    this.#rows = rows
    this.#at = at
  }

  get count(): number {
    return Math.floor(this.#number(COUNT) / 2)
  }

  get first(): number {
    return this.#number(FIRST)
  }

  get last(): number {
    return this.#number(LAST)
  }

  get decisive(): true | undefined {
    return this.#number(COUNT) % 2 === 0 ? undefined : true
  }

  #number(column: number): number {
    return this.#rows[this.#at + column] as number // of a row that is in use
  }
}

/** Two stretches as one. */
export function mergeSpans(a: Span, b: Span): Span {
  const span = { count: a.count + b.count, first: Math.min(a.first, b.first), last: Math.max(a.last, b.last) }
  return (a.decisive ?? b.decisive) ? { ...span, decisive: true } : span
}
