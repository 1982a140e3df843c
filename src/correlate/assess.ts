// How an incident stands: ongoing or over, how sure, and what else it could be.
import type { Confidence, Rule } from '../rules/rule.ts'
import { MINUTE, UNDATED } from '../time/instant.ts'
import type { Episode } from './episode.ts'
import { compareText } from './group.ts'
import type { Alternative, Recovery, Status, Tree } from './incident.ts'
import type { Life } from './life.ts'
import type { Explanation, Link } from './link.ts'
import { firstNotBefore } from './search.ts'
import { compareSightings, type Sighting } from './sightings.ts'
import type { InputSummary } from './state.ts'
import { wholeOf } from './stretches.ts'

/** The status, and the first thing after the last evidence that showed the recovery. */
export function statusOf({ rule, episodes }: Tree, life: Life): { status: Status; recovery?: Recovery } {
  const last = lastEvidence(episodes)
  const signs = rule.recoveredBy.length > 0 ? rule.recoveredBy : episodes.flatMap((episode) => episode.rule.recoveredBy)
  const recovery = last === UNDATED ? undefined : firstAfter(last, new Set(signs), life)
  if (recovery !== undefined) return { status: 'recovered', recovery: { rule: recovery.rule, us: recovery.sample.us } }
  const lasts = patience(episodes.map((episode) => episode.rule))
  return { status: life.last <= last + lasts ? 'ongoing' : 'quiet' }
}

/** A stamp of whole seconds stands for any moment of that second. */
function lastEvidence(episodes: readonly Episode[]): number {
  let latest = Number.NEGATIVE_INFINITY
  for (const { last, samples } of episodes) {
    latest = Math.max(latest, last)
    for (const { us, precision } of samples) latest = Math.max(latest, us + precision - 1)
  }
  return latest
}

/** The first thing after a moment that one of some rules saw. */
function firstAfter(us: number, rules: ReadonlySet<string>, { recoveries }: Life): Sighting | undefined {
  const firsts = [...rules].flatMap((id) => {
    const seen = recoveries.get(id) ?? []
    return seen[firstNotBefore(seen, ({ sample }) => sample.us <= us)] ?? []
  })
  return firsts.sort(compareSightings)[0]
}

/** How long without evidence failures of some rules still go on, in microseconds. */
export function patience(rules: readonly Rule[]): number {
  return rules.reduce((longest, { window }) => Math.max(longest, window), MINUTE)
}

/** How near to an incident a hole in the log makes it less certain. */
const NEAR = 10 * MINUTE

const STEPS: readonly Confidence[] = ['high', 'medium', 'low']

/** The confidence in the cause, with a reason for each step that it is below high. */
export function confidenceOf(
  tree: Tree,
  life: Life,
  inputDoubts: readonly string[],
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
  lower(hasGap(tree, life), 'the log has holes: lines were suppressed or lost')
  lower(
    tree.roots.some(({ first }) => first === UNDATED) && tree.episodes.length > 1,
    'lines without a time: their order is not known',
  )
  for (const doubt of inputDoubts) lower(true, doubt)
  const isPassing = tree.episodes.every((episode) => episode.level !== episode.rule.level)
  lower(isPassing, 'seen only briefly: it may be passing')
  return { confidence: STEPS[Math.min(steps, 2)] ?? 'low', reasons }
}

/** Causes of other incidents that lost against the one that an effect hangs under. */
export function alternatives(tree: Tree, explanations: ReadonlyMap<Episode, Explanation>): Alternative[] {
  const own = new Set(tree.episodes.map(({ rule }) => rule.id))
  const byRule = new Map<string, Alternative>()
  for (const { best: won, others } of tree.episodes.flatMap((episode) => explanations.get(episode) ?? [])) {
    for (const lost of others) {
      const { rule } = lost.cause
      if (own.has(rule.id) || byRule.has(rule.id)) continue
      byRule.set(rule.id, { rule, of: lost.effect.rule.id, reason: whyLost(won, lost) })
    }
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
function hasGap({ episodes }: Tree, { gaps }: Life): boolean {
  const { first, last } = wholeOf(episodes)
  const next = gaps[firstNotBefore(gaps, (us) => us < first - NEAR)]
  return next !== undefined && next <= last + NEAR
}

/** What is uncertain in all that is read from some inputs. */
export function doubtsOf(inputs: readonly InputSummary[]): string[] {
  return [
    ...(inputs.some(({ yearUnresolved }) => yearUnresolved) ? ['nothing tells the year'] : []),
    ...(inputs.some(isDamaged) ? ['many lines are broken or cut off'] : []),
  ]
}

/** Is every twentieth line, or more of them, not what it was? */
function isDamaged({ lines, damage }: InputSummary): boolean {
  return (damage.guessed + damage.cutOff) * 20 > lines
}
