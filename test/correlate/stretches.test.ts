// Stretches of time: found by time, as by looking at each of them.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Stretches, wholeOf, type Stretch } from '../../src/correlate/stretches.ts'

const meals = new Stretches(
  [
    { name: 'tea', first: 17, last: 18 },
    { name: 'feast', first: 10, last: 20 },
    { name: 'lunch', first: 12, last: 13 },
  ],
  (meal) => meal,
)

describe('the stretches of a moment', () => {
  test.each<[what: string, first: number, last: number, names: string[]]>([
    ['are in the order of their beginning', 0, 24, ['feast', 'lunch', 'tea']],
    ['are those that last all the while', 14, 16, ['feast']],
    ['are those that end as it begins', 13, 16, ['feast', 'lunch']],
    ['are those that begin as it ends', 14, 17, ['feast', 'tea']],
    ['are none before all of them', 0, 9, []],
    ['are none after all of them', 21, 24, []],
    ['are all of them in all of time', Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, ['feast', 'lunch', 'tea']],
  ])('%s', (_what, first, last, names) => {
    expect(meals.during({ first, last }).map(({ name }) => name)).toEqual(names)
  })

  test('are put behind what was found elsewhere', () => {
    const found = [{ name: 'breakfast', first: 7, last: 8 }]
    meals.collect({ first: 12, last: 12 }, found)
    expect(found.map(({ name }) => name)).toEqual(['breakfast', 'feast', 'lunch'])
  })

  test('are none where there are none', () => {
    expect(new Stretches<Stretch>([], (item) => item).during({ first: 0, last: 9 })).toEqual([])
  })

  const stretch = fc.tuple(fc.nat(30), fc.nat(12)).map(([first, length]): Stretch => ({ first, last: first + length }))

  test('are those that are found by looking at each of them', () => {
    fc.assert(
      fc.property(fc.array(stretch), stretch, (all, { first, last }) => {
        const found = all.filter((one) => one.first <= last && one.last >= first).sort((a, b) => a.first - b.first)
        expect(new Stretches(all, (one) => one).during({ first, last })).toEqual(found)
      }),
    )
  })
})

describe('several stretches', () => {
  test('go from the first beginning to the last end', () => {
    const stretches = [
      { first: 3, last: 9 },
      { first: 1, last: 2 },
    ]
    expect(wholeOf(stretches)).toEqual({ first: 1, last: 9 })
  })

  test('may be more than a function takes arguments', () => {
    const stretches = Array.from({ length: 200_000 }, (_, first) => ({ first, last: first }))
    expect(wholeOf(stretches)).toEqual({ first: 0, last: 199_999 })
  })
})
