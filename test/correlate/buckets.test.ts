import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Buckets } from '../../src/correlate/buckets.ts'

const CELL = 2 ** 24
const add = (a: number, b: number): number => a + b

function filled(times: readonly number[], max: number): Buckets<number> {
  const buckets = new Buckets<number>(max, add)
  for (const us of times) buckets.add(us, 1)
  return buckets
}

describe('buckets', () => {
  test.each<[what: string, times: number[], max: number, cells: number[], width: number]>([
    ['are none without times', [], 4, [], CELL],
    ['join times of one cell', [0, 1, CELL - 1], 4, [3], CELL],
    ['keep times of two cells apart', [CELL - 1, CELL], 4, [1, 1], CELL],
    ['stand in the order of time', [5 * CELL, 5 * CELL, CELL], 4, [1, 2], CELL],
    ['double their width when they are too many', [0, CELL, 2 * CELL], 2, [2, 1], 2 * CELL],
    ['double it as often as it takes', [0, 100 * CELL], 1, [2], 128 * CELL],
    ['do not join neighbours across an even border', [CELL, 2 * CELL, 9 * CELL], 2, [2, 1], 4 * CELL],
    ['take times before 1970', [-1, 0], 4, [1, 1], CELL],
  ])('%s', (_what, times, max, cells, width) => {
    const buckets = filled(times, max)
    expect(buckets.sorted()).toEqual(cells)
    expect(buckets.width).toBe(width)
  })

  const times = fc.array(fc.integer({ min: 0, max: 2 ** 40 }), { maxLength: 60 })
  const limit = fc.integer({ min: 1, max: 16 })

  test('are the same in any order, and over any split, through JSON', () => {
    fc.assert(
      fc.property(times, times, limit, (some, others, max) => {
        const whole = filled([...some, ...others], max)
        const merged = filled(others.toReversed(), max)
        merged.merge(JSON.parse(JSON.stringify(filled(some, max).state())) as ReturnType<typeof merged.state>)
        expect(merged.state()).toEqual(whole.state())
      }),
    )
  })

  test('lose nothing and never outgrow their number', () => {
    fc.assert(
      fc.property(times, limit, (all, max) => {
        const cells = filled(all, max).sorted()
        expect(cells.length).toBeLessThanOrEqual(max)
        expect(cells.reduce(add, 0)).toBe(all.length)
      }),
    )
  })

  test('go on from a state', () => {
    const once = filled([0, CELL, 2 * CELL], 2)
    const again = new Buckets<number>(2, add, once.state())
    again.add(3 * CELL, 1)
    expect(again.sorted()).toEqual([2, 2])
    expect(once.sorted()).toEqual([2, 1])
  })
})
