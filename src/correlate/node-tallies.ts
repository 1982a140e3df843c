// What is kept of one node: a tally a rule and subject, exact totals, and the kubelet processes that were seen.
import type { LogRecord } from '../klog/record.ts'
import type { Match } from '../match/signature.ts'
import { UNDATED, type Instant } from '../time/instant.ts'
import { BoundedTable } from './bounded-table.ts'
import type { CausalGraph } from './graph.ts'
import type { Repeats } from './repeat.ts'
import { toSample } from './sample.ts'
import type { NodeState, RunRow } from './state.ts'
import { Pending } from './pending.ts'
import { Tally, type TallyState } from './tally.ts'
import { Values } from './values.ts'

/** Subjects of one rule on one node that are told apart. */
const MAX_SUBJECTS = 256
const MAX_RUNS = 128
const NO_CAUSES: readonly string[] = []

/** Counts more records that say what one before them said. */
export type Again = (repeats: Repeats) => void

export class NodeTallies {
  #first = Number.POSITIVE_INFINITY
  #last = UNDATED
  readonly #byRule = new Map<string, BoundedTable<Tally>>()
  readonly #totals = new Map<string, { count: number }>()
  readonly #runs = new BoundedTable<RunRow>(MAX_RUNS)
  readonly #facts = new Values()
  readonly #newTally: () => Tally

  constructor(pending: Pending = new Pending()) {
    this.#newTally = () => new Tally(undefined, pending)
  }

  seen(us: number): void {
    if (us === UNDATED) return
    if (us < this.#first) this.#first = us
    if (us > this.#last) this.#last = us
  }

  add(record: LogRecord, instant: Instant, matches: readonly Match[], graph: CausalGraph): void {
    const place = { us: instant.us, input: record.origin.input, line: record.origin.line }
    for (const match of matches) {
      const events = match.echo ? 0 : record.repeated
      this.#total(match.rule.id).count += events
      const tally = this.#tally(match.rule.id, match.subject)
      const causes = matches.length === 1 ? NO_CAUSES : causesOf(match, matches, graph)
      tally?.add(place, () => toSample(record, match, instant), match, causes, events)
    }
    const pid = record.header?.threadid
    if (pid !== undefined) this.#run(String(pid), instant.us, instant.us, 1)
  }

  /**
   * For more records that say the same as this one, which was added: counts some of them. The rows that they count on are looked up
   * once: a row that has no place in its table will never have one.
   */
  again(record: LogRecord, matches: readonly Match[], graph: CausalGraph): Again {
    const adds = matches.map((match) => this.#again(match, causesOf(match, matches, graph)))
    const run = this.#runs.get(String(record.header?.threadid))
    return (repeats) => {
      for (const add of adds) add(repeats)
      if (run !== undefined) widen(run, repeats.first.us, repeats.last.us, repeats.count)
    }
  }

  #again(match: Match, causes: readonly string[]): Again {
    const isEvent = !match.echo
    const total = this.#total(match.rule.id)
    const add = this.#byRule.get(match.rule.id)?.get(match.subject)?.again(match, causes, isEvent)
    return (repeats) => {
      if (isEvent) total.count += repeats.count
      add?.(repeats)
    }
  }

  /** What a record tells of the node. */
  learn(facts: Readonly<Record<string, string>>): void {
    this.#facts.add(facts)
  }

  merge(state: NodeState): void {
    this.#first = Math.min(this.#first, state.first === UNDATED ? Number.POSITIVE_INFINITY : state.first)
    this.#last = Math.max(this.#last, state.last)
    for (const [rule, count] of state.totals) this.#total(rule).count += count
    for (const [key, tally] of state.tallies) this.#mergeTally(key, tally)
    for (const rule of state.crowded)
      this.#byRule.set(rule, new BoundedTable(MAX_SUBJECTS, this.#byRule.get(rule)?.sorted(), true))
    for (const [pid, { first, last, count }] of state.runs) this.#run(pid, first, last, count)
    this.#facts.merge(state.facts)
  }

  state(): NodeState {
    return this.#state((tally) => tally.state())
  }

  /** The state for who looks at it once, before more is added: it takes far less room. */
  view(): NodeState {
    return this.#state((tally) => tally.view())
  }

  #state(stateOf: (tally: Tally) => TallyState): NodeState {
    const rules = [...this.#byRule].sort(([a], [b]) => (a < b ? -1 : 1))
    return {
      first: Number.isFinite(this.#first) ? this.#first : UNDATED,
      last: this.#last,
      tallies: rules.flatMap(([rule, table]) =>
        table.sorted().map(([subject, tally]) => [joinKey(rule, subject), stateOf(tally)] as const),
      ),
      totals: [...this.#totals].map(([rule, { count }]) => [rule, count] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
      crowded: rules.filter(([, table]) => table.overflowed).map(([rule]) => rule),
      runs: this.#runs.sorted().map(([pid, run]) => [pid, { ...run }]),
      facts: this.#facts.state(),
    }
  }

  #mergeTally(key: string, state: TallyState): void {
    this.#tally(...splitKey(key))?.merge(state)
  }

  #tally(rule: string, subject: string): Tally | undefined {
    const known = this.#byRule.get(rule)
    const table = known ?? new BoundedTable<Tally>(MAX_SUBJECTS)
    if (known === undefined) this.#byRule.set(rule, table)
    return table.row(subject, this.#newTally)
  }

  #total(rule: string): { count: number } {
    const known = this.#totals.get(rule)
    if (known !== undefined) return known
    const row = { count: 0 }
    this.#totals.set(rule, row)
    return row
  }

  #run(pid: string, first: number, last: number, count: number): void {
    const run = this.#runs.row(pid, () => ({ first, last, count: 0 }))
    if (run !== undefined) widen(run, first, last, count)
  }
}

function widen(run: RunRow, first: number, last: number, count: number): void {
  if (first < run.first) run.first = first
  if (last > run.last) run.last = last
  run.count += count
}

/** The keys of the tallies of those matches of a record that explain one of them. */
function causesOf(match: Match, matches: readonly Match[], graph: CausalGraph): string[] {
  const causes: string[] = []
  for (const { rule, subject } of matches)
    if (graph.distance(rule.id, match.rule.id) !== undefined) causes.push(joinKey(rule.id, subject))
  return causes
}

/** A tally's key: the rule, and after a space its subject where it has one. Rule ids hold no spaces. */
export function joinKey(rule: string, subject: string): string {
  return subject === '' ? rule : `${rule} ${subject}`
}

export function splitKey(key: string): [rule: string, subject: string] {
  const space = key.indexOf(' ')
  return space === -1 ? [key, ''] : [key.slice(0, space), key.slice(space + 1)]
}
