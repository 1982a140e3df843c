// One signature, compiled: all its conditions must hold for a record.
import type { LogRecord } from '../klog/record.ts'
import type { Confidence, Rule, Signature } from '../rules/rule.ts'
import { podName } from '../klog/pod-name.ts'
import { fieldConditions, notConditions, type Condition, type Obstacle } from './condition.ts'
import type { Regex, RegexCompiler } from './regex.ts'

/** One record and the signature of one rule that it matches. */
export interface Match {
  readonly rule: Rule
  readonly signature: string
  /** What the rule is about on this record: the value of the capture it names as its subject, or '' for the node. */
  readonly subject: string
  readonly captures: Readonly<Record<string, string>>
  readonly confidence: Confidence
  /** Says again what another match counts: evidence, but not one more event. */
  readonly echo: boolean
  /** Enough by itself for the rule's full level. */
  readonly decisive?: true
  /** What it tells of the node. */
  readonly facts?: Readonly<Record<string, string>>
}

const IN_BRACES = /\{(\w+)\}/g
/** Longest capture that is kept, in characters: names and paths are shorter, and reports must stay readable. */
const MAX_CAPTURE = 256

/** All that must hold for a record. */
interface Compiled {
  readonly fields: readonly Condition[]
  readonly regex: Regex | undefined
  readonly not: readonly Condition[]
}

export class CompiledSignature {
  readonly rule: Rule
  readonly signature: Signature
  /** Its place in the pack: of several signatures of a rule that match, the first one counts. */
  readonly order: number
  readonly #compile: RegexCompiler
  #compiled: Compiled | undefined

  /** What it says is compiled when the first record has its literal: of most signatures, none ever has. */
  constructor(rule: Rule, signature: Signature, order: number, compile: RegexCompiler) {
    this.rule = rule
    this.signature = signature
    this.order = order
    this.#compile = compile
  }

  /** Throws when a regex is not valid. */
  compile(): Compiled {
    const { regex, not = [] } = this.signature
    this.#compiled ??= {
      fields: fieldConditions(this.signature, this.#compile),
      regex: regex === undefined ? undefined : this.#compile(regex),
      not: notConditions(not, this.#compile),
    }
    return this.#compiled
  }

  /** `flat` is the flattened text of the record; that the literal stands where it must has been seen. */
  match(record: LogRecord, flat: string): Match | undefined {
    const { fields, regex, not } = this.#compiled ?? this.compile()
    if (!allHold(fields, record, flat)) return undefined
    const groups = regex ? regex(flat) : {}
    if (groups === undefined || !allHold(not, record, flat)) return undefined
    return toMatch(this.rule, this.signature, this.#captures(record, groups))
  }

  /** Every condition that keeps it from matching; none when {@link match} gives a match. */
  obstacles(record: LogRecord, flat: string): Obstacle[] {
    const { regex } = this.signature
    const compiled = this.compile()
    const isRegexAtFault = regex !== undefined && compiled.regex?.(flat) === undefined
    return [
      ...failing(compiled.fields, record, flat),
      ...(isRegexAtFault ? [{ condition: 'regex', regex } as const] : []),
      ...failing(compiled.not, record, flat),
    ]
  }

  #captures(record: LogRecord, groups: Readonly<Record<string, string>>): Record<string, string> {
    const captures: Record<string, string> = {}
    const add = (name: string, value: string | undefined): void => {
      if (value !== undefined && value !== '' && captures[name] === undefined)
        captures[name] = (name === 'pod' ? podName(value) : value).slice(0, MAX_CAPTURE)
    }
    for (const [name, value] of Object.entries(groups)) add(name, value)
    for (const [name, from] of Object.entries(this.signature.captures ?? {}))
      add(name, record.value(from.slice('values.'.length)))
    if (this.rule.subject !== 'node') add(this.rule.subject, record.value(this.rule.subject))
    return captures
  }
}

/** The match of a signature all of whose conditions hold. */
export function toMatch(rule: Rule, signature: Signature, captures: Readonly<Record<string, string>>): Match {
  const { id, confidence = 'high', echo = false, decisive, facts } = signature
  return {
    rule,
    signature: id,
    subject: rule.subject === 'node' ? '' : (captures[rule.subject] ?? ''),
    captures,
    confidence,
    echo,
    ...(decisive && { decisive }),
    ...(facts && { facts: fillIn(facts, captures) }),
  }
}

/** The facts whose captures the record has. */
function fillIn(
  facts: Readonly<Record<string, string>>,
  captures: Readonly<Record<string, string>>,
): Record<string, string> {
  const filled = Object.entries(facts)
    .filter(([, words]) => namesIn(words).every((name) => captures[name] !== undefined))
    .map(([fact, words]) => [fact, words.replace(IN_BRACES, (_all, name: string) => captures[name] ?? '')])
  return Object.fromEntries(filled) as Record<string, string> // pairs of texts
}

/** The captures that a text names in braces. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(IN_BRACES)].map(([, name]) => name ?? '')
}

function allHold(conditions: readonly Condition[], record: LogRecord, flat: string): boolean {
  for (const condition of conditions) if (!condition.holds(record, flat)) return false
  return true
}

function failing(conditions: readonly Condition[], record: LogRecord, flat: string): Obstacle[] {
  return conditions.filter(({ holds }) => !holds(record, flat)).map(({ obstacle }) => obstacle(record))
}
