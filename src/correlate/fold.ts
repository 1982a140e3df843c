// Records that do not name their host, in a log in which all others name the same one, are of that host: cut-off lines, output of tools.
import { UNKNOWN_NODE } from './correlator.ts'
import { NodeTallies } from './node-tallies.ts'
import type { CorrelatorState } from './state.ts'

/** Puts what is of no known node to the one node that there is; a state with several nodes stays as it is. */
export function foldUnknown(state: CorrelatorState): CorrelatorState {
  const unknown = state.nodes.find(([name]) => name === UNKNOWN_NODE)
  const [known, ...others] = state.nodes.filter(([name]) => name !== UNKNOWN_NODE)
  if (unknown === undefined || known === undefined || others.length > 0) return state
  const folded = new NodeTallies()
  folded.merge(known[1])
  folded.merge(unknown[1])
  return { ...state, nodes: [[known[0], folded.view()]] }
}
