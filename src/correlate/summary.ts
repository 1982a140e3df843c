// The words for an event: the signature's summary with its captures, else the rule's title.
import type { Rule } from '../rules/rule.ts'
import type { Sample } from './sample.ts'

/** Distinct values of each capture, and whether there were more than are kept. */
export type Facts = ReadonlyMap<string, { readonly values: readonly string[]; readonly more: boolean }>

/**
 * Fills in the summary of the signature that the first sample matches. `facts` are the values of all matches that are
 * summed up; without them only what the samples show is known.
 *
 * @example
 * summarize(rule, samples, facts) //=> 'no watch for /sys/fs/cgroup/pids/x.service and 4 more'
 */
export function summarize(rule: Rule, samples: readonly Sample[], facts?: Facts): string {
  const [first] = samples
  const summary = rule.signatures.find(({ id }) => id === first?.signature)?.summary
  if (first === undefined || summary === undefined) return rule.title
  let isWhole = true
  const filled = summary.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = first.captures[name]
    if (value === undefined) isWhole = false
    return `${value}${others(name, samples, facts)}`
  })
  return isWhole ? filled : rule.title
}

function others(name: string, samples: readonly Sample[], facts: Facts | undefined): string {
  const fact = facts?.get(name)
  if (fact === undefined)
    return new Set(samples.flatMap(({ captures }) => captures[name] ?? [])).size > 1 ? ' and others' : ''
  const more = fact.values.length - 1
  return more < 1 ? '' : ` and ${more}${fact.more ? '+' : ''} more`
}
