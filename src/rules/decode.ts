// YAML text -> Rule, or every problem in it with line and column.
import type { RuleError } from '../errors.ts'
import { readYaml, type ErrorAt } from '../yaml/read.ts'
import { parseDuration } from './duration.ts'
import type { Persistence, Rule } from './rule.ts'

/** A rule and where its parts stand in its file. */
export interface RuleFile {
  readonly rule: Rule
  readonly error: ErrorAt
}

/** A rule file that was read, or all that is wrong with it. */
export type Decoded =
  { readonly ok: true; readonly file: RuleFile } | { readonly ok: false; readonly errors: RuleError[] }

/** The rule as it stands in YAML: optional lists absent, durations as text. */
type Written = Partial<Omit<Rule, 'window' | 'persistence' | 'occurrences' | 'samples'>> &
  Pick<Rule, 'id' | 'title' | 'role' | 'level' | 'status' | 'description'> & {
    readonly window?: string
    readonly persistence?: Omit<Persistence, 'lasting' | 'startup'> & {
      readonly lasting?: string
      readonly startup?: string
    }
    readonly occurrences?: { readonly of: string; readonly count: number; readonly within: string }
    readonly samples?: Partial<Rule['samples']>
  }

/**
 * Decodes one rule file. `name` is its path as messages should show it; the folder it is in becomes the rule's area.
 *
 * @example
 * const decoded = decodeRule(text, 'rules/host/swap-enabled.yaml')
 * if (!decoded.ok) for (const error of decoded.errors) console.error(formatRuleError(error))
 */
export function decodeRule(text: string, name: string, custom = false): Decoded {
  const read = readYaml(text, name, 'rules/rule.schema.json')
  if (!read.ok) return read
  return { ok: true, file: { rule: toRule(read.data as Written, name, custom), error: read.error } } // the schema has just said so
}

function toRule(
  { window, persistence, occurrences, samples, ...written }: Written,
  name: string,
  custom: boolean,
): Rule {
  return {
    subject: 'node',
    explains: [],
    recoveredBy: [],
    signatures: [],
    falsePositives: [],
    remediation: [],
    references: [],
    ...written,
    description: written.description.trim(),
    window: parseDuration(window ?? '1m'),
    ...(persistence && { persistence: toPersistence(persistence) }),
    ...(occurrences && { occurrences: { ...occurrences, within: parseDuration(occurrences.within) } }),
    samples: { match: [], noMatch: [], ...samples },
    area: name.split(/[\\/]/).at(-2) ?? '',
    ...(custom && { custom: true as const }),
  }
}

function toPersistence({ lasting, startup, ...rest }: NonNullable<Written['persistence']>): Persistence {
  return {
    ...rest,
    ...(lasting !== undefined && { lasting: parseDuration(lasting) }),
    ...(startup !== undefined && { startup: parseDuration(startup) }),
  }
}
