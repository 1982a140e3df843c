// tallies -> episodes: matches of one rule and subject with no gap longer than the rule's window.
import { LEVELS, type Confidence, type Level, type Rule } from '../rules/rule.ts'
import { UNDATED } from '../time/instant.ts'
import { compareText } from './group.ts'
import { compareSamples, type Sample } from './sample.ts'
import { wholeOf, type Stretch } from './stretches.ts'
import type { Facts } from './summary.ts'
import type { Span } from './spans.ts'
import type { TallyState } from './tally.ts'

/** One stretch of one failure on one subject. Times are epoch microseconds. */
export interface Episode {
  readonly node: string
  readonly rule: Rule
  /** '' for the node. */
  readonly subject: string
  readonly first: number
  readonly last: number
  /** At least 1, also when only echoes showed. */
  readonly count: number
  /** Microseconds that the last digit of `first` stands for. */
  readonly precision: number
  /** Counts over time, in the order of time. */
  readonly spans: readonly Span[]
  /** In the order of time. */
  readonly samples: readonly Sample[]
  readonly facts: Facts
  /** Keys of the causes that matched the same records. */
  readonly sameRecord: ReadonlySet<string>
  readonly confidence: Confidence
  /** The rule's level, or a lower one while the failure is only passing. */
  readonly level: Level
}

/** Cuts a tally into episodes. `starts` are the times at which kubelet started on the node. */
export function toEpisodes(
  node: string,
  rule: Rule,
  subject: string,
  tally: TallyState,
  starts: readonly number[],
): Episode[] {
  const facts = new Map(tally.facts.map(([capture, values, more]) => [capture, { values, more }]))
  const spans = tally.spans.cells.map((cell) => cell[1]) // there are many
  const samples = samplesOf(tally)
  return join(spans, rule.window).map((joined) => {
    const { first, last } = wholeOf(joined)
    const count = Math.max(
      1,
      joined.reduce((sum, span) => sum + span.count, 0),
    )
    const shown = samples.filter(({ us }) => us >= first && us <= last)
    return {
      node,
      rule,
      subject,
      first,
      last,
      count,
      precision: shown[0]?.precision ?? 1,
      spans: joined,
      samples: shown,
      facts,
      sameRecord: new Set(tally.sameRecord.filter((same) => same[1] <= last && same[2] >= first).map(([key]) => key)),
      confidence: tally.confidence,
      level: joined.some(({ decisive }) => decisive) ? rule.level : levelOf(rule, { first, last, count }, starts),
    }
  })
}

/** Groups stretches (in the order of time) whose gaps are not longer than `window` microseconds. */
export function join<Some extends Stretch>(spans: readonly Some[], window: number): Some[][] {
  const groups: Some[][] = []
  let end = Number.NEGATIVE_INFINITY
  let group: Some[] = []
  for (const span of spans) {
    if (span.first - end <= window) group.push(span)
    else groups.push((group = [span]))
    end = Math.max(end, span.last)
  }
  return groups
}

export function samplesOf(tally: TallyState): Sample[] {
  const samples: Sample[] = []
  for (const [, { first, last }] of tally.samples.cells) {
    samples.push(first)
    if (compareSamples(first, last) !== 0) samples.push(last)
  }
  return samples.sort(compareSamples)
}

/** When an episode began, for putting episodes in order: a stamp of whole seconds stands for any moment of its second. */
export function momentOf({ first, precision }: Pick<Episode, 'first' | 'precision'>): number {
  return first + precision - 1
}

/** What some episodes are about, each subject once; the node itself is none. */
export function subjectsOf(episodes: readonly Episode[]): string[] {
  return [...new Set(episodes.map(({ subject }) => subject))].filter((subject) => subject !== '').sort(compareText)
}

/** The worst of some levels. */
export function worst(levels: readonly Level[]): Level {
  return LEVELS.find((level) => levels.includes(level)) ?? 'informational'
}

function levelOf(rule: Rule, { first, last, count }: Span, starts: readonly number[]): Level {
  const { persistence } = rule
  if (persistence === undefined || first === UNDATED) return rule.level
  const { count: least = 1, lasting = 0, startup, passing = 'low' } = persistence
  const isStartup =
    startup !== undefined && starts.some((start) => first >= start - startup / 2 && last <= start + startup)
  const isPassing = count < least || last - first < lasting || isStartup
  return isPassing
    ? worst([passing, rule.level].sort((a, b) => LEVELS.indexOf(b) - LEVELS.indexOf(a)).slice(0, 1))
    : rule.level
}

/** The facts of several episodes together. */
export function joinFacts(episodes: readonly Episode[]): Facts {
  const distinct = [...new Set(episodes.map(({ facts }) => facts))] // those of one tally have the same
  const [only] = distinct
  if (only !== undefined && distinct.length === 1) return only
  const joined = new Map<string, { values: Set<string>; more: boolean }>()
  for (const facts of distinct) {
    for (const [capture, { values, more }] of facts) {
      const known = joined.get(capture) ?? { values: new Set(), more: false }
      for (const value of values) known.values.add(value)
      joined.set(capture, { values: known.values, more: known.more || more })
    }
  }
  return new Map([...joined].map(([capture, { values, more }]) => [capture, { values: [...values].sort(), more }]))
}
