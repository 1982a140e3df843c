// The rules of a run: the built-in ones, and those of --rules, which replace built-in ones of the same id.
import { statSync } from 'node:fs'
import { RulePackError, UsageError } from '../errors.ts'
import type { MatcherOptions } from '../match/matcher.ts'
import { builtinRules, packedRules, readRuleFiles } from '../rules/load.ts'
import { withRules, type Rule } from '../rules/rule.ts'

export interface RulePack {
  readonly rules: readonly Rule[]
  readonly matcher: MatcherOptions
}

export async function rulePack(folder: string | undefined): Promise<RulePack> {
  if (folder === undefined) return builtinPack()
  requireFolder(folder)
  const builtin = await builtinRules()
  const [{ re2Regex }, { packErrors }, { checkRule }] = await Promise.all([
    import('../match/re2.ts'),
    import('../rules/pack.ts'),
    import('../check/check-rule.ts'),
  ])
  const { files, errors } = await readRuleFiles(folder, { custom: true })
  const all = [...errors, ...packErrors(files, builtin), ...files.flatMap((file) => checkRule(file, re2Regex))]
  if (all.length > 0) throw new RulePackError(all)
  const rules = withRules(
    builtin,
    files.map(({ rule }) => rule),
  )
  return { rules, matcher: { customRegex: re2Regex } }
}

async function builtinPack(): Promise<RulePack> {
  const packed = packedRules()
  if (packed === undefined) return { rules: await builtinRules(), matcher: {} }
  return { rules: packed.rules, matcher: { columns: packed.columns } }
}

/** @throws UsageError when there is no such folder */
export function requireFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new UsageError(`${folder}: no such folder (of rule files)`)
}
