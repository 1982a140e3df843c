// What a site knows better: rules switched off, other levels, failures that are known and accepted.
import type { Match } from '../match/signature.ts'
import type { Level, Rule } from '../rules/rule.ts'
import { UNDATED } from '../time/instant.ts'

/** Matches of a rule that are counted and not reported. `*` in subject and node stands for any text. */
export interface Suppression {
  readonly rule: string
  readonly subject?: string
  readonly node?: string
  readonly reason: string
  /** `2025-03-31`: last day, in UTC and by the time of the log, on which it holds. */
  readonly until?: string
}

/** What a site knows better: docs/configuration.md describes every field. */
export interface Config {
  readonly disable?: readonly string[]
  readonly levels?: Readonly<Record<string, Level>>
  readonly suppress?: readonly Suppression[]
}

/** The rules as the configuration wants them. */
export function configureRules(rules: readonly Rule[], { disable = [], levels = {} }: Config): Rule[] {
  const off = new Set(disable)
  return rules.filter(({ id }) => !off.has(id)).map((rule) => ({ ...rule, level: levels[rule.id] ?? rule.level }))
}

/** Tells which matches are suppressed. */
export class Suppressor {
  readonly #byRule = new Map<
    string,
    { readonly suppression: Suppression; readonly holds: (node: string, subject: string, us: number) => boolean }[]
  >()

  constructor(suppressions: readonly Suppression[]) {
    for (const suppression of suppressions) {
      const list = this.#byRule.get(suppression.rule) ?? []
      this.#byRule.set(suppression.rule, [...list, { suppression, holds: compile(suppression) }])
    }
  }

  /** The suppression that a match falls under. `us` is when it was, in epoch microseconds. */
  find({ rule, subject }: Match, node: string, us: number): Suppression | undefined {
    return this.#byRule.get(rule.id)?.find(({ holds }) => holds(node, subject, us))?.suppression
  }
}

function compile({
  subject = '*',
  node = '*',
  until,
}: Suppression): (node: string, subject: string, us: number) => boolean {
  const isSubject = wildcard(subject)
  const isNode = wildcard(node)
  const end = until === undefined ? Number.POSITIVE_INFINITY : (Date.parse(`${until}T00:00:00Z`) + 86_400_000) * 1000
  return (where, about, us) => isNode(where) && isSubject(about) && (us === UNDATED || us < end)
}

/** `*` stands for any text: pieces are looked for one after the other, so that no pattern is slow. */
function wildcard(pattern: string): (text: string) => boolean {
  const [head = '', ...rest] = pattern.split('*')
  const tail = rest.pop()
  return (text) => {
    if (tail === undefined) return text === head
    if (!text.startsWith(head) || !text.endsWith(tail) || text.length < head.length + tail.length) return false
    let at = head.length
    for (const piece of rest) {
      const found = text.indexOf(piece, at)
      if (found === -1) return false
      at = found + piece.length
    }
    return at <= text.length - tail.length
  }
}
