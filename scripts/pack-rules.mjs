// Makes dist/rules.json and dist/pack.json of the rule files, so that the command starts without reading YAML. Runs after tsc.
import { readFileSync, writeFileSync } from 'node:fs'
import { formatRuleError, RulePackError } from '../dist/errors.js'
import { rarestColumns } from '../dist/match/rarity.js'
import { BUILTIN_RULES, loadRules } from '../dist/rules/load.js'
import { packRules } from '../dist/rules/packed.js'

/** How often the lines of a calm kubelet count, beside the samples of the rules. */
const CALM = 50

const write = (name, text) => writeFileSync(new URL(`../dist/${name}`, import.meta.url), text)

try {
  const rules = await loadRules(BUILTIN_RULES)
  const literals = new Set(rules.flatMap(({ signatures }) => signatures.map(({ contains }) => contains)))
  const texts = rules.flatMap(({ samples }) => [...samples.match, ...samples.noMatch].map(({ log }) => log))
  // What a kubelet that is well says all the time is what is searched most.
  const calm = readFileSync(new URL('calm.txt', import.meta.url), 'utf8')
  for (let times = 0; times < CALM; times++) texts.push(calm)
  const { json, pack } = packRules(rules, rarestColumns([...literals], texts))
  write('rules.json', json)
  write('pack.json', pack)
} catch (error) {
  if (!(error instanceof RulePackError)) throw error
  for (const one of error.errors) console.error(formatRuleError(one))
  process.exitCode = 1
}
