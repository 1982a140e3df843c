// Makes dist/rules.json of the rule files, so that the command starts without reading YAML. Runs after tsc.
import { writeFileSync } from 'node:fs'
import { formatRuleError, RulePackError } from '../dist/errors.js'
import { BUILTIN_RULES, loadRules } from '../dist/rules/load.js'

try {
  const rules = await loadRules(BUILTIN_RULES)
  writeFileSync(new URL('../dist/rules.json', import.meta.url), JSON.stringify(rules))
} catch (error) {
  if (!(error instanceof RulePackError)) throw error
  for (const one of error.errors) console.error(formatRuleError(one))
  process.exitCode = 1
}
