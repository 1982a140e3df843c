// The rules of a run: the built-in ones, and those of --rules, which replace built-in ones of the same id.
import { existsSync } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { MatcherOptions } from '../match/matcher.ts'
import { builtinRules, loadRules } from '../rules/load.ts'
import type { Rule } from '../rules/rule.ts'

export interface RulePack {
  readonly rules: readonly Rule[]
  readonly matcher: MatcherOptions
}

export async function rulePack(folder: string | undefined): Promise<RulePack> {
  const builtin = await builtinRules()
  if (folder === undefined) return { rules: builtin, matcher: {} }
  if (!existsSync(folder)) throw new UsageError(`--rules: ${folder}: no such folder`)
  const custom = await loadRules(folder, { known: builtin, custom: true })
  const replaced = new Set(custom.map(({ id }) => id))
  const { re2Regex } = await import('../match/re2.ts')
  return { rules: [...builtin.filter(({ id }) => !replaced.has(id)), ...custom], matcher: { customRegex: re2Regex } }
}
