// correlator state -> incidents, the most important first.
import { isFailure, LEVELS, type Rule } from '../rules/rule.ts'
import { UNDATED } from '../time/instant.ts'
import { alternatives, confidenceOf, doubtsOf, statusOf } from './assess.ts'
import { join, joinFacts, momentOf, subjectsOf, toEpisodes, worst, type Episode } from './episode.ts'
import { CausalGraph } from './graph.ts'
import { compareText, groupBy } from './group.ts'
import { hash53 } from './hash.ts'
import type { Effect, Incident, Tree } from './incident.ts'
import { lifeOf, type Life } from './life.ts'
import { explain, type Explanation } from './link.ts'
import { splitKey } from './node-tallies.ts'
import { fromOccurrences } from './occurrences.ts'
import { compareSamples } from './sample.ts'
import type { CorrelatorState, NodeState } from './state.ts'
import { wholeOf } from './stretches.ts'
import { summarize } from './summary.ts'
import { toTimeline } from './timeline.ts'

/**
 * The incidents that a state shows.
 *
 * @example
 * toIncidents(correlator.state(), rules)[0]?.cause.rule.id //=> 'inotify-watches-exhausted'
 */
export function toIncidents(
  state: Pick<CorrelatorState, 'nodes' | 'inputs'>,
  rules: readonly Rule[],
  graph: CausalGraph = new CausalGraph(rules),
): Incident[] {
  const doubts = doubtsOf(state.inputs)
  return state.nodes
    .flatMap(([node, nodeState]) => incidentsOf(node, nodeState, graph, doubts))
    .filter(({ level }) => level !== 'informational')
    .sort(compareImportance)
}

/** The incidents of one node while they are put together, those of no importance included. */
export function toTrees(node: string, state: NodeState, graph: CausalGraph): Tree[] {
  const episodes = episodesOf(node, state, graph, lifeOf(state, graph))
  return trees(node, episodes, explain(episodes, graph))
}

function incidentsOf(node: string, state: NodeState, graph: CausalGraph, doubts: readonly string[]): Incident[] {
  const life = lifeOf(state, graph)
  const episodes = episodesOf(node, state, graph, life)
  const explanations = explain(episodes, graph)
  return trees(node, episodes, explanations).map((tree) => toIncident(tree, { life, explanations, doubts }))
}

/** What all incidents of one node are made from. */
interface OfNode {
  readonly life: Life
  readonly explanations: ReadonlyMap<Episode, Explanation>
  /** What is uncertain in all inputs. */
  readonly doubts: readonly string[]
}

function episodesOf(node: string, state: NodeState, graph: CausalGraph, { starts }: Life): Episode[] {
  const shown = state.tallies.flatMap(([key, tally]) => {
    const [id, subject] = splitKey(key)
    const rule = graph.rules.get(id)
    return rule !== undefined && isFailure(rule) ? toEpisodes(node, rule, subject, tally, starts) : []
  })
  return [...shown, ...[...graph.rules.values()].flatMap((rule) => fromOccurrences(rule, shown))]
}

/** Groups each root with everything under it; roots of one rule that are close in time are one incident. */
function trees(node: string, episodes: readonly Episode[], explanations: ReadonlyMap<Episode, Explanation>): Tree[] {
  const rootOf = (episode: Episode): Episode => {
    const cause = explanations.get(episode)?.best.cause
    return cause === undefined ? episode : rootOf(cause)
  }
  const members = groupBy(episodes, rootOf)
  const byRule = groupBy([...members.keys()], ({ rule }) => rule)
  return [...byRule].flatMap(([rule, roots]) =>
    join(roots.toSorted(compareEpisodes), rule.window).map((joined) => ({
      node,
      rule,
      roots: joined,
      episodes: joined.flatMap((root) => members.get(root) ?? []).sort(compareEpisodes),
    })),
  )
}

function toIncident(tree: Tree, { life, explanations, doubts }: OfNode): Incident {
  const { node, rule, roots, episodes } = tree
  const start = episodes[0]?.first ?? UNDATED
  const { last: end } = wholeOf(episodes)
  const { confidence, reasons } = confidenceOf(tree, life, doubts)
  return {
    id: hash53([node, rule.id, roots[0]?.subject, roots[0]?.first].join('\n')).toString(36),
    node,
    level: worst(episodes.map(({ level }) => level)),
    ...statusOf(tree, life),
    start,
    end,
    cause: {
      rule,
      summary: summarize(rule, roots.flatMap(({ samples }) => samples).sort(compareSamples), joinFacts(roots)),
      count: roots.reduce((sum, { count }) => sum + count, 0),
      subjects: subjectsOf(roots),
      confidence,
      reasons,
    },
    effects: effectsOf(tree, explanations),
    timeline: toTimeline(tree, explanations, life),
    runs: life.runs.during({ first: start, last: end }),
    alsoPossible: alternatives(tree, explanations),
    spans: episodes.flatMap(({ spans }) => spans),
  }
}

function effectsOf({ roots, episodes }: Tree, explanations: ReadonlyMap<Episode, Explanation>): Effect[] {
  const causes = new Set(roots)
  const effects = episodes.filter((episode) => !causes.has(episode))
  return [...groupBy(effects, ({ rule }) => rule)].map(([rule, group]) => {
    const links = group.flatMap((episode) => explanations.get(episode)?.best ?? [])
    return {
      rule,
      level: worst(group.map(({ level }) => level)),
      count: group.reduce((sum, { count }) => sum + count, 0),
      subjects: subjectsOf(group),
      ...wholeOf(group),
      under: links[0]?.cause.rule.id ?? rule.id,
      evidence: links.some(({ sameRecord }) => sameRecord) ? ('same record' as const) : ('time' as const),
    }
  })
}

function compareEpisodes(a: Episode, b: Episode): number {
  return (
    momentOf(a) - momentOf(b) ||
    a.last - b.last ||
    compareText(a.rule.id, b.rule.id) ||
    compareText(a.subject, b.subject)
  )
}

const STATUS_RANK = { ongoing: 0, quiet: 1, recovered: 2 }

/** Worst level first, then what still goes on, then causes before effects without a cause, then what led to more, then the earlier one. */
function compareImportance(a: Incident, b: Incident): number {
  return (
    LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
    STATUS_RANK[a.status] - STATUS_RANK[b.status] ||
    Number(a.cause.rule.role === 'effect') - Number(b.cause.rule.role === 'effect') ||
    b.effects.length - a.effects.length ||
    (a.start || UNDATED) - (b.start || UNDATED) ||
    compareText(a.node, b.node) ||
    compareText(a.id, b.id)
  )
}
