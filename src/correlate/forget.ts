// Takes out of a node's state what is long over, so that a log that never ends takes no more memory day by day. What is taken out
// is whole: an incident with all its episodes, and with those that were made of them.
import { isFailure } from '../rules/rule.ts'
import { HOUR } from '../time/instant.ts'
import { patience } from './assess.ts'
import { refine } from './buckets.ts'
import type { CausalGraph } from './graph.ts'
import type { Episode } from './episode.ts'
import { toTrees } from './incidents.ts'
import type { Tree } from './incident.ts'
import { joinKey, splitKey } from './node-tallies.ts'
import { mergeEnds, type Ends, type Sample } from './sample.ts'
import { mergeSpans } from './spans.ts'
import type { NodeState } from './state.ts'
import { Stretches, wholeOf, type Stretch } from './stretches.ts'
import type { TallyState } from './tally.ts'

/** The life of kubelet is kept so far around what is kept: rules ask whether it had just started. */
const AROUND = HOUR

/** What is kept of a node. */
export interface Kept {
  /** By the keys of tallies. */
  readonly failures: ReadonlyMap<string, readonly Stretch[]>
  /** When something was going on, and the time from which on all is kept. */
  readonly stretches: readonly Stretch[]
}

/** What a node's state has of incidents that did not end before `before`. */
export function toKeep(node: string, state: NodeState, graph: CausalGraph, before: number): Kept {
  const trees = toTrees(node, state, graph)
  const episodes = withRelated(trees.filter(isLater(before)), trees).flatMap((tree) => tree.episodes)
  const failures = new Map<string, Stretch[]>()
  for (const { rule, subject, first, last } of episodes) {
    const key = joinKey(rule.id, subject)
    failures.set(key, [...(failures.get(key) ?? []), { first, last }])
  }
  const starts = episodes.map(({ first }) => ({ first: first - AROUND, last: first + AROUND }))
  return { failures, stretches: [...starts, { first: before - AROUND, last: Number.POSITIVE_INFINITY }] }
}

/**
 * A node's state without what is not kept; undefined when nothing is left of a node that has been silent since `before`. Cells
 * that had become wide are narrow again.
 *
 * @example
 * correlator.rewrite((name, state) => forget(state, toKeep(name, state, graph, before), graph, before))
 */
export function forget(
  state: NodeState,
  { failures, stretches }: Kept,
  graph: CausalGraph,
  before: number,
): NodeState | undefined {
  const isAround = within(stretches)
  const tallies = state.tallies.flatMap(([key, tally]): [string, TallyState][] => {
    const rule = graph.rules.get(splitKey(key)[0])
    const isKept = rule !== undefined && isFailure(rule) ? within(failures.get(key) ?? []) : isAround
    const kept = forgetTally(tally, isKept)
    return kept === undefined ? [] : [[key, kept]]
  })
  if (tallies.length === 0 && state.last < before) return undefined
  return {
    ...state,
    tallies,
    crowded: [],
    runs: state.runs.filter(([, run]) => isAround(run)),
  }
}

function isLater(before: number): (tree: Tree) => boolean {
  return ({ episodes }) => wholeOf(episodes).last + patience(episodes.map(({ rule }) => rule)) >= before
}

/** A crash loop is made of the crashes' own matches: either both are kept or none. */
function withRelated(kept: readonly Tree[], trees: readonly Tree[]): Tree[] {
  const having = new Map<string, Tree[]>()
  for (const tree of trees)
    for (const part of tree.episodes.flatMap(partsOf)) having.set(part, [...(having.get(part) ?? []), tree])
  const all = new Set(kept)
  for (const tree of all)
    // those that are added on the way too
    for (const part of tree.episodes.flatMap(partsOf)) for (const related of having.get(part) ?? []) all.add(related)
  return [...all]
}

function partsOf({ rule, subject, first }: Episode): string[] {
  const of = rule.occurrences === undefined ? [] : [rule.occurrences.of]
  return [rule.id, ...of].map((id) => `${joinKey(id, subject)}\n${first}`)
}

function within(stretches: readonly Stretch[]): (stretch: Stretch) => boolean {
  const kept = new Stretches(stretches, (stretch) => stretch)
  return (stretch) => kept.during(stretch).length > 0
}

function forgetTally(tally: TallyState, isKept: (stretch: Stretch) => boolean): TallyState | undefined {
  const spans = tally.spans.cells.map(([, span]) => span).filter(isKept)
  const ends = tally.samples.cells.flatMap(([, cell]) => forgetEnds(cell, isKept))
  if (spans.length === 0) return undefined
  return {
    ...tally,
    count: spans.reduce((sum, { count }) => sum + count, 0),
    spans: refine(spans, ({ first }) => first, mergeSpans),
    samples: refine(ends, ({ first }) => first.us, mergeEnds),
    sameRecord: tally.sameRecord.filter(([, first, last]) => isKept({ first, last })),
  }
}

function forgetEnds({ first, last }: Ends, isKept: (stretch: Stretch) => boolean): Ends[] {
  const [sample, other = sample] = [first, last].filter(({ us }: Sample) => isKept({ first: us, last: us }))
  return sample === undefined || other === undefined ? [] : [{ first: sample, last: other }]
}
