// Distinct values of a few names, in a fixed amount of memory.
import { BoundedTable } from './bounded-table.ts'

/** By name; `more` when there were other values. */
export type ValuesState = readonly (readonly [name: string, values: readonly string[], more: boolean])[]

const MAX_VALUES = 8

export class Values {
  readonly #byName = new Map<string, BoundedTable<true>>()

  add(values: Readonly<Record<string, string>>): void {
    for (const name in values) this.#table(name).row(values[name] ?? '', known)
  }

  merge(state: ValuesState): void {
    for (const [name, values, more] of state) {
      for (const value of values) this.#table(name).row(value, known)
      if (more) this.#byName.set(name, new BoundedTable(MAX_VALUES, this.#table(name).sorted(), true))
    }
  }

  state(): ValuesState {
    return [...this.#byName]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, table]) => [name, table.sorted().map(([value]) => value), table.overflowed])
  }

  #table(name: string): BoundedTable<true> {
    const known = this.#byName.get(name)
    if (known !== undefined) return known
    const table = new BoundedTable<true>(MAX_VALUES)
    this.#byName.set(name, table)
    return table
  }
}

function known(): true {
  return true
}
