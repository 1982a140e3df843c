// How an incident stands: ongoing or over, how sure, and what else it could be.
import type { Confidence } from '../rules/rule.ts'
import { MINUTE, UNDATED } from '../time/instant.ts'
import { samplesOf, type Episode } from './episode.ts'
import type { CausalGraph } from './graph.ts'
import { compareText } from './group.ts'
import type { Alternative, Recovery, Status, Tree } from './incident.ts'
import type { Explanation, Link } from './link.ts'
import { splitKey } from './node-tallies.ts'
import { marks } from './runs.ts'
import { compareSamples } from './sample.ts'
import type { InputSummary, NodeState } from './state.ts'

/** The status, and the first thing after the last evidence that showed the recovery. */
export function statusOf(tree: Tree, state: NodeState, graph: CausalGraph): { status: Status; recovery?: Recovery } {
  const last = Math.max(
    ...tree.episodes.flatMap(({ last, samples }) => [last, ...samples.map(({ us, precision }) => us + precision - 1)]),
  )
  const signs =
    tree.rule.recoveredBy.length > 0 ? tree.rule.recoveredBy : tree.episodes.flatMap(({ rule }) => rule.recoveredBy)
  const [recovery] = state.tallies
    .filter(([key]) => signs.includes(splitKey(key)[0]))
    .flatMap(([key, tally]) => samplesOf(tally).map((sample) => ({ rule: graph.rules.get(splitKey(key)[0]), sample })))
    .filter(({ sample }) => sample.us > last && last !== UNDATED)
    .sort((a, b) => compareSamples(a.sample, b.sample))
  if (recovery?.rule !== undefined)
    return { status: 'recovered', recovery: { rule: recovery.rule, us: recovery.sample.us } }
  const lasts = Math.max(MINUTE, ...tree.episodes.map(({ rule }) => rule.window))
  return { status: state.last <= last + lasts ? 'ongoing' : 'quiet' }
}

/** How near to an incident a hole in the log makes it less certain. */
const NEAR = 10 * MINUTE

const STEPS: readonly Confidence[] = ['high', 'medium', 'low']

/** The confidence in the cause, with a reason for each step that it is below high. */
export function confidenceOf(
  tree: Tree,
  state: NodeState,
  graph: CausalGraph,
  inputs: readonly InputSummary[],
): { confidence: Confidence; reasons: string[] } {
  const trust = best(tree.roots.map(({ confidence }) => confidence))
  const reasons =
    trust === 'high' ? [] : [`the wording that matched is ${trust === 'medium' ? 'not certain' : 'a weak sign'}`]
  let steps = STEPS.indexOf(trust)
  const lower = (when: boolean, reason: string): void => {
    if (!when) return
    steps++
    reasons.push(reason)
  }
  lower(tree.rule.role === 'effect', 'the cause behind it did not show in the log')
  lower(hasGap(tree, state, graph), 'the log has holes: lines were suppressed or lost')
  lower(
    tree.roots.some(({ first }) => first === UNDATED) && tree.episodes.length > 1,
    'lines without a time: their order is not known',
  )
  lower(
    inputs.some(({ yearUnresolved }) => yearUnresolved),
    'nothing tells the year',
  )
  lower(inputs.some(isDamaged), 'many lines are broken or cut off')
  const isPassing = tree.episodes.every((episode) => episode.level !== episode.rule.level)
  lower(isPassing, 'seen only briefly: it may be passing')
  return { confidence: STEPS[Math.min(steps, 2)] ?? 'low', reasons }
}

/** Causes of other incidents that lost against the one that an effect hangs under. */
export function alternatives(tree: Tree, explanations: ReadonlyMap<Episode, Explanation>): Alternative[] {
  const own = new Set(tree.episodes.map(({ rule }) => rule.id))
  const lost = tree.episodes.flatMap((episode) => {
    const explanation = explanations.get(episode)
    return (explanation?.others ?? []).map((other) => ({ other, best: explanation?.best }))
  })
  const byRule = new Map<string, Alternative>()
  for (const { other, best: won } of lost) {
    const { rule } = other.cause
    if (won === undefined || own.has(rule.id) || byRule.has(rule.id)) continue
    byRule.set(rule.id, { rule, of: other.effect.rule.id, reason: whyLost(won, other) })
  }
  return [...byRule.values()].sort((a, b) => compareText(a.rule.id, b.rule.id))
}

function whyLost(won: Link, lost: Link): string {
  if (won.sameRecord && !lost.sameRecord)
    return `no line names it together with the effect, as one does for ${won.cause.rule.id}`
  if (won.distance < lost.distance) return `${won.cause.rule.id} leads there more directly`
  if (won.sameSubject && !lost.sameSubject) return `${won.cause.rule.id} was about the same ${won.effect.rule.subject}`
  return `${won.cause.rule.id} was closer in time`
}

function best(confidences: readonly Confidence[]): Confidence {
  return STEPS.find((step) => confidences.includes(step)) ?? 'low'
}

/** Around the incident: holes of another day take nothing away from it. */
function hasGap({ episodes }: Tree, state: NodeState, graph: CausalGraph): boolean {
  const from = Math.min(...episodes.map(({ first }) => first)) - NEAR
  const to = Math.max(...episodes.map(({ last }) => last)) + NEAR
  return marks(state, graph, ['gap']).some((us) => us >= from && us <= to)
}

/** Is every twentieth line, or more of them, not what it was? */
function isDamaged({ lines, damage }: InputSummary): boolean {
  return (damage.guessed + damage.cutOff) * 20 > lines
}
