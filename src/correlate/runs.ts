// The kubelet processes of a node: when each was seen, and how it ended.
import type { CausalGraph } from './graph.ts'
import type { Run } from './incident.ts'
import { sightingsOf } from './sightings.ts'
import type { NodeState } from './state.ts'
import type { Mark } from '../rules/rule.ts'

/** The moments at which the node's log shows a mark, in the order of time; many matches show only their first and last ones. */
export function marks(state: NodeState, graph: CausalGraph, wanted: readonly Mark[]): number[] {
  const seen = sightingsOf(state, graph, ({ marks: mark }) => mark !== undefined && wanted.includes(mark))
  // A stamp of whole seconds stands for any moment of that second; an end is at the latest of them.
  const moments = seen.map(({ sample: { us, precision } }) => us + precision - 1)
  return [...new Set(moments)].sort((a, b) => a - b)
}

/** The processes that were seen, in the order of time. systemd does not say which process ended: it is the one that began last. */
export function toRuns(state: NodeState, graph: CausalGraph): Run[] {
  const seen = state.runs
    .map(([pid, { first, last }]) => ({ pid: Number(pid), first, last }))
    .sort((a, b) => a.first - b.first || a.pid - b.pid)
  const endedBy = (wanted: readonly Mark[]): Set<number | undefined> =>
    new Set(marks(state, graph, wanted).map((us) => seen.findLast(({ first }) => first <= us)?.pid))
  const exited = endedBy(['exit'])
  const stopped = endedBy(['stop', 'shutdown', 'boot'])
  return seen.map((run, index) => {
    const isLast = index === seen.length - 1
    return {
      ...run,
      state: exited.has(run.pid) ? 'exited' : stopped.has(run.pid) ? 'stopped' : isLast ? 'running' : 'replaced',
    }
  })
}
