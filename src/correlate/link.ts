// episodes -> a forest: each episode hangs under the episode that best explains it.
import { MINUTE, UNDATED } from '../time/instant.ts'
import type { Episode } from './episode.ts'
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

/** The best link of an effect and those that lost against it. */
export interface Explanation {
  readonly best: Link
  readonly others: readonly Link[]
}

// A cause may be logged a little after its effect: it is found on the next try, or another process writes it.
const LEAD = MINUTE

/** Finds the best cause of each episode of one node; episodes that nothing explains are not in the map. */
export function explain(episodes: readonly Episode[], graph: CausalGraph): Map<Episode, Explanation> {
  const byRule = groupBy(episodes, ({ rule }) => rule.id)
  const explanations = new Map<Episode, Explanation>()
  for (const effect of episodes) {
    const links = [...graph.causesOf(effect.rule.id)]
      .flatMap(([id, distance]) => (byRule.get(id) ?? []).map((cause) => link(cause, effect, distance)))
      .filter((found) => found !== undefined)
      .sort(compareLinks)
    const [best, ...others] = links
    if (best !== undefined) explanations.set(effect, { best, others })
  }
  return explanations
}

function link(cause: Episode, effect: Episode, distance: number): Link | undefined {
  const isTimely = wasActive(cause, effect)
  if (!isTimely && effect.sameRecord.size === 0) return undefined // most pairs, in a long log
  const sameRecord = effect.sameRecord.has(joinKey(cause.rule.id, cause.subject)) && overlaps(cause, effect)
  const subjects = subjectsAgree(cause, effect)
  if (!sameRecord && (subjects === 'differ' || !isTimely)) return undefined
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
function compareLinks(a: Link, b: Link): number {
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
