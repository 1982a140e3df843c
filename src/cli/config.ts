// `--config FILE`: the rules as a site wants them.
import { readFile } from 'node:fs/promises'
import { configureRules, Suppressor } from '../config/config.ts'
import { RulePackError, UsageError } from '../errors.ts'
import { readProblem } from '../input/find.ts'
import type { Rule } from '../rules/rule.ts'

export interface ConfiguredRules {
  readonly rules: readonly Rule[]
  readonly suppressor?: Suppressor
}

/** @throws UsageError when the file cannot be read, RulePackError with every problem in it */
export async function configured(rules: readonly Rule[], file: string | undefined): Promise<ConfiguredRules> {
  if (file === undefined) return { rules }
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new UsageError(`--config: ${file}: ${readProblem(error)}`)
  })
  const { decodeConfig } = await import('../config/decode.ts')
  const decoded = decodeConfig(text, file, rules)
  if (!decoded.ok) throw new RulePackError(decoded.errors)
  const { suppress = [] } = decoded.config
  return {
    rules: configureRules(rules, decoded.config),
    ...(suppress.length > 0 && { suppressor: new Suppressor(suppress) }),
  }
}
