// The story of an incident: its episodes cut at long gaps, and the kubelet's life around them.
import type { Rule } from '../rules/rule.ts'
import { MINUTE } from '../time/instant.ts'
import { joinFacts, join, momentOf, subjectsOf, type Episode } from './episode.ts'
import { compareText, groupBy } from './group.ts'
import type { TimelineEvent, Tree } from './incident.ts'
import type { Life } from './life.ts'
import type { Explanation } from './link.ts'
import { compareSamples, type Sample } from './sample.ts'
import { firstNotBefore } from './search.ts'
import { wholeOf } from './stretches.ts'
import { summarize, type Facts } from './summary.ts'
import type { Span } from './spans.ts'

/** A gap that makes two events of one episode. Doubled until a rule has no more than MAX_EVENTS. */
const GAP = 5 * MINUTE
const MAX_EVENTS = 8
/** How far around an incident the kubelet's life is shown, and how much of it. */
const AROUND = 10 * MINUTE
const MAX_CONTEXT = 12
const EVIDENCE = 3

export function toTimeline(tree: Tree, explanations: ReadonlyMap<Episode, Explanation>, life: Life): TimelineEvent[] {
  const failures = [...groupBy(tree.episodes, ({ rule }) => rule)].flatMap(([, episodes]) =>
    events(episodes, explanations),
  )
  return [...failures, ...around(tree, life)].sort(compareEvents)
}

function events(episodes: readonly Episode[], explanations: ReadonlyMap<Episode, Explanation>): TimelineEvent[] {
  const spans = episodes.flatMap((episode) => episode.spans).sort((a, b) => a.first - b.first || a.last - b.last)
  const samples = episodes.flatMap((episode) => episode.samples).sort(compareSamples)
  const groups = join(spans, gapFor(spans))
  const [first] = episodes
  const under = first && explanations.get(first)?.best.cause.rule.id
  const facts = groups.length === 1 ? joinFacts(episodes) : undefined
  return groups.map((group) => ({ ...event(group, episodes, samples, facts), ...(under !== undefined && { under }) }))
}

/** The gap that leaves no more than so many events. */
function gapFor(spans: readonly Span[]): number {
  let gap = GAP
  while (countAt(spans, gap) > MAX_EVENTS) gap *= 2
  return gap
}

/** How many groups `join` makes. */
function countAt(spans: readonly Span[], gap: number): number {
  let count = 0
  let end = Number.NEGATIVE_INFINITY
  for (const { first, last } of spans) {
    if (first - end > gap) count++
    if (last > end) end = last
  }
  return count
}

function event(
  group: readonly Span[],
  episodes: readonly Episode[],
  samples: readonly Sample[],
  facts?: Facts,
): TimelineEvent {
  const { first, last } = wholeOf(group)
  const rule = (episodes[0] as Episode).rule // groups are never empty
  const here = echoesLast(
    rule,
    samples.filter(({ us }) => us >= first && us <= last),
  )
  return {
    rule,
    signature: here[0]?.signature ?? '',
    summary: summarize(rule, here, facts),
    count: Math.max(
      1,
      group.reduce((sum, { count }) => sum + count, 0),
    ),
    first,
    last,
    precision: here[0]?.precision ?? 1,
    subjects: subjectsOf(episodes.filter((episode) => episode.first <= last && episode.last >= first)),
    evidence: here.length <= EVIDENCE ? here : [...here.slice(0, EVIDENCE - 1), ...here.slice(-1)],
  }
}

/** An echo says less than what it repeats, though it may stand before it. */
function echoesLast(rule: Rule, samples: readonly Sample[]): Sample[] {
  const echoes = new Set(rule.signatures.filter(({ echo }) => echo).map(({ id }) => id))
  return samples.toSorted((a, b) => Number(echoes.has(a.signature)) - Number(echoes.has(b.signature)))
}

/** What the lifecycle and context rules saw around the incident: the nearest to its start and its end. */
function around({ episodes }: Tree, { context }: Life): TimelineEvent[] {
  const { first, last } = wholeOf(episodes)
  const from = firstNotBefore(context, (event) => event.first < first - AROUND)
  const to = firstNotBefore(context, (event) => event.first <= last + AROUND)
  if (to - from <= MAX_CONTEXT) return context.slice(from, to)
  return [...context.slice(from, from + MAX_CONTEXT / 2), ...context.slice(to - MAX_CONTEXT / 2, to)]
}

function compareEvents(a: TimelineEvent, b: TimelineEvent): number {
  return (
    moment(a) - moment(b) ||
    a.first - b.first ||
    Number(a.under !== undefined) - Number(b.under !== undefined) || // one line can name an effect and its cause
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.signature, b.signature)
  )
}

/** A stamp of whole seconds may be anywhere in its second: beginnings come before what followed, everything else after it. */
function moment(event: TimelineEvent): number {
  const { marks } = event.rule
  return marks === 'start' || marks === 'boot' || marks === 'restart' ? event.first : momentOf(event)
}
