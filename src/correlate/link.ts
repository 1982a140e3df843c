// episodes -> a forest: each episode hangs under the episode that best explains it.
import type { Rule } from '../rules/rule.ts'
import { UNDATED } from '../time/instant.ts'
import { Causes, LEAD } from './causes.ts'
import { joinFacts, type Episode } from './episode.ts'
import type { CausalGraph } from './graph.ts'
import { compareText, groupBy } from './group.ts'
import { joinKey } from './node-tallies.ts'

/** Why a cause was taken for an effect, or lost against another. */
export interface Link {
  readonly cause: Episode
  readonly effect: Episode
  /** One record named both: Go wraps errors outside-in, so the line gives the effect and its cause. */
  readonly sameRecord: boolean
  /** Links of the causal graph between the two rules. */
  readonly distance: number
  /** Both are about the same pod, image ... rather than one of them about the node. */
  readonly sameSubject: boolean
  /** Microseconds from the cause's first evidence to the effect's; negative when the effect showed first. */
  readonly delay: number
}

/** The best link of an effect, and that of each other rule, which lost against it. */
export interface Explanation {
  readonly best: Link
  readonly others: readonly Link[]
}

/** Finds the best cause of each episode of one node; episodes that nothing explains are not in the map. */
export function explain(episodes: readonly Episode[], graph: CausalGraph): Map<Episode, Explanation> {
  const causes = new Causes(episodes)
  const explanations = new Map<Episode, Explanation>()
  const byRule = groupBy(episodes, ({ rule }) => rule)
  for (const [rule, effects] of byRule) {
    const distances = distancesTo(rule, [...byRule.keys()], graph)
    for (const [subject, alike] of groupBy(effects, (effect) => effect.subject)) {
      const find = causes.finder({ rule, subject, facts: joinFacts(alike) }, [...distances.keys()])
      for (const effect of alike) {
        const explanation = choose(bestOfRules(effect, find(effect), distances))
        if (explanation !== undefined) explanations.set(effect, explanation)
      }
    }
  }
  return explanations
}

/** Those of some rules that lead to a rule, and over how many links. */
function distancesTo(effect: Rule, rules: readonly Rule[], graph: CausalGraph): Map<Rule, number> {
  const distances = new Map<Rule, number>()
  for (const cause of rules) {
    const distance = graph.distance(cause.id, effect.id)
    if (distance !== undefined) distances.set(cause, distance)
  }
  return distances
}

/** The best link from each rule. */
function bestOfRules(effect: Episode, causes: readonly Episode[], distances: ReadonlyMap<Rule, number>): Link[] {
  const best = new Map<Rule, Link>()
  for (const cause of causes) {
    const distance = distances.get(cause.rule)
    const found = distance === undefined ? undefined : link(cause, effect, distance)
    const known = best.get(cause.rule)
    if (found !== undefined && (known === undefined || compareLinks(found, known) < 0)) best.set(cause.rule, found)
  }
  return [...best.values()]
}

function choose(links: readonly Link[]): Explanation | undefined {
  let [best] = links
  if (best === undefined) return undefined
  for (const other of links) if (compareLinks(other, best) < 0) best = other
  return { best, others: links.filter((other) => other !== best) }
}

/** The link of a cause to an effect to which its rule leads over `distance` links; undefined when they have nothing to do with each other. */
export function link(cause: Episode, effect: Episode, distance: number): Link | undefined {
  const sameRecord = effect.sameRecord.has(joinKey(cause.rule.id, cause.subject)) && overlaps(cause, effect)
  const subjects = subjectsAgree(cause, effect)
  if (!sameRecord && (subjects === 'differ' || !wasActive(cause, effect))) return undefined
  return { cause, effect, sameRecord, distance, sameSubject: subjects === 'same', delay: effect.first - cause.first }
}

function overlaps(cause: Episode, effect: Episode): boolean {
  return cause.first <= effect.last && cause.last >= effect.first
}

/** Active from shortly before the effect's start; a cause goes on for its window after it was last logged. */
function wasActive(cause: Episode, effect: Episode): boolean {
  if (cause.first === UNDATED || effect.first === UNDATED) return true
  return cause.first <= effect.first + LEAD && cause.last + cause.rule.window >= effect.first
}

function subjectsAgree(cause: Episode, effect: Episode): 'same' | 'node' | 'differ' {
  if (cause.subject === '' || effect.subject === '') return 'node'
  if (cause.rule.subject === effect.rule.subject) return isSame(cause.subject, effect.subject) ? 'same' : 'differ'
  const shared =
    effect.facts.get(cause.rule.subject)?.values.some((value) => isSame(value, cause.subject)) === true ||
    cause.facts.get(effect.rule.subject)?.values.some((value) => isSame(value, effect.subject)) === true
  return shared ? 'same' : 'differ'
}

/** Log lines name a thing with or without what it stands in: `shop/web-0` or `web-0`, `docker.io/library/nginx` or `nginx`. */
function isSame(a: string, b: string): boolean {
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`)
}

/** Same-line evidence first, then the nearer (more specific) cause, the same subject, the shorter delay; the rest for a total order. */
export function compareLinks(a: Link, b: Link): number {
  return (
    Number(b.sameRecord) - Number(a.sameRecord) ||
    a.distance - b.distance ||
    Number(b.sameSubject) - Number(a.sameSubject) ||
    Math.abs(a.delay) - Math.abs(b.delay) ||
    a.cause.first - b.cause.first ||
    compareText(a.cause.rule.id, b.cause.rule.id) ||
    compareText(a.cause.subject, b.cause.subject)
  )
}
