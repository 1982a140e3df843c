// spans of an incident -> counts over time in steps that people read easily.
import { wholeOf } from '../correlate/stretches.ts'
import type { Span } from '../correlate/spans.ts'
import { DAY, HOUR, MINUTE, SECOND, toIso, UNDATED } from '../time/instant.ts'
import type { ReportHistogram } from './report.ts'

const MAX_STEPS = 60
const MS = 1000

/** Microseconds; above the last one they double. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * MS),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
]

/**
 * Counts of events over time. The steps are aligned to the epoch, and their width depends only on the first and the last time:
 * the same records give the same histogram. A span of several events is taken as spread evenly.
 */
export function toHistogram(spans: readonly Span[]): ReportHistogram {
  const dated = spans.filter(({ first, count }) => first !== UNDATED && count > 0)
  const { first, last } = wholeOf(dated)
  if (dated.length === 0) return { start: null, step: STEPS[0] as number, counts: [] } // STEPS is not empty
  const step = stepFor(first, last)
  const start = Math.floor(first / step) * step
  const counts = Array.from({ length: Math.floor((last - start) / step) + 1 }, () => 0)
  for (const span of dated) {
    const from = Math.floor((span.first - start) / step)
    const to = Math.floor((span.last - start) / step)
    if (from === to) {
      counts[from] = (counts[from] ?? 0) + span.count
      continue
    }
    for (let index = from; index <= to; index++) {
      const end = start + (index + 1) * step
      counts[index] =
        (counts[index] ?? 0) + countBefore(span, end) - (index === from ? 0 : countBefore(span, end - step))
    }
  }
  return { start: toIso(start), step, counts }
}

function stepFor(first: number, last: number): number {
  const fits = (step: number): boolean => Math.floor(last / step) - Math.floor(first / step) < MAX_STEPS
  let step = STEPS.find(fits) ?? 28 * DAY
  while (!fits(step)) step *= 2
  return step
}

/** How many of the events of a span, spread evenly from its first to its last, came before a time. */
function countBefore({ first, last, count }: Span, us: number): number {
  if (us > last) return count
  if (us <= first) return 0
  return Math.min(count - 1, Math.ceil(((us - first) * (count - 1)) / (last - first)))
}
