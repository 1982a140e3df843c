// Stretches of time that are found by time: those of a moment cost the same whether there are few others or many, and however long
// some of them last.

export interface Stretch {
  readonly first: number
  readonly last: number
}

/**
 * Things that last for a stretch of time each.
 *
 * @example
 * const meals = new Stretches(['lunch', 'tea'], (meal) => (meal === 'tea' ? { first: 17, last: 18 } : { first: 12, last: 13 }))
 * meals.during({ first: 13, last: 16 }) //=> ['lunch']
 */
export class Stretches<Item> {
  /** In the order of their beginning. Seen as a tree: the root stands in the middle, each half is a tree of its own. */
  readonly #items: readonly (Stretch & { readonly item: Item })[]
  /** When the last one of the tree that has its root here ends. */
  readonly #ends: number[]

  constructor(items: readonly Item[], stretchOf: (item: Item) => Stretch) {
    this.#items = items
      .map((item) => {
        const { first, last } = stretchOf(item)
        return { first, last, item }
      })
      .sort((a, b) => a.first - b.first)
    this.#ends = this.#items.map(({ last }) => last)
    this.#findEnds(0, this.#items.length)
  }

  /** Those that last at any moment of a stretch, in the order of their beginning. */
  during(stretch: Stretch): Item[] {
    const found: Item[] = []
    this.collect(stretch, found)
    return found
  }

  /** The same, put behind what was found elsewhere. */
  collect(stretch: Stretch, found: Item[]): void {
    this.#collect(stretch, 0, this.#items.length, found)
  }

  #findEnds(low: number, high: number): number {
    if (low >= high) return Number.NEGATIVE_INFINITY
    const root = middle(low, high)
    const own = this.#ends[root] as number // from low to high there are items
    const end = Math.max(own, this.#findEnds(low, root), this.#findEnds(root + 1, high))
    this.#ends[root] = end
    return end
  }

  #collect(stretch: Stretch, low: number, high: number, found: Item[]): void {
    if (low >= high) return
    const root = middle(low, high)
    if ((this.#ends[root] as number) < stretch.first) return // from low to high there are items
    this.#collect(stretch, low, root, found)
    const { first, last, item } = this.#items[root] as Stretch & { item: Item } // as above
    if (first > stretch.last) return
    if (last >= stretch.first) found.push(item)
    this.#collect(stretch, root + 1, high, found)
  }
}

function middle(low: number, high: number): number {
  return (low + high) >>> 1
}

/** The stretch from the first beginning to the last end. */
export function wholeOf(stretches: readonly Stretch[]): Stretch {
  let begin = Number.POSITIVE_INFINITY
  let end = Number.NEGATIVE_INFINITY
  for (const { first, last } of stretches) {
    if (first < begin) begin = first
    if (last > end) end = last
  }
  return { first: begin, last: end }
}
