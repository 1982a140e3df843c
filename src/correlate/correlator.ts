// records and their matches -> a state of fixed size. Adding and merging are commutative and associative: any order of records and any
// split of them over correlators that are merged gives the same state.
import type { LogRecord } from '../klog/record.ts'
import type { Match } from '../match/signature.ts'
import { isFact, type Rule } from '../rules/rule.ts'
import { UNDATED, type Instant } from '../time/instant.ts'
import { BoundedTable } from './bounded-table.ts'
import { categoryOf } from './category.ts'
import { CausalGraph } from './graph.ts'
import { Inputs } from './input-summary.ts'
import { NodeTallies, type Again } from './node-tallies.ts'
import { Pending } from './pending.ts'
import { evidence, type Place } from './sample.ts'
import type { Category, CorrelatorState, InputSummary, LineCounts, NodeState, UnexplainedRow } from './state.ts'
import { templateOf } from './template.ts'

/** A record, when it was, and which rules it matches. */
export interface Observation {
  readonly record: LogRecord
  readonly instant: Instant
  readonly matches: readonly Match[]
  /** The node when the record does not name its host. */
  readonly node?: string | undefined
  /** Why matches of the record were taken out, where a configuration did. */
  readonly suppressed?: readonly string[] | undefined
}

/** The node of records that do not name their host. */
export const UNKNOWN_NODE = 'unknown'

const MAX_NODES = 4096
const MAX_TEMPLATES = 512
const NOTHING: readonly string[] = []
const NO_LINES: LineCounts = { total: 0, explained: 0, context: 0, noise: 0, unexplained: 0, plain: 0, unparsed: 0 }

/**
 * Adds up what happened.
 *
 * @example
 * const correlator = new Correlator(rules)
 * correlator.add({ record, instant, matches })
 * const other = new Correlator(rules, JSON.parse(JSON.stringify(correlator.state())))
 */
export class Correlator {
  readonly #graph: CausalGraph
  #nodes = new BoundedTable<NodeTallies>(MAX_NODES)
  readonly #pending = new Pending()
  readonly #newNode = (): NodeTallies => new NodeTallies(this.#pending)
  #unexplained = new BoundedTable<UnexplainedRow>(MAX_TEMPLATES)
  readonly #lines: Record<keyof LineCounts, number> = { ...NO_LINES }
  readonly #inputs = new Inputs()
  readonly #suppressed = new Map<string, number>()
  /** The keys of unexplained messages that were seen before, as far as they are remembered. */
  readonly #keys = new WeakMap<LogRecord, string>()

  constructor(rules: readonly Rule[], state?: CorrelatorState) {
    this.#graph = new CausalGraph(rules)
    if (state !== undefined) this.merge(state)
  }

