// What rules say of nodes: facts are made of captures, conditions are about facts, and on no node a remedy is left without steps.
import type { RuleError } from '../errors.ts'
import { groupNames } from '../match/regex.ts'
import { namesIn } from '../match/signature.ts'
import { applies } from '../rules/applies.ts'
import type { RuleFile } from '../rules/decode.ts'
import { isFailure, type Conditions, type RemediationStep, type Rule } from '../rules/rule.ts'

/** The values that rules state of each fact; those with captures can be anything and are left out. */
export type StatedFacts = ReadonlyMap<string, ReadonlySet<string>>

export function statedFacts(rules: readonly Rule[]): StatedFacts {
  const stated = new Map<string, Set<string>>()
  for (const { facts = {} } of rules.flatMap(({ signatures }) => signatures)) {
    for (const [fact, words] of Object.entries(facts)) stated.set(fact, (stated.get(fact) ?? new Set()).add(words))
  }
  return stated
}

export function checkFacts(file: RuleFile, stated: StatedFacts): RuleError[] {
  const { rule, error } = file
  const conditions = rule.remediation.flatMap((step, index) => [
    ...unstated(step.when, stated).map((problem) => ({
      path: ['remediation', index, 'when', problem.fact],
      ...problem,
    })),
    ...unstated(step.unless, stated).map((problem) => ({
      path: ['remediation', index, 'unless', problem.fact],
      ...problem,
    })),
  ])
  return [
    ...rule.signatures.flatMap(({ facts = {}, regex = '', captures = {} }, index) => {
      const known = new Set([...groupNames(regex), ...Object.keys(captures)])
      return Object.entries(facts)
        .flatMap(([fact, words]) => namesIn(words).map((name) => ({ fact, name })))
        .filter(({ name }) => !known.has(name))
        .map(({ fact, name }) =>
          error('CAPTURE_UNKNOWN', ['signatures', index, 'facts', fact], `\`${name}\` is no capture of this signature`),
        )
    }),
    ...conditions.map(({ path, fact, value }) => error('FACT_UNKNOWN', path, `no rule states ${fact} \`${value}\``)),
    ...(isFailure(rule) ? (['confirm', 'mitigate'] as const) : []).flatMap((phase) => {
      const node = nodeWithoutSteps(rule.remediation.filter((step) => step.phase === phase))
      const message = `no \`${phase}\` step is left on a node with ${node}`
      return node === undefined ? [] : [error('REMEDIATION_INCOMPLETE', ['remediation'], message)]
    }),
  ]
}

function unstated(conditions: Conditions = {}, stated: StatedFacts): { fact: string; value: string }[] {
  return Object.entries(conditions)
    .flatMap(([fact, values]) => values.map((value) => ({ fact, value })))
    .filter(({ fact, value }) => stated.get(fact)?.has(value) !== true)
}

/** A node on which none of the steps is shown, if there is one: every mix of the values that they name is tried, and any other. */
function nodeWithoutSteps(steps: readonly RemediationStep[]): string | undefined {
  if (steps.length === 0 || steps.some(({ when, unless }) => when === undefined && unless === undefined))
    return undefined
  const named = new Map<string, Set<string>>()
  for (const { when = {}, unless = {} } of steps) {
    for (const [fact, values] of [...Object.entries(when), ...Object.entries(unless)])
      named.set(fact, new Set([...(named.get(fact) ?? ['other']), ...values]))
  }
  let nodes: Record<string, string[]>[] = [{}]
  for (const [fact, values] of named)
    nodes = nodes.flatMap((node) => [...values].map((value) => ({ ...node, [fact]: [value] })))
  const bare = nodes.find((node) => !steps.some((step) => applies(step, node)))
  return (
    bare &&
    Object.entries(bare)
      .map(([fact, values]) => `${fact} ${values.join()}`)
      .join(', ')
  )
}
