import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { panned, share, ticks, toTime, within, zoomed, type Range } from '../../../src/page/timeline/scale.ts'

const T0 = Date.parse('2024-06-02T15:39:04Z') * 1000
const SECOND = 1_000_000

describe('ticks', () => {
  test.each<[what: string, width: number, labels: string[]]>([
    ['of a second', SECOND, ['39:04.000', '39:04.200', '39:04.400', '39:04.600', '39:04.800', '39:05.000']],
    ['of a minute', 60 * SECOND, ['15:39:10', '15:39:20', '15:39:30', '15:39:40', '15:39:50', '15:40:00']],
    ['of an hour', 3600 * SECOND, ['15:40', '15:50', '16:00', '16:10', '16:20', '16:30']],
    ['of a week', 7 * 86_400 * SECOND, ['06-04', '06-06', '06-08']],
  ])('%s are at round times', (_what, width, labels) => {
    expect(ticks({ from: T0, to: T0 + width }, 6).map(({ label }) => label)).toEqual(labels)
  })

  test('name the day once, and the next one', () => {
    const made = ticks({ from: T0, to: T0 + 12 * 3600 * SECOND }, 6)
    expect(made.map(({ date }) => date)).toEqual([
      '2024-06-02',
      undefined,
      undefined,
      undefined,
      '2024-06-03',
      undefined,
    ])
  })
})

const full: Range = { from: T0, to: T0 + 1000 * SECOND }
const inside = fc
  .tuple(fc.nat(900), fc.integer({ min: 1, max: 100 }))
  .map(([at, width]): Range => ({ from: T0 + at * SECOND, to: T0 + (at + width) * SECOND }))

test('whatever is zoomed and moved, the view stays within the whole', () => {
  fc.assert(
    fc.property(
      inside,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: -3, max: 3, noNaN: true }),
      (range, factor, part) => {
        const at = (range.from + range.to) / 2
        for (const { from, to } of [zoomed(range, factor, at, full), panned(range, part, full), within(range, full)]) {
          expect(from).toBeGreaterThanOrEqual(full.from)
          expect(to).toBeLessThanOrEqual(full.to)
          expect(to).toBeGreaterThan(from)
        }
      },
    ),
  )
})

test('zooming keeps the time under the pointer where it is', () => {
  const range = { from: T0 + 400 * SECOND, to: T0 + 500 * SECOND }
  const at = T0 + 425 * SECOND
  expect(share(zoomed(range, 0.5, at, full), at)).toBeCloseTo(0.25)
})

test('a time is written as in the report', () => {
  expect(toTime(T0 + 168_847)).toBe('2024-06-02T15:39:04.168847Z')
})
