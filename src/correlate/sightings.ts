// What some rules saw on a node, whatever it was about.
import type { Rule } from '../rules/rule.ts'
import { samplesOf } from './episode.ts'
import type { CausalGraph } from './graph.ts'
import { compareText } from './group.ts'
import { splitKey } from './node-tallies.ts'
import { compareSamples, type Sample } from './sample.ts'
import type { NodeState } from './state.ts'

export interface Sighting {
  readonly rule: Rule
  readonly sample: Sample
}

/** What rules of one kind saw, in the order of time; of many matches only the first and last ones. */
export function sightingsOf(state: NodeState, graph: CausalGraph, isWanted: (rule: Rule) => boolean): Sighting[] {
  return state.tallies
    .flatMap(([key, tally]) => {
      const rule = graph.rules.get(splitKey(key)[0])
      return rule !== undefined && isWanted(rule) ? samplesOf(tally).map((sample) => ({ rule, sample })) : []
    })
    .sort(compareSightings)
}

export function compareSightings(a: Sighting, b: Sighting): number {
  return compareSamples(a.sample, b.sample) || compareText(a.rule.id, b.rule.id)
}
