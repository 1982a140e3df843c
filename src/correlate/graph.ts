// The causal graph of the rules: which rule leads to which, and how directly.
import type { Rule } from '../rules/rule.ts'

const NONE: readonly string[] = []

export class CausalGraph {
  readonly rules: ReadonlyMap<string, Rule>
  /** For each rule, those that say that they explain it. */
  readonly #explainedBy = new Map<string, string[]>()
  /** For each rule that was asked for, the rules that lead to it and over how many links at least. */
  readonly #causes = new Map<string, ReadonlyMap<string, number>>()

  constructor(rules: readonly Rule[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]))
    for (const { id, explains } of rules) {
      for (const effect of explains) {
        const known = this.#explainedBy.get(effect)
        if (known === undefined) this.#explainedBy.set(effect, [id])
        else known.push(id)
      }
    }
  }

  /** Rules that lead to `effect`, directly (1) or through others. */
  causesOf(effect: string): ReadonlyMap<string, number> {
    const known = this.#causes.get(effect)
    if (known !== undefined) return known
    const causes = this.#trace(effect)
    this.#causes.set(effect, causes)
    return causes
  }

  /** Number of links from cause to effect; undefined when there is no way. */
  distance(cause: string, effect: string): number | undefined {
    return this.causesOf(effect).get(cause)
  }

  #trace(effect: string): Map<string, number> {
    const causes = new Map<string, number>()
    let front: readonly string[] = [effect]
    for (let distance = 1; front.length > 0; distance++) {
      const next = new Set(front.flatMap((id) => this.#explainedBy.get(id) ?? NONE))
      front = [...next].filter((id) => id !== effect && !causes.has(id))
      for (const cause of front) causes.set(cause, distance)
    }
    return causes
  }
}
