// `kubelog-diagnose rules list | show ID | check [DIR]`
import { stringify } from 'yaml'
import { formatRuleError, UsageError } from '../errors.ts'
import { plural } from '../report/text/words.ts'
import { BUILTIN_RULES, builtinRules, readRuleFiles } from '../rules/load.ts'
import type { Rule } from '../rules/rule.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { requireFolder, rulePack } from './rule-pack.ts'
import { write } from './write.ts'

export async function listRules(folder: string | undefined, output: 'text' | 'json', io: Io): Promise<ExitCode> {
  const { rules } = await rulePack(folder)
  const sorted = [...rules].sort((a, b) => (a.area + a.id < b.area + b.id ? -1 : 1))
  const width = Math.max(...sorted.map(({ id }) => id.length))
  const line = ({ id, role, level, title }: Rule): string =>
    `${id.padEnd(width)}  ${role.padEnd(9)}  ${level.padEnd(13)}  ${title}\n`
  const json = sorted.map(({ id, area, role, level, status, title }) => ({ id, area, role, level, status, title }))
  await write(io.stdout, output === 'json' ? `${JSON.stringify(json, null, 2)}\n` : sorted.map(line).join(''))
  return EXIT.fine
}

export async function showRule(
  id: string,
  folder: string | undefined,
  output: 'text' | 'json',
  io: Io,
): Promise<ExitCode> {
  const rules = folder === undefined ? await builtinRules() : (await rulePack(folder)).rules // as their files have them
  const rule = rules.find((candidate) => candidate.id === id)
  if (rule === undefined) throw new UsageError(await noRule(id, rules))
  await write(io.stdout, output === 'json' ? `${JSON.stringify(rule, null, 2)}\n` : describe(rule, rules))
  return EXIT.fine
}

export async function checkRulePack(folder: string | undefined, io: Io): Promise<ExitCode> {
  const where = folder ?? BUILTIN_RULES
  requireFolder(where)
  const { checkRules } = await import('../check/check.ts')
  const { files, errors } = await readRuleFiles(where, { custom: folder !== undefined })
  const own = new Set(files.map(({ rule }) => rule.id))
  const known = folder === undefined ? [] : (await builtinRules()).filter(({ id }) => !own.has(id))
  const all = [...errors, ...checkRules(files, known)]
  for (const error of all) io.stderr.write(`${formatRuleError(error)}\n`)
  const samples = files.reduce((sum, { rule }) => sum + rule.samples.match.length + rule.samples.noMatch.length, 0)
  const signatures = files.reduce((sum, { rule }) => sum + rule.signatures.length, 0)
  const counted = [plural(files.length, 'rule'), plural(signatures, 'signature'), plural(samples, 'sample')].join(', ')
  await write(io.stdout, `${counted}: ${plural(all.length, 'problem')}\n`)
  return all.length > 0 ? EXIT.failed : EXIT.fine
}

/** The parts that a person wants to read; `--output json` has everything. */
function describe(rule: Rule, rules: readonly Rule[]): string {
  const causes = rules.filter(({ explains }) => explains.includes(rule.id)).map(({ id }) => id)
  return stringify(
    {
      id: rule.id,
      title: rule.title,
      role: rule.role,
      level: rule.level,
      description: rule.description,
      ...(rule.impact !== undefined && { impact: rule.impact }),
      ...(causes.length > 0 && { explainedBy: causes }),
      ...(rule.explains.length > 0 && { explains: rule.explains }),
      ...(rule.recoveredBy.length > 0 && { recoveredBy: rule.recoveredBy }),
      signatures: rule.signatures.map(({ id, contains, regex }) => ({
        id,
        contains,
        ...(regex !== undefined && { regex }),
      })),
      ...(rule.remediation.length > 0 && { remediation: rule.remediation }),
      ...(rule.falsePositives.length > 0 && { falsePositives: rule.falsePositives }),
      ...(rule.references.length > 0 && { references: rule.references }),
    },
    { lineWidth: 100 },
  )
}

async function noRule(id: string, rules: readonly Rule[]): Promise<string> {
  const { nearest } = await import('../rules/nearest.ts')
  const near = nearest(
    id,
    rules.map((rule) => rule.id),
  )
  return `there is no rule "${id}"${near === undefined ? '' : `; did you mean ${near}?`}`
}
