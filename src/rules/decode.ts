// YAML text -> Rule, or every problem in it with line and column.
import { LineCounter, parseDocument } from 'yaml'
import type { RuleError, RuleErrorCode } from '../errors.ts'
import { parseDuration } from './duration.ts'
import type { Persistence, Rule } from './rule.ts'
import { schemaProblems } from './schema.ts'

/** A rule and where its parts stand in its file. */
export interface RuleFile {
  readonly rule: Rule
  /** An error at the part of the file that `path` names, or at its nearest parent that is there. */
  readonly error: (code: RuleErrorCode, path: readonly (string | number)[], message: string) => RuleError
}

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
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const at = (offset: number, code: RuleErrorCode, message: string): RuleError => {
    const { line, col } = counter.linePos(offset)
    return { code, file: name, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
  const error: RuleFile['error'] = (code, path, message) => at(offsetOf(document, path), code, message)
  if (document.errors.length > 0) {
    return {
      ok: false,
      errors: document.errors.map(({ pos, message }) => at(pos[0], 'YAML_SYNTAX', message.split('\n', 1)[0] ?? '')),
    }
  }
  const data: unknown = document.toJS()
  const problems = schemaProblems(data)
  if (problems.length > 0)
    return { ok: false, errors: problems.map(({ path, message }) => error('SCHEMA', path, message)) }
  return { ok: true, file: { rule: toRule(data as Written, name, custom), error } } // the schema has just said so
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range !== undefined) return node.range[0]
  }
  return 0
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
