// What the log of a node tells besides its failures: put in the order of time once, for all incidents of the node.
import type { Rule } from '../rules/rule.ts'
import type { CausalGraph } from './graph.ts'
import { groupBy } from './group.ts'
import type { Run, TimelineEvent } from './incident.ts'
import { marks, toRuns } from './runs.ts'
import { sightingsOf, type Sighting } from './sightings.ts'
import type { NodeState } from './state.ts'
import { Stretches } from './stretches.ts'
import { summarize } from './summary.ts'

/** All lists are in the order of time. */
export interface Life {
  /** The last moment of the log. */
  readonly last: number
  /** When kubelet started. */
  readonly starts: readonly number[]
  /** Where lines are missing. */
  readonly gaps: readonly number[]
  /** The kubelet processes. */
  readonly runs: Stretches<Run>
  /** What the lifecycle and context rules saw. */
  readonly context: readonly TimelineEvent[]
  /** What shows that something is over, by the id of the rule that saw it. */
  readonly recoveries: ReadonlyMap<string, readonly Sighting[]>
}

export function lifeOf(state: NodeState, graph: CausalGraph): Life {
  const signs = new Set([...graph.rules.values()].flatMap(({ recoveredBy }) => recoveredBy))
  return {
    last: state.last,
    starts: marks(state, graph, ['start']),
    gaps: marks(state, graph, ['gap']),
    runs: new Stretches(toRuns(state, graph), (run) => run),
    context: sightingsOf(state, graph, isContext).map(toEvent),
    recoveries: groupBy(
      sightingsOf(state, graph, ({ id }) => signs.has(id)),
      ({ rule }) => rule.id,
    ),
  }
}

function isContext({ role }: Rule): boolean {
  return role === 'lifecycle' || role === 'context'
}

function toEvent({ rule, sample }: Sighting): TimelineEvent {
  return {
    rule,
    signature: sample.signature,
    summary: summarize(rule, [sample]),
    count: 1,
    first: sample.us,
    last: sample.us,
    precision: sample.precision,
    subjects: [],
    evidence: [sample],
  }
}
