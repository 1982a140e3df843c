// Rules that hold when another rule matches often: a crash loop is many exits in a short time.
import type { Rule } from '../rules/rule.ts'
import type { Episode } from './episode.ts'
import { Stretches } from './stretches.ts'
import type { Span } from './spans.ts'

/** The episodes that follow from the number of matches of other rules, where the rule did not show by itself. */
export function fromOccurrences(rule: Rule, episodes: readonly Episode[]): Episode[] {
  const { occurrences, window } = rule
  if (occurrences === undefined) return []
  const own = new Stretches(
    episodes.filter((episode) => episode.rule === rule),
    (episode) => episode,
  )
  return episodes
    .filter((episode) => episode.rule.id === occurrences.of)
    .filter(({ spans }) => mostWithin(spans, occurrences.within) >= occurrences.count)
    .filter(({ first, last }) => own.during({ first: first - window, last: last + window }).length === 0)
    .map((source) => ({ ...source, rule, level: rule.level, sameRecord: new Set<string>() }))
}

/** The largest number of matches in any stretch of `within` microseconds, as exactly as the spans tell. */
export function mostWithin(spans: readonly Span[], within: number): number {
  let most = 0
  for (const [index, start] of spans.entries()) {
    let count = 0
    for (const span of spans.slice(index)) if (span.last - start.first <= within) count += span.count
    most = Math.max(most, count)
  }
  return most
}
