// The causal graph of the rules: which rule leads to which, and how directly.
import type { Rule } from '../rules/rule.ts'

export class CausalGraph {
  readonly rules: ReadonlyMap<string, Rule>
  /** For each rule, the rules that lead to it and over how many links at least. */
  readonly #causes = new Map<string, Map<string, number>>()

  constructor(rules: readonly Rule[]) {
    this.rules = new Map(rules.map((rule) => [rule.id, rule]))
    for (const rule of rules) this.#spread(rule.id)
  }

  /** Rules that lead to `effect`, directly (1) or through others. */
  causesOf(effect: string): ReadonlyMap<string, number> {
    return this.#causes.get(effect) ?? new Map()
  }

  /** Number of links from cause to effect; undefined when there is no way. */
  distance(cause: string, effect: string): number | undefined {
    return this.#causes.get(effect)?.get(cause)
  }

  #spread(cause: string): void {
    const seen = new Set([cause])
    let front = [cause]
    for (let distance = 1; front.length > 0; distance++) {
      const effects = front.flatMap((id) => this.rules.get(id)?.explains ?? [])
      front = [...new Set(effects)].filter((id) => !seen.has(id))
      for (const effect of front) {
        seen.add(effect)
        const causes = this.#causes.get(effect) ?? new Map<string, number>()
        this.#causes.set(effect, causes.set(cause, distance))
      }
    }
  }
}
