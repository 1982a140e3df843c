// The rule pack as the build makes it: what every run needs of the rules in one text, and the rest of each rule where it stands in the other,
// rules.json, to be read when a report shows it.
import type { Rule } from './rule.ts'

/** What most runs need of few rules. */
type Later = 'description' | 'falsePositives' | 'remediation' | 'references' | 'samples'

interface Pack {
  /** Where in rules.json each rule begins, and its last one ends, in bytes. */
  readonly begins: readonly number[]
  /** Where the rarest pieces of each literal are, in the order of the literals. */
  readonly columns: readonly number[]
  readonly rules: readonly Omit<Rule, Later>[]
}

/** Rules, and what the build has found out about their literals. */
export interface PackedRules {
  readonly rules: readonly Rule[]
  readonly columns: ReadonlyMap<string, number>
}

/** Rules -> rules.json and the pack. `columns` are what `rarestColumns` gives for the literals of the rules. */
export function packRules(
  rules: readonly Rule[],
  columns: ReadonlyMap<string, number>,
): { readonly json: string; readonly pack: string } {
  const encoder = new TextEncoder()
  const texts = rules.map((rule) => JSON.stringify(rule))
  const begins = [1]
  for (const text of texts) begins.push((begins.at(-1) ?? 0) + encoder.encode(text).length + 1)
  const pack: Pack = {
    begins,
    columns: literalsOf(rules).map((literal) => columns.get(literal) ?? 0),
    rules: rules.map(
      ({ description: _1, falsePositives: _2, remediation: _3, references: _4, samples: _5, ...core }) => core,
    ),
  }
  return { json: `[${texts.join(',')}]`, pack: ascii(JSON.stringify(pack)) }
}

/**
 * The rules of a pack. `read` gives the text between two bytes of rules.json; it is asked once for each rule of which more is needed.
 *
 * @example
 * unpackRules(pack, (begin, end) => json.slice(begin, end)).rules[0]?.description
 */
export function unpackRules(pack: string, read: (begin: number, end: number) => string): PackedRules {
  const { begins, columns, rules: cores } = JSON.parse(pack) as Pack // made by packRules()
  const rules = cores.map((core, index) => {
    const [begin = 0, next = 0] = begins.slice(index, index + 2)
    return unpacked(core, () => JSON.parse(read(begin, next - 1)) as Rule)
  })
  return { rules, columns: new Map(literalsOf(rules).map((literal, index) => [literal, columns[index] ?? 0])) }
}

function unpacked(core: Omit<Rule, Later>, read: () => Rule): Rule {
  let known: Rule | undefined
  READERS.set(core, () => (known ??= read()))
  return Object.defineProperties(core, LATER) as Rule // which it is now
}

/** What gives the rest of each rule. */
const READERS = new WeakMap<object, () => Rule>()

/** The same for all rules: with functions of its own, each of them would be an object of a kind of its own. */
const LATER: Record<Later, PropertyDescriptor> = {
  description: later('description'),
  falsePositives: later('falsePositives'),
  remediation: later('remediation'),
  references: later('references'),
  samples: later('samples'),
}

function later(field: Later): PropertyDescriptor {
  const get = function (this: object): unknown {
    return READERS.get(this)?.()[field]
  }
  return { get, enumerable: true, configurable: true }
}

/** A JSON text in characters that every encoding has: it is read sooner. */
function ascii(json: string): string {
  return json.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The distinct literals, in the order in which they first stand in the rules. */
function literalsOf(rules: readonly Pick<Rule, 'signatures'>[]): string[] {
  const literals = new Set<string>()
  for (const { signatures } of rules) for (const { contains } of signatures) literals.add(contains)
  return [...literals]
}
