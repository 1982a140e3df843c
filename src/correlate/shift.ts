// Evidence whose lines were numbered from elsewhere.
import type { Ends, Sample } from './sample.ts'
import type { CorrelatorState } from './state.ts'
import type { TallyState } from './tally.ts'

/** The same with every line of evidence so many lines further on. */
export function shiftLines(state: CorrelatorState, by: number): CorrelatorState {
  const nodes = state.nodes.map(([name, node]) => {
    const tallies = node.tallies.map(([key, tally]) => [key, shiftTally(tally, by)] as const)
    return [name, { ...node, tallies }] as const
  })
  const rows = state.unexplained.rows.map(([key, { count, first }]) => {
    return [key, { count, first: { ...first, line: first.line + by } }] as const
  })
  return { ...state, nodes, unexplained: { ...state.unexplained, rows } }
}

function shiftTally(tally: TallyState, by: number): TallyState {
  const shifted = (sample: Sample): Sample => ({ ...sample, line: sample.line + by })
  const ends = ({ first, last }: Ends): Ends => ({ first: shifted(first), last: shifted(last) })
  const cells = tally.samples.cells.map(([index, cell]) => [index, ends(cell)] as const)
  return { ...tally, samples: { ...tally.samples, cells } }
}
