// The judge of rule packs: `kubelog-diagnose rules check` and the tests of the built-in rules.
import { CausalGraph } from '../correlate/graph.ts'
import type { RuleError } from '../errors.ts'
import { Matcher } from '../match/matcher.ts'
import { re2Regex } from '../match/re2.ts'
import { packErrors } from '../rules/pack.ts'
import type { RuleFile } from '../rules/decode.ts'
import type { Rule } from '../rules/rule.ts'
import { checkFacts, statedFacts } from './check-facts.ts'
import { checkRule } from './check-rule.ts'
import { checkSamples } from './check-samples.ts'
import { checkTodo } from './check-todo.ts'

/**
 * Every problem of some rule files, which `known` rules stand beside (none, or the built-in ones). Samples run against all rules.
 *
 * @example
 * const { files, errors } = await readRuleFiles('my-rules')
 * for (const error of [...errors, ...checkRules(files, await builtinRules())]) console.error(formatRuleError(error))
 */
export function checkRules(files: readonly RuleFile[], known: readonly Rule[] = []): RuleError[] {
  const rules = [...known, ...files.map(({ rule }) => rule)]
  const stated = statedFacts(rules)
  const alone = [
    ...packErrors(files, known),
    ...files.flatMap((file) => [...checkRule(file, re2Regex), ...checkFacts(file, stated), ...checkTodo(file)]),
  ]
  if (alone.some(({ code }) => code === 'REGEX_INVALID' || code === 'DUPLICATE_ID')) return alone
  const matcher = new Matcher(rules)
  const graph = new CausalGraph(rules)
  return [...alone, ...files.flatMap((file) => checkSamples(file, matcher, graph))]
}
