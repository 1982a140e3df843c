// The words for an event: the signature's summary with its captures, else the rule's title.
import type { Rule } from '../rules/rule.ts'
import type { Sample } from './sample.ts'

/** Distinct values of each capture, and whether there were more than are kept. */
export type Facts = ReadonlyMap<string, { readonly values: readonly string[]; readonly more: boolean }>

/**
 * Fills in the summary of the signature that the first sample matches, and says when there were others. `facts` are the
 * values of all matches that are summed up; without them only what the samples show is known.
 *
 * @example
 * summarize(rule, samples, facts) //=> 'no watch left for /sys/fs/cgroup/pids/x.service (and 4 more)'
 */
export function summarize(rule: Rule, samples: readonly Sample[], facts?: Facts): string {
  const [first] = samples
  const summary = rule.signatures.find(({ id }) => id === first?.signature)?.summary
  if (first === undefined || summary === undefined) return rule.title
  const names = [...summary.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
  if (names.some((name) => first.captures[name] === undefined)) return rule.title
  const filled = summary.replace(/\{(\w+)\}/g, (_all, name: string) => first.captures[name] ?? '')
  return `${filled}${others(names, samples, facts)}`
}

/** How many other values the capture with the most of them has. */
function others(names: readonly string[], samples: readonly Sample[], facts: Facts | undefined): string {
  if (facts === undefined) {
    const isVaried = names.some((name) => new Set(samples.map(({ captures }) => captures[name])).size > 1)
    return isVaried ? ' (and others)' : ''
  }
  const most = Math.max(0, ...names.map((name) => (facts.get(name)?.values.length ?? 1) - 1))
  const isMore = names.some((name) => facts.get(name)?.more === true)
  return most === 0 ? '' : ` (and ${most}${isMore ? '+' : ''} more)`
}
