import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Span } from '../../src/correlate/spans.ts'
import { toHistogram } from '../../src/report/histogram.ts'
import { HOUR, MINUTE, SECOND, UNDATED } from '../../src/time/instant.ts'

const T0 = Date.parse('2024-06-02T15:39:04Z') * 1000

const span = (first: number, last: number = first, count = 1): Span => ({ first, last, count })

describe('the histogram of', () => {
  test.each<[what: string, spans: Span[], start: string | null, step: number, counts: number[]]>([
    ['nothing is empty', [], null, 1000, []],
    ['what has no time is empty', [span(UNDATED)], null, 1000, []],
    ['echoes alone is empty', [span(T0, T0, 0)], null, 1000, []],
    ['one moment is one step', [span(T0, T0, 9)], '2024-06-02T15:39:04.000000Z', 1000, [9]],
    [
      'two moments has nothing between them',
      [span(T0), span(T0 + 30 * SECOND, T0 + 30 * SECOND, 2)],
      '2024-06-02T15:39:04.000000Z',
      SECOND,
      [1, ...Array.from({ length: 29 }, () => 0), 2],
    ],
    [
      'a stretch is spread evenly, with one event at each end',
      [span(T0, T0 + 20 * SECOND, 41)],
      '2024-06-02T15:39:04.000000Z',
      SECOND / 2,
      Array.from({ length: 41 }, () => 1),
    ],
    [
      'a long stretch begins at a round time',
      [span(T0, T0 + 4 * HOUR, 2)],
      '2024-06-02T15:35:00.000000Z',
      5 * MINUTE,
      [1, ...Array.from({ length: 47 }, () => 0), 1],
    ],
  ])('%s', (_what, spans, start, step, counts) => {
    expect(toHistogram(spans)).toEqual({ start, step, counts })
  })

  test('anything has all events, in at most 60 steps, whatever the order of the spans', () => {
    const spans = fc.array(
      fc
        .tuple(
          fc.integer({ min: 1, max: 2 ** 51 }),
          fc.integer({ min: 0, max: 2 ** 40 }),
          fc.integer({ min: 1, max: 1e6 }),
        )
        .map(([first, width, count]) => span(first, count === 1 ? first : first + width, count)),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(spans, (all) => {
        const histogram = toHistogram(all)
        expect(histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(
          all.reduce((sum, { count }) => sum + count, 0),
        )
        expect(histogram.counts.length).toBeLessThanOrEqual(60)
        expect(toHistogram(all.toReversed())).toEqual(histogram)
        if (all.length > 0) {
          expect(histogram.counts[0]).toBeGreaterThan(0)
          expect(histogram.counts.at(-1)).toBeGreaterThan(0)
        }
      }),
    )
  })
})
