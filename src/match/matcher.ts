// records -> matches: first the literals, all in one pass; then, for the few signatures whose literal is there, its place, the
// fields and the regex.
import type { LogRecord } from '../klog/record.ts'
import type { Rule } from '../rules/rule.ts'
import { boundedRegex } from './bounded.ts'
import { byIdentifier } from './by-identifier.ts'
import type { Obstacle } from './condition.ts'
import { rivalOf, type Explanation } from './explain.ts'
import { Gate } from './gate.ts'
import { Literals, type Hit, type LiteralTables } from './literals.ts'
import type { Columns } from './rarity.ts'
import { re2Regex } from './re2.ts'
import type { RegexCompiler } from './regex.ts'
import { CompiledSignature, type Match } from './signature.ts'
import { TextBytes } from './text-bytes.ts'
import { flatten, placeOf, standsAt } from './text.ts'

/** How rules are compiled. */
export interface MatcherOptions {
  /** Compiles the regexes of custom rules; RE2 when absent. */
  readonly customRegex?: RegexCompiler
  /** What packed rules know of their literals. */
  readonly columns?: Columns
}

const NONE: readonly Match[] = []
const NO_LIST = '`rules` must be a list of rules: what `await builtinRules()` of kubelog-diagnose/node gives'

/**
 * Matches records against rules. At most one match a rule; a noise rule's match stands alone.
 *
 * @example
 * new Matcher(rules).match(record).map(({ rule }) => rule.id) //=> ['cadvisor-start-failed', 'inotify-watches-exhausted']
 */
export class Matcher {
  readonly #literals: Literals
  readonly #bytes = new TextBytes()
  readonly #gate: Gate
  /** The signatures of each literal, in the order of the rules. */
  readonly #signatures: readonly (readonly CompiledSignature[])[]
  /** What an identifier matches by itself. */
  readonly #byIdentifier: ReadonlyMap<string, readonly Match[]>

  /** @throws TypeError when `rules` is no list: a forgotten `await` is told as that. */
  constructor(rules: readonly Rule[], { customRegex = re2Regex, columns }: MatcherOptions = {}) {
    if (!isList(rules)) throw new TypeError(NO_LIST)
    const byLiteral = new Map<string, CompiledSignature[]>()
    let order = 0
    for (const rule of rules) {
      for (const signature of rule.signatures) {
        if (signature.at === 'identifier') continue
        const compiled = new CompiledSignature(rule, signature, order++, rule.custom ? customRegex : boundedRegex)
        if (rule.custom) compiled.compile() // a mistake in it shall show at once
        const known = byLiteral.get(signature.contains)
        if (known === undefined) byLiteral.set(signature.contains, [compiled])
        else known.push(compiled)
      }
    }
    this.#literals = new Literals([...byLiteral.keys()], columns)
    this.#signatures = [...byLiteral.values()]
    this.#gate = new Gate(this.#literals, this.#signatures)
    this.#byIdentifier = byIdentifier(rules)
  }

  /** What a record matches. */
  match(record: LogRecord): readonly Match[] {
    const source = this.ofIdentifier(record)
    const matches = this.#matches(record)
    if (source.length === 0 || matches[0]?.rule.role === 'noise') return matches
    return matches.length === 0 ? source : [...matches, ...source]
  }

  /** What every record of this one's identifier matches. @internal */
  ofIdentifier({ source }: LogRecord): readonly Match[] {
    return this.#byIdentifier.get(source.SYSLOG_IDENTIFIER ?? '') ?? NONE
  }

  /** May a rule match the message of a klog record that is the bytes from `start` to `end`? {@link match} is sure. @internal */
  mayMatch(text: DataView, start: number, end: number): boolean {
    return this.#gate.isOpen(text, start, end)
  }

  /** What it takes to do the same as {@link mayMatch} by other means. @internal */
  get literals(): LiteralTables {
    return this.#gate.tables
  }

  /**
   * What {@link match} gives, without what every record of its identifier matches, and why each other signature whose literal
   * is in the record does not count.
   *
   * @example
   * new Matcher(rules).explain(record).nearMisses[0]?.obstacles //=> [{ condition: 'severity', wanted: ['E'], is: 'I' }]
   */
  explain(record: LogRecord): Explanation {
    const matches = this.#matches(record)
    const flat = flatten(record.text)
    const nearMisses = [...this.#misplaced(record)]
      .sort(([a], [b]) => a.order - b.order)
      .filter(([{ rule, signature }]) => !matches.some((it) => it.rule === rule && it.signature === signature.id))
      .map(([compiled, misplaced]) => {
        const { rule, signature } = compiled
        const obstacles = [...(misplaced ? [misplaced] : []), ...compiled.obstacles(record, flat)]
        return { rule, signature, obstacles: obstacles.length > 0 ? obstacles : [rivalOf(rule, matches)] }
      })
    return { matches, nearMisses }
  }

  /** What matches the text of a record. */
  #matches(record: LogRecord): readonly Match[] {
    const candidates = this.#candidates(record)
    if (candidates === undefined) return NONE
    const flat = flatten(record.text)
    const byRule = new Map<Rule, Match>()
    for (const candidate of [...candidates].sort((a, b) => a.order - b.order)) {
      if (byRule.has(candidate.rule)) continue
      const match = candidate.match(record, flat)
      if (match !== undefined) byRule.set(candidate.rule, match)
    }
    const matches = [...byRule.values()]
    const noise = matches.find(({ rule }) => rule.role === 'noise')
    return noise ? [noise] : matches
  }

  #search(text: string, hit: Hit): void {
    this.#bytes.set(text)
    this.#literals.search(this.#bytes.view, 0, this.#bytes.length, (literal, at) =>
      hit(literal, this.#bytes.column(at)),
    )
  }

  #candidates(record: LogRecord): Set<CompiledSignature> | undefined {
    let candidates: Set<CompiledSignature> | undefined
    this.#search(record.text, (literal, start) => {
      for (const compiled of this.#signatures[literal] ?? []) {
        if (candidates?.has(compiled) || !standsAt(compiled.signature.at, record, start)) continue
        candidates ??= new Set()
        candidates.add(compiled)
      }
    })
    return candidates
  }

  /** Every signature whose literal is in the record, with what is wrong when it only stands where it does not count. */
  #misplaced(record: LogRecord): Map<CompiledSignature, Obstacle | undefined> {
    const found = new Map<CompiledSignature, Obstacle | undefined>()
    this.#search(record.text, (literal, start) => {
      for (const compiled of this.#signatures[literal] ?? []) {
        const wanted = compiled.signature.at
        if (standsAt(wanted, record, start)) found.set(compiled, undefined)
        else if (!found.has(compiled)) found.set(compiled, { condition: 'at', wanted, is: placeOf(record, start) })
      }
    })
    return found
  }
}

/** Callers in JavaScript have no compiler that tells them. */
function isList(value: unknown): boolean {
  return Array.isArray(value)
}
