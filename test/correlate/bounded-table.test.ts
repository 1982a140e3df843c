import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { BoundedTable } from '../../src/correlate/bounded-table.ts'
import { hash53 } from '../../src/correlate/hash.ts'

interface Row {
  count: number
}

function fill(table: BoundedTable<Row>, keys: readonly string[]): BoundedTable<Row> {
  for (const key of keys) {
    const row = table.row(key, () => ({ count: 0 }))
    if (row !== undefined) row.count++
  }
  return table
}

const filled = (keys: readonly string[], max: number): BoundedTable<Row> => fill(new BoundedTable<Row>(max), keys)

describe('a bounded table', () => {
  test('counts every key while there is room', () => {
    const table = filled(['b', 'a', 'b'], 2)
    expect(table.sorted()).toEqual([
      ['a', { count: 1 }],
      ['b', { count: 2 }],
    ])
    expect(table.overflowed).toBe(false)
    expect(table.size).toBe(2)
  })

  test('says that there were more keys than rows, and still has its number of rows', () => {
    const table = filled(['a', 'b', 'c'], 2)
    expect(table.overflowed).toBe(true)
    expect(table.size).toBe(2)
  })

  test('gives no row to a key without a place, and does not make one', () => {
    const [lowest, highest] = ['a', 'b'].sort((one, other) => hash53(one) - hash53(other)) as [string, string]
    const table = filled([lowest], 1)
    expect(
      table.row(highest, () => {
        throw new Error('made in vain')
      }),
    ).toBeUndefined()
    expect(table.get(highest)).toBeUndefined()
    expect(table.get(lowest)).toEqual({ count: 1 })
  })

  test('goes on from rows, and remembers that it overflowed', () => {
    const table = new BoundedTable<Row>(4, [['a', { count: 3 }]], true)
    expect(fill(table, ['a']).sorted()).toEqual([['a', { count: 4 }]])
    expect(table.overflowed).toBe(true)
  })

  const keys = fc.array(fc.string({ maxLength: 3 }), { maxLength: 80 })
  const limit = fc.integer({ min: 1, max: 12 })

  test('keeps the keys with the lowest hashes, each with all that was counted on it', () => {
    fc.assert(
      fc.property(keys, limit, (all, max) => {
        const distinct = [...new Set(all)].sort((a, b) => hash53(a) - hash53(b) || (a < b ? -1 : 1))
        const kept = distinct.slice(0, max).sort((a, b) => (a < b ? -1 : 1))
        const counted = kept.map((key) => [key, { count: all.filter((one) => one === key).length }])
        const table = filled(all, max)
        expect(table.sorted()).toEqual(counted)
        expect(table.overflowed).toBe(distinct.length > max)
      }),
    )
  })

  test('is the same over any split', () => {
    fc.assert(
      fc.property(keys, keys, limit, (some, others, max) => {
        const whole = filled([...some, ...others], max)
        const parts = [filled(some, max), filled(others, max)]
        const merged = new BoundedTable<Row>(max)
        for (const [key, { count }] of parts.flatMap((part) => part.sorted())) {
          const row = merged.row(key, () => ({ count: 0 }))
          if (row !== undefined) row.count += count
        }
        expect(merged.sorted()).toEqual(whole.sorted())
      }),
    )
  })
})

describe('the hash', () => {
  test('is the same on every machine and in every version: ids and samples depend on it', () => {
    expect(['', 'a', 'node-a', '\u{1f4be}'].map(hash53)).toEqual([
      3338908027751811, 7929297801672961, 3452964261245407, 7309756058281162,
    ])
  })

  test('tells texts apart that differ little', () => {
    const texts = Array.from({ length: 5000 }, (_, index) => `shop/web-${index}`)
    expect(new Set(texts.map(hash53)).size).toBe(texts.length)
  })

  test('is a whole number that JSON keeps', () => {
    fc.assert(fc.property(fc.string(), (text) => Number.isSafeInteger(hash53(text)) && hash53(text) >= 0))
  })
})
