// A table with a fixed number of rows: when there are more keys, those with the lowest hash stay. Which keys stay depends only
// on the set of keys, and a key that stays has been there since it was first seen, so its row is exact, whatever the order
// and however the keys were spread over tables that are merged.
import { hash53 } from './hash.ts'
import { own } from './own.ts'

export class BoundedTable<Row> {
  readonly #max: number
  readonly #rows = new Map<string, Row>()
  #overflowed = false
  #highest: { readonly hash: number; readonly key: string } | undefined

  constructor(max: number, rows: Iterable<readonly [string, Row]> = [], overflowed = false) {
    this.#max = max
    this.#rows = new Map(rows)
    this.#overflowed = overflowed
  }

  /** Were there more keys than rows? */
  get overflowed(): boolean {
    return this.#overflowed
  }

  get size(): number {
    return this.#rows.size
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  /** The row of a key, made when it is new; undefined when the key has no place. */
  row(key: string, make: () => Row): Row | undefined {
    const known = this.#rows.get(key)
    if (known !== undefined) return known
    if (this.#rows.size >= this.#max && !this.#makeRoom(key)) return undefined
    const row = make()
    this.#rows.set(own(key), row)
    return row
  }

  /** The rows by key, so that what is made of a table does not depend on the order in which it was filled. */
  sorted(): [string, Row][] {
    return [...this.#rows].sort(([a], [b]) => (a < b ? -1 : 1))
  }

  #makeRoom(key: string): boolean {
    this.#overflowed = true
    this.#highest ??= this.#findHighest()
    const hash = hash53(key)
    if (hash > this.#highest.hash || (hash === this.#highest.hash && key > this.#highest.key)) return false
    this.#rows.delete(this.#highest.key)
    this.#highest = undefined
    return true
  }

  #findHighest(): { hash: number; key: string } {
    let highest = { hash: -1, key: '' }
    for (const key of this.#rows.keys()) {
      const hash = hash53(key)
      if (hash > highest.hash || (hash === highest.hash && key > highest.key)) highest = { hash, key }
    }
    return highest
  }
}
