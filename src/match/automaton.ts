// Aho-Corasick: finds all literals of all rules in one pass over a text, at a cost that does not grow with their number.

const CLASSES = 128

/**
 * Finds ASCII literals.
 *
 * @example
 * new Automaton(['she', 'he']).search('ushers', (literal, start) => console.log(literal, start)) //=> 0 1, 1 2
 */
export class Automaton {
  /** next state = #next[state * #width + class of the character] */
  readonly #next: Int32Array
  readonly #classOf = new Uint8Array(CLASSES)
  readonly #width: number
  /** Literals that end in a state, longest first; most states have none. */
  readonly #found: (readonly number[] | undefined)[]
  readonly #lengths: readonly number[]

  constructor(literals: readonly string[]) {
    this.#lengths = literals.map(({ length }) => length)
    this.#width = this.#classify(literals)
    const trie = new Trie(literals, (code) => this.#classOf[code] ?? 0)
    this.#found = trie.ends
    this.#next = trie.complete(this.#width)
  }

  /** Calls `hit` with the number of each literal that stands in `text` and the column where it starts. */
  search(text: string, hit: (literal: number, start: number) => void): void {
    let state = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      const next = this.#next[state * this.#width + (code < CLASSES ? (this.#classOf[code] ?? 0) : 0)] ?? 0
      state = next
      const found = this.#found[state]
      if (found !== undefined) for (const literal of found) hit(literal, at + 1 - (this.#lengths[literal] ?? 0))
    }
  }

  /** Characters that stand in no literal share class 0, which keeps the table small. */
  #classify(literals: readonly string[]): number {
    let width = 1
    for (const literal of literals) {
      for (const char of literal) {
        const code = char.charCodeAt(0)
        if (this.#classOf[code] === 0) this.#classOf[code] = width++
      }
    }
    return width
  }
}

/** The tree of the literals, and the automaton's table made of it. */
class Trie {
  readonly ends: (number[] | undefined)[] = [undefined]
  readonly #children: Map<number, number>[] = [new Map()]

  constructor(literals: readonly string[], classOf: (code: number) => number) {
    literals.forEach((literal, number) => {
      let state = 0
      for (const char of literal) state = this.#child(state, classOf(char.charCodeAt(0)))
      this.ends[state] = [...(this.ends[state] ?? []), number]
    })
  }

  /** Breadth first, each state takes what its longest proper suffix has: its transitions and its literals. */
  complete(width: number): Int32Array {
    const table = new Int32Array(this.#children.length * width)
    const queue: { state: number; suffix: number }[] = [{ state: 0, suffix: 0 }]
    for (const { state, suffix } of queue) {
      if (state !== 0) table.copyWithin(state * width, suffix * width, (suffix + 1) * width)
      if (state !== 0 && this.ends[suffix])
        this.ends[state] = [...(this.ends[state] ?? []), ...(this.ends[suffix] ?? [])]
      for (const [char, child] of this.#children[state] ?? []) {
        queue.push({ state: child, suffix: state === 0 ? 0 : (table[suffix * width + char] ?? 0) })
        table[state * width + char] = child
      }
    }
    return table
  }

  #child(state: number, char: number): number {
    const children = this.#children[state] as Map<number, number> // every state has its map
    const known = children.get(char)
    if (known !== undefined) return known
    const child = this.#children.push(new Map()) - 1
    this.ends.push(undefined)
    children.set(char, child)
    return child
  }
}
