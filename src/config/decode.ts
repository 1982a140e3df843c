// YAML text -> configuration.
import type { RuleError } from '../errors.ts'
import type { Rule } from '../rules/rule.ts'
import { noRule } from '../rules/nearest.ts'
import { readYaml } from '../yaml/read.ts'
import type { Config } from './config.ts'

/** Decodes a configuration, or gives every problem with line and column; ids must be those of `rules`. */
export function decodeConfig(
  text: string,
  name: string,
  rules: readonly Rule[],
): { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly errors: RuleError[] } {
  const read = readYaml(text === '' ? '{}' : text, name, 'schema/config.schema.json')
  if (!read.ok) return read
  const config = read.data as Config // the schema has just said so
  const ids = new Set(rules.map(({ id }) => id))
  const named: [path: (string | number)[], id: string][] = [
    ...(config.disable ?? []).map((id, index): [(string | number)[], string] => [['disable', index], id]),
    ...Object.keys(config.levels ?? {}).map((id): [(string | number)[], string] => [['levels', id], id]),
    ...(config.suppress ?? []).map(({ rule }, index): [(string | number)[], string] => [
      ['suppress', index, 'rule'],
      rule,
    ]),
  ]
  const unknown = named.filter(([, id]) => !ids.has(id))
  if (unknown.length === 0) return { ok: true, config }
  return {
    ok: false,
    errors: unknown.map(([path, id]) => read.error('UNKNOWN_RULE', path, noRule(id, ids))),
  }
}
