// Things over time in a fixed number of cells. A cell is a stretch of time whose width is a power of two microseconds and
// which is aligned to the epoch; when there are too many cells, neighbours become one. The widths depend only on the set of times,
// so the result is the same in any order and over any merge.

/** 2^24 us: cells begin at about 17 seconds. */
export const FINEST = 24
/** The finest cell that a moment is in: what is in one of these is in one cell of all widths. */
export function cellOf(us: number): number {
  return Math.floor(us / 2 ** FINEST)
}

export interface BucketsState<Cell> {
  readonly level: number
  readonly cells: readonly (readonly [index: number, cell: Cell])[]
}

export class Buckets<Cell> {
  readonly #max: number
  readonly #merge: (a: Cell, b: Cell) => Cell
  #level = FINEST
  #width = 2 ** FINEST
  #cells = new Map<number, Cell>()

  /** `merge` joins two cells; it must be commutative and associative. */
  constructor(max: number, merge: (a: Cell, b: Cell) => Cell, state?: BucketsState<Cell>) {
    this.#max = max
    this.#merge = merge
    if (state !== undefined) {
      this.#level = state.level
      this.#width = 2 ** state.level
      this.#cells = new Map(state.cells)
    }
  }

  /** Microseconds that a cell spans. */
  get width(): number {
    return this.#width
  }

  /** The cell of a moment, where there is one. */
  get(us: number): Cell | undefined {
    return this.#cells.get(Math.floor(us / this.#width))
  }

  /** Are two moments in one cell? */
  isSame(us: number, other: number): boolean {
    return Math.floor(us / this.#width) === Math.floor(other / this.#width)
  }

  add(us: number, cell: Cell): void {
    this.#put(Math.floor(us / this.#width), cell)
    while (this.#cells.size > this.#max) this.#coarsen()
  }

  merge(state: BucketsState<Cell>): void {
    while (this.#level < state.level) this.#coarsen()
    const ratio = 2 ** (this.#level - state.level)
    for (const [index, cell] of state.cells) this.#put(Math.floor(index / ratio), cell)
    while (this.#cells.size > this.#max) this.#coarsen()
  }

  /** The cells, in any order. */
  cells(): Iterable<Cell> {
    return this.#cells.values()
  }

  /** The cells in the order of time. */
  sorted(): Cell[] {
    return this.state().cells.map(([, cell]) => cell)
  }

  state(): BucketsState<Cell> {
    return { level: this.#level, cells: [...this.#cells].sort(([a], [b]) => a - b) }
  }

  #put(index: number, cell: Cell): void {
    const known = this.#cells.get(index)
    this.#cells.set(index, known === undefined ? cell : this.#merge(known, cell))
  }

  #coarsen(): void {
    const fine = this.#cells
    this.#level++
    this.#width *= 2
    this.#cells = new Map()
    for (const [index, cell] of fine) this.#put(Math.floor(index / 2), cell)
  }
}

/** Cells anew and as fine as may be, however wide they were; each is where it begins. */
export function refine<Cell>(
  cells: readonly Cell[],
  beginOf: (cell: Cell) => number,
  merge: (a: Cell, b: Cell) => Cell,
): BucketsState<Cell> {
  const fine = new Buckets(Number.POSITIVE_INFINITY, merge)
  for (const cell of cells) fine.add(beginOf(cell), cell)
  return fine.state()
}
