// Known names -> where they stand in a text, as whole words. It takes time in proportion to the text, however many names there are.
import type { Edit } from '../mask/edit.ts'

interface Branch {
  by?: string
  readonly next: Map<string, Branch>
}

/** Words, and what stands between them: one character, or one that is written as an escape. */
const TOKEN = /%[\da-f]{2}|\\(?:[nrt]|u[\da-f]{4})|[\p{L}\p{N}]+|[^\p{L}\p{N}]/giu

/**
 * @example
 * const table = new NameTable()
 * table.add('web-0', 'pod-1')
 * table.find('pod web-0 and web-01') //=> [{ start: 4, end: 9, by: 'pod-1' }]
 */
export class NameTable {
  readonly #root: Branch = { next: new Map() }

  /** The first pseudonym of a name stays. */
  add(name: string, by: string): void {
    let branch = this.#root
    for (const { text } of tokensOf(name)) {
      const next = branch.next.get(text) ?? { next: new Map() }
      branch.next.set(text, next)
      branch = next
    }
    if (branch !== this.#root) branch.by ??= by
  }

  /** The longest names, from left to right. */
  find(text: string): Edit[] {
    if (this.#root.next.size === 0) return []
    const tokens = tokensOf(text)
    const edits: Edit[] = []
    for (let at = 0; at < tokens.length;) {
      const { by, end } = this.#longest(tokens, at)
      if (by !== undefined) edits.push({ start: tokens[at]?.start ?? 0, end: tokens[end - 1]?.end ?? 0, by })
      at = end
    }
    return edits
  }

  /** Where the beginning of a name is that the end of the text cuts off; the longest one. */
  findCut(text: string): number | undefined {
    const tokens = tokensOf(text.slice(-LONGEST))
    const from = Math.max(0, text.length - LONGEST)
    const last = tokens.at(-1)
    if (last === undefined) return undefined
    for (const [at, { start }] of tokens.entries()) {
      if (last.end - start < SHORTEST) return undefined
      let branch: Branch | undefined = this.#root
      for (const { text } of tokens.slice(at, -1)) branch = branch?.next.get(text)
      if (branch !== undefined && beginsOne(branch, last.text)) return from + start
    }
    return undefined
  }

  #longest(tokens: readonly Token[], from: number): { readonly by?: string; readonly end: number } {
    let [branch, found]: [Branch | undefined, { by?: string; end: number }] = [this.#root, { end: from + 1 }]
    for (let at = from; branch !== undefined; at++) {
      if (branch.by !== undefined) found = { by: branch.by, end: at }
      branch = branch.next.get(tokens[at]?.text ?? '')
    }
    return found
  }
}

/** Characters of the longest names, and of what may be the beginning of one. */
const LONGEST = 253
const SHORTEST = 4

function beginsOne({ next }: Branch, text: string): boolean {
  for (const token of next.keys()) if (token.startsWith(text)) return true
  return false
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Names of hosts are the same in upper case. */
function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(({ index, 0: token }) => ({
    text: token.toLowerCase(),
    start: index,
    end: index + token.length,
  }))
}
