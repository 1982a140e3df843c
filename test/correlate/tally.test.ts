// All matches of one rule on one subject, in a fixed amount of memory.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Tally } from '../../src/correlate/tally.ts'
import type { Sample } from '../../src/correlate/sample.ts'
import type { Match } from '../../src/match/signature.ts'
import { SECOND } from '../../src/time/instant.ts'
import { aRule } from '../rules/a-rule.ts'

const rule = aRule({ id: 'disk-full' })
const match = (fields: Partial<Match> = {}): Match => ({
  rule,
  signature: 'full',
  subject: '',
  captures: {},
  confidence: 'high',
  echo: false,
  ...fields,
})
const sample = (us: number, fields: Partial<Sample> = {}): Sample => ({
  us,
  precision: 1,
  input: 'log',
  line: us + 1,
  text: `at ${us}`,
  signature: 'full',
  captures: {},
  ...fields,
})

type Added = readonly [us: number, fields: Partial<Match>, captures: Readonly<Record<string, string>>, line?: number]

function tallyOf(added: readonly Added[]): Tally {
  const tally = new Tally()
  for (const [us, fields, captures, line = us + 1] of added) {
    const added = sample(us, { captures, line })
    tally.add(added, () => added, match({ ...fields, captures }), [])
  }
  return tally
}

describe('a tally', () => {
  test('counts matches, but not echoes', () => {
    expect(
      tallyOf([
        [1, {}, {}],
        [2, { echo: true }, {}],
        [3, {}, {}],
      ]).count,
    ).toBe(2)
  })

  test.each<[confidences: Match['confidence'][], best: Match['confidence']]>([
    [['low'], 'low'],
    [['low', 'medium'], 'medium'],
    [['high', 'low'], 'high'],
  ])('of confidence %j has %s', (confidences, best) => {
    expect(tallyOf(confidences.map((confidence, us) => [us, { confidence }, {}])).confidence).toBe(best)
  })

  test('keeps the first and the last of many samples', () => {
    const { samples } = tallyOf(
      Array.from({ length: 5000 }, (_, index) => [((index * 37) % 5000) * SECOND, {}, {}]),
    ).state()
    const kept = samples.cells.flatMap(([, { first, last }]) => [first.us, last.us])
    expect(kept.length).toBeLessThanOrEqual(32)
    expect(Math.min(...kept)).toBe(0)
    expect(Math.max(...kept)).toBe(4999 * SECOND)
  })

  test('is of a size that does not grow with the number of matches', () => {
    const added = Array.from({ length: 20_000 }, (_, index): Added => [index * SECOND, {}, { path: `/var/${index}` }])
    const size = (count: number): number => JSON.stringify(tallyOf(added.slice(0, count)).state()).length
    expect(size(20_000)).toBeLessThan(1.5 * size(2000))
  })

  const added = fc.array(
    fc.tuple(
      fc.integer({ min: 0, max: 2 ** 40 }),
      fc.record({ confidence: fc.constantFrom('low', 'medium', 'high'), echo: fc.boolean() }),
      fc.dictionary(fc.constantFrom('pod', 'path'), fc.string({ minLength: 1, maxLength: 2 })),
    ),
    { maxLength: 60 },
  )

  test('is the same in any order and over any split, through JSON', () => {
    fc.assert(
      fc.property(added, fc.nat(60), (all, cut) => {
        const placed = all.map(([us, fields, captures], index): Added => [us, fields, captures, index])
        const [some, others] = [placed.slice(0, cut), placed.slice(cut)]
        const merged = tallyOf(others.toReversed())
        merged.merge(JSON.parse(JSON.stringify(tallyOf(some).state())) as ReturnType<Tally['state']>)
        expect(merged.state()).toEqual(tallyOf(placed).state())
      }),
    )
  })
})
