// Of lines that say what was said before, those of one message and one cell of time as one: a kubelet in trouble says few things often.
import { cellOf } from '../correlate/buckets.ts'
import type { Seen } from '../observer.ts'
import type { Likeness } from '../session.ts'

/** A line of the block: its instant, its number, and where it is. */
export interface Spot {
  us: number
  line: number
  start: number
  end: number
}

/** Lines that are like one another, say what `seen` said, and are in one cell of time: how many, the first and the last. */
export interface Sum {
  readonly likeness: Likeness
  readonly seen: Seen
  readonly count: number
  readonly first: Readonly<Spot>
  readonly last: Readonly<Spot>
}

/** One that is counted in; free when `count` is 0. */
interface Row {
  likeness: Likeness
  seen: Seen
  cell: number
  count: number
  readonly first: Spot
  readonly last: Spot
}

export class Sums {
  readonly #sink: (sum: Sum) => void
  readonly #isSingle: boolean
  /** By the number of the message. */
  readonly #rows: (Row | undefined)[] = []
  readonly #open: Row[] = []

  /** Each sum is given to `sink`, which is done with it when it returns; with `isSingle`, it is one of each line. */
  constructor(sink: (sum: Sum) => void, isSingle: boolean) {
    this.#sink = sink
    this.#isSingle = isSingle
  }

  /** Takes the next line, with the message of that number. */
  add(message: number, likeness: Likeness, seen: Seen, us: number, line: number, start: number, end: number): void {
    const cell = cellOf(us)
    const row = (this.#rows[message] ??= newRow(likeness, seen))
    const isSame = row.seen === seen && row.likeness === likeness && row.cell === cell && !this.#isSingle
    if (row.count > 0 && !isSame) this.#sink(row)
    if (row.count === 0) this.#open.push(row)
    if (row.count === 0 || !isSame) {
      row.likeness = likeness
      row.seen = seen
      row.cell = cell
      row.count = 1
      put(row.first, us, line, start, end)
      return put(row.last, us, line, start, end)
    }
    row.count++
    if (us < row.first.us) put(row.first, us, line, start, end)
    if (us >= row.last.us) put(row.last, us, line, start, end)
  }

  /** Gives all that was not given yet. */
  settle(): void {
    for (const row of this.#open) {
      this.#sink(row)
      row.count = 0
    }
    this.#open.length = 0
  }
}

function newRow(likeness: Likeness, seen: Seen): Row {
  const nowhere = { us: 0, line: 0, start: 0, end: 0 }
  return { likeness, seen, cell: 0, count: 0, first: { ...nowhere }, last: { ...nowhere } }
}

function put(spot: Spot, us: number, line: number, start: number, end: number): void {
  spot.us = us
  spot.line = line
  spot.start = start
  spot.end = end
}
