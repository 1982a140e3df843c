// What the log shows at a moment: the incidents of each node. A node of which nothing new is known is not looked at again.
import { patience } from '../correlate/assess.ts'
import { UNKNOWN_NODE } from '../correlate/correlator.ts'
import { forget, toKeep, type Kept } from '../correlate/forget.ts'
import { CausalGraph } from '../correlate/graph.ts'
import type { Incident } from '../correlate/incident.ts'
import { toIncidents } from '../correlate/incidents.ts'
import { NodeTallies } from '../correlate/node-tallies.ts'
import type { NodeState } from '../correlate/state.ts'
import { toReport } from '../report/build.ts'
import type { ReportIncident } from '../report/report.ts'
import type { Rule } from '../rules/rule.ts'
import { UNDATED } from '../time/instant.ts'
import type { Ahead, Reader } from './reader.ts'

/** An incident as it stands. Times are epoch microseconds. */
export interface Current {
  readonly incident: Incident
  /** It as programs get it, secrets masked: more work than all the rest, and asked for only when it is told. */
  readonly report: () => ReportIncident
  /** So long without evidence it goes on. */
  readonly patience: number
  /** The last line of its node. */
  readonly heard: number
}

/** Nodes that are one: a record that does not name its host is of the only host that is named. */
type Group = readonly [string, ...string[]]

export class View {
  readonly #rules: readonly Rule[]
  readonly #graph: CausalGraph
  readonly #reader: Reader
  #groups: readonly Group[] = []
  readonly #known = new Map<string, readonly Current[]>()
  /** What the last lines add for the time being. */
  #ahead: Ahead = NOTHING

  constructor(rules: readonly Rule[], reader: Reader) {
    this.#rules = rules
    this.#graph = new CausalGraph(rules)
    this.#reader = reader
  }

  /** All incidents, the earliest first. */
  get current(): Current[] {
    return [...this.#known.values()].flat().sort((a, b) => a.incident.start - b.incident.start)
  }

  /** Looks again at the nodes of which more is known, those of some incidents, or all. No node's log is taken to be later than `latest` says when it has looked ahead. */
  refresh(latest: () => number, isDue: (current: Current) => boolean): void {
    const before = this.#ahead
    this.#ahead = this.#reader.preview()
    const { touched } = this.#reader.correlator
    const dirty = new Set([...touched, ...(before === this.#ahead ? [] : [...before.touched, ...this.#ahead.touched])])
    touched.clear()
    if (this.#regroup()) this.#known.clear()
    for (const group of this.#groups) {
      const known = this.#known.get(group[0])
      if (known !== undefined && !group.some((name) => dirty.has(name)) && !known.some(isDue)) continue
      this.#known.set(group[0], this.#look(group, latest()))
    }
  }

  /** Looks at all nodes, when nothing is held back any more. */
  refreshAll(): void {
    this.#known.clear()
    this.refresh(
      () => Number.POSITIVE_INFINITY,
      () => true,
    )
  }

  /** Takes out what was over before `before`; gives the incidents that are gone, as they were at last. */
  forget(before: number, latest: number): Current[] {
    const { correlator } = this.#reader
    const groups = this.#groups.filter((group) => this.#hasPast(group, before))
    if (groups.length === 0) return []
    for (const group of groups) this.#known.set(group[0], this.#look(group, latest)) // its last words
    const known = this.current
    const kept = new Map<string, Kept>()
    for (const group of groups) {
      const state = this.#state(group)
      const keep = state && toKeep(group[0], state, this.#graph, before)
      if (keep !== undefined) for (const name of group) kept.set(name, keep)
    }
    correlator.rewrite(kept.keys(), (name, state) => {
      const keep = kept.get(name)
      return keep && forget(state, keep, this.#graph, before)
    })
    for (const group of groups) this.#known.set(group[0], this.#look(group, latest))
    const left = new Set(this.current.map(({ incident }) => incident.id))
    return known.filter(({ incident }) => !left.has(incident.id))
  }

  /** Has anything been over so long? As long as all of it is recent, a node stays as it is in a whole report. */
  #hasPast(group: Group, before: number): boolean {
    const known = this.#known.get(group[0]) ?? []
    if (known.length > 0) return known.some((current) => isPast(current, before))
    const last = this.#state(group)?.last ?? UNDATED
    return last !== UNDATED && last < before
  }

  /** Has it changed which nodes there are? */
  #regroup(): boolean {
    const names = [...new Set([...this.#reader.correlator.nodes, ...this.#ahead.states.keys()])].sort()
    const [known, ...others] = names.filter((name) => name !== UNKNOWN_NODE)
    const isOne = known !== undefined && others.length === 0 && names.length > 1
    const groups: Group[] = isOne ? [[known, UNKNOWN_NODE]] : names.map((name) => [name])
    const isOther = groups.map(String).join('\n') !== this.#groups.map(String).join('\n')
    this.#groups = groups
    return isOther
  }

  #look(group: Group, latest: number): Current[] {
    const state = this.#state(group)
    if (state === undefined) return []
    const nodes = [[group[0], { ...state, last: Math.min(state.last, latest) }]] as const
    const { inputs } = this.#reader
    const incidents = toIncidents({ nodes, inputs }, this.#rules, this.#graph)
    const reportOf = (incident: Incident): ReportIncident =>
      toReport({ ...EMPTY, nodes, inputs }, [incident]).incidents[0] as ReportIncident // of one it is one
    return incidents.map((incident) => ({
      incident,
      report: () => reportOf(incident),
      patience: patience([incident.cause.rule, ...incident.effects.map(({ rule }) => rule)]),
      heard: nodes[0][1].last,
    }))
  }

  #state(group: Group): NodeState | undefined {
    const states = group
      .flatMap((name) => [this.#reader.correlator.nodeState(name), this.#ahead.states.get(name)])
      .filter((state) => state !== undefined)
    if (states.length < 2) return states[0]
    const whole = new NodeTallies()
    for (const state of states) whole.merge(state)
    return whole.state()
  }
}

function isPast({ incident: { end }, patience: lasts }: Current, before: number): boolean {
  return end !== UNDATED && end + lasts < before
}

const NOTHING: Ahead = { states: new Map(), touched: new Set() }
const EMPTY = {
  version: 1,
  lines: { total: 0, explained: 0, context: 0, noise: 0, unexplained: 0, plain: 0, unparsed: 0 },
  unexplained: { rows: [], overflowed: false },
  suppressed: [],
} as const