  /** Adds a record. */
  add({ record, instant, matches, node: fallback = UNKNOWN_NODE, suppressed = NOTHING }: Observation): void {
    const node = this.#node(record.source._HOSTNAME ?? fallback)
    node?.seen(instant.us)
    const known = matches.filter(({ rule }) => !isFact(rule))
    const shown = shownOf(matches)
    if (shown.length > 0) node?.add(record, instant, shown, this.#graph)
    for (const { facts } of matches) if (facts !== undefined) node?.learn(facts)
    const category = known.length === 0 && suppressed.length > 0 ? 'noise' : categoryOf(record, known)
    for (const reason of suppressed) this.#suppress(reason, 1)
    this.count(category, record.lines)
    if (category !== 'unexplained') return
    const place = { us: instant.us, input: record.origin.input, line: record.origin.line }
    this.#unknown(this.#keyOf(record), place, () => record, record.repeated)
  }

  /**
   * For more records of the same process that say the same as this one, which was added: counts some of them. What they match is
   * not asked for again.
   *
   * @example
   * const again = correlator.again({ record, matches })
   * again({ count: 2, first, last })
   * @internal
   */
  again({ record, matches, node: fallback = UNKNOWN_NODE }: Omit<Observation, 'instant' | 'suppressed'>): Again {
    const node = this.#node(record.source._HOSTNAME ?? fallback)
    const shown = shownOf(matches)
    const add = shown.length === 0 ? undefined : node?.again(record, shown, this.#graph)
    const category = categoryOf(record, matches)
    const key = category === 'unexplained' ? this.#keyOf(record) : undefined
    return (repeats) => {
      const { count, first, last } = repeats
      node?.seen(first.us)
      node?.seen(last.us)
      add?.(repeats)
      this.count(category, count)
      if (key !== undefined) this.#unknown(key, first, () => first.record(), count)
    }
  }

  /** Makes the evidence that was put off, so that nothing is kept of the lines that it is on. @internal */
  settle(): void {
    this.#pending.settle()
  }

  /** Lines of a node that say nothing, the first and the last of them; they are to be counted as `context`. @internal */
  pass(node: string = UNKNOWN_NODE, first: number = UNDATED, last: number = first): void {
    const tallies = this.#node(node)
    tallies?.seen(first)
    tallies?.seen(last)
  }

  /** Accounts for lines that are in no record. */
  count(category: Category, lines: number): void {
    this.#lines.total += lines
    this.#lines[category] += lines
  }

  /** Adds what is known of an input. */
  input(summary: InputSummary): void {
    this.#inputs.add(summary)
  }

  /** Adds what another correlator with the same rules knows. */
  merge(state: CorrelatorState): void {
    for (const [name, node] of state.nodes) this.#node(name)?.merge(node)
    for (const category of Object.keys(NO_LINES) as (keyof LineCounts)[]) this.#lines[category] += state.lines[category]
    for (const [key, row] of state.unexplained.rows) this.#unknownRow(key, row)
    if (state.unexplained.overflowed)
      this.#unexplained = new BoundedTable(MAX_TEMPLATES, this.#unexplained.sorted(), true)
    for (const summary of state.inputs) this.#inputs.add(summary)
    for (const [reason, count] of state.suppressed) this.#suppress(reason, count)
  }

  /** Lines that were accounted for. */
  get lines(): number {
    return this.#lines.total
  }

  /** The nodes that are kept, by name. */
  get nodes(): string[] {
    return this.#nodes.sorted().map(([name]) => name)
  }

  /** The state of one node. */
  nodeState(name: string): NodeState | undefined {
    return this.#nodes.get(name)?.state()
  }

  /** Puts other states in the place of those of some nodes; without one, the node is left out from now on. */
  rewrite(names: Iterable<string>, change: (name: string, state: NodeState) => NodeState | undefined): void {
    const wanted = new Set(names)
    const nodes = this.#nodes.sorted().flatMap(([name, tallies]): [string, NodeTallies][] => {
      if (!wanted.has(name)) return [[name, tallies]]
      const state = change(name, tallies.state())
      if (state === undefined) return []
      const node = this.#newNode()
      node.merge(state)
      return [[name, node]]
    })
    this.#nodes = new BoundedTable(MAX_NODES, nodes)
  }

  /** All that is known, as plain JSON. */
  state(): CorrelatorState {
    return this.#state((node) => node.state())
  }

  /** The same for who looks at it once, before more is added: it takes far less room. */
  view(): CorrelatorState {
    return this.#state((node) => node.view())
  }

  #state(stateOf: (node: NodeTallies) => NodeState): CorrelatorState {
    return {
      version: 1,
      nodes: this.#nodes.sorted().map(([name, node]) => [name, stateOf(node)]),
      lines: { ...this.#lines },
      unexplained: {
        rows: this.#unexplained.sorted().map(([key, row]) => [key, { ...row }]),
        overflowed: this.#unexplained.overflowed,
      },
      inputs: this.#inputs.sorted(),
      suppressed: [...this.#suppressed].sort(([a], [b]) => (a < b ? -1 : 1)),
    }
  }

  #suppress(reason: string, count: number): void {
    this.#suppressed.set(reason, (this.#suppressed.get(reason) ?? 0) + count)
  }

  #node(name: string): NodeTallies | undefined {
    return this.#nodes.row(name, this.#newNode)
  }

  #unknown(key: string, place: Place, record: () => LogRecord, count: number): void {
    const known = this.#unexplained.get(key)
    if (known !== undefined && !isBefore(place, known.first)) known.count += count
    else
      this.#unknownRow(key, {
        count,
        first: { us: place.us, input: place.input, line: place.line, text: evidence(record()) },
      })
  }

  #keyOf(record: LogRecord): string {
    const { original } = record
    const known = this.#keys.get(original)
    if (known !== undefined) return known
    const key = [record.severity, record.header?.file ?? '', templateOf(record)].join('\t')
    this.#keys.set(original, key)
    return key
  }

  #unknownRow(key: string, { count, first }: UnexplainedRow): void {
    const row = this.#unexplained.row(key, () => ({ count: 0, first }))
    if (row === undefined) return
    row.count += count
    if (isBefore(first, row.first)) row.first = first
  }
}

function shownOf(matches: readonly Match[]): Match[] {
  return matches.filter(({ rule }) => !isFact(rule) && rule.role !== 'noise')
}

function isBefore(a: Place, b: Place): boolean {
  return a.us !== b.us ? a.us < b.us : a.input !== b.input ? a.input < b.input : a.line < b.line
}
