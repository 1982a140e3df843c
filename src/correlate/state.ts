// The correlator's state as plain JSON: what workers, processes and machines send each other.
import type { TallyState } from './tally.ts'
import type { ValuesState } from './values.ts'

/** What became of the lines of a log; the parts add up to `total`. */
export interface LineCounts {
  readonly total: number
  /** Lines of records that a cause or effect rule knows. */
  readonly explained: number
  /** Headings, separators, blank lines, goroutine dumps, lifecycle, and klog's info lines. */
  readonly context: number
  /** Lines that a noise rule knows as harmless. */
  readonly noise: number
  /** Warnings, errors and fatals of klog that no rule knows. */
  readonly unexplained: number
  /** Text without a klog header that no rule knows. */
  readonly plain: number
  /** Binary data and broken text. */
  readonly unparsed: number
}

/** What can become of a line. */
export type Category = Exclude<keyof LineCounts, 'total'>

/** What is known of one input; parts of one input have the same name and are added up. */
export interface InputSummary {
  readonly name: string
  /** The format of most lines, and in `formats` the lines of each. */
  readonly format: string
  readonly formats: Readonly<Record<string, number>>
  readonly lines: number
  readonly bytes: number
  /** Epoch microseconds. */
  readonly first: number
  readonly last: number
  readonly order: string
  readonly assumptions: readonly string[]
  /** Lines that were longer than the limit. */
  readonly cutLines: number
  /** Nothing told the year of this input. */
  readonly yearUnresolved: boolean
  readonly damage: DamageCounts
}

/** Lines of an input that were not as they were written. */
export interface DamageCounts {
  /** Without a prefix, and taken to go on with the line before: a guess. */
  readonly guessed: number
  /** Cut off at the end by a pager, or without their middle. */
  readonly cutOff: number
  /** Of other logs in the same file, which are left out. */
  readonly foreign: number
}

/** A process that wrote klog records which matched. */
export interface RunRow {
  first: number
  last: number
  count: number
}

/** Records of one shape that no rule knows. */
export interface UnexplainedRow {
  count: number
  first: { readonly us: number; readonly input: string; readonly line: number; readonly text: string }
}

/** What is kept of a node. */
export interface NodeState {
  readonly first: number
  readonly last: number
  /** By `rule` or `rule subject`. */
  readonly tallies: readonly (readonly [key: string, tally: TallyState])[]
  /** Exact number of matches of each rule, also of those whose subject found no place. */
  readonly totals: readonly (readonly [rule: string, count: number])[]
  readonly crowded: readonly string[]
  readonly runs: readonly (readonly [pid: string, run: RunRow])[]
  /** What the log tells of the node: version, runtime ... */
  readonly facts: ValuesState
}

/**
 * What is kept of a log: plain JSON of a few kilobytes a node. Its parts are no promise; `version` tells whether two fit
 * together.
 */
export interface CorrelatorState {
  readonly version: 1
  readonly nodes: readonly (readonly [node: string, state: NodeState])[]
  readonly lines: LineCounts
  readonly unexplained: {
    readonly rows: readonly (readonly [key: string, row: UnexplainedRow])[]
    readonly overflowed: boolean
  }
  readonly inputs: readonly InputSummary[]
  /** Matches that a configuration took out, by `rule: reason`. */
  readonly suppressed: readonly (readonly [reason: string, count: number])[]
}
