// Makes dist/rules.json and dist/pack.json of the rule files, so that the command starts without reading YAML. Runs after tsc.
import { writeFileSync } from 'node:fs'
import { formatRuleError, RulePackError } from '../dist/errors.js'
import { rarestColumns } from '../dist/match/rarity.js'
import { BUILTIN_RULES, loadRules } from '../dist/rules/load.js'
import { packRules } from '../dist/rules/packed.js'

const write = (name, text) => writeFileSync(new URL(`../dist/${name}`, import.meta.url), text)

try {
  const rules = await loadRules(BUILTIN_RULES)
  const literals = new Set(rules.flatMap(({ signatures }) => signatures.map(({ contains }) => contains)))
  const texts = rules.flatMap(({ samples }) => [...samples.match, ...samples.noMatch].map(({ log }) => log))
  const { json, pack } = packRules(rules, rarestColumns([...literals], texts))
  write('rules.json', json)
  write('pack.json', pack)
} catch (error) {
  if (!(error instanceof RulePackError)) throw error
  for (const one of error.errors) console.error(formatRuleError(one))
  process.exitCode = 1
}
