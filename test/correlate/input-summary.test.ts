// What is known of the parts of one input, added up.
import { describe, expect, test } from '@jest/globals'
import { commonest, Inputs } from '../../src/correlate/input-summary.ts'
import type { InputSummary } from '../../src/correlate/state.ts'
import { UNDATED } from '../../src/time/instant.ts'

const part = (fields: Partial<InputSummary> = {}): InputSummary => ({
  name: 'log',
  format: 'klog',
  formats: { klog: 1 },
  lines: 1,
  bytes: 10,
  first: 5,
  last: 5,
  order: 'single-time',
  assumptions: [],
  cutLines: 0,
  yearUnresolved: false,
  damage: { guessed: 0, cutOff: 0, foreign: 0 },
  ...fields,
})

function mergeInputs(parts: readonly InputSummary[]): InputSummary[] {
  const inputs = new Inputs()
  for (const part of parts) inputs.add(part)
  return inputs.sorted()
}

const merged = (...parts: InputSummary[]): InputSummary | undefined => mergeInputs(parts)[0]

describe('the parts of one input', () => {
  test.each<[what: string, a: Partial<InputSummary>, b: Partial<InputSummary>, whole: Partial<InputSummary>]>([
    [
      'add up lines, bytes and cut lines',
      { lines: 2, bytes: 20, cutLines: 1 },
      { lines: 3, bytes: 30, cutLines: 2 },
      { lines: 5, bytes: 50, cutLines: 3 },
    ],
    ['span from the earliest to the latest time', { first: 5, last: 7 }, { first: 1, last: 6 }, { first: 1, last: 7 }],
    ['ignore a part without times', { first: UNDATED, last: UNDATED }, { first: 3, last: 4 }, { first: 3, last: 4 }],
    [
      'have the format of most lines of all parts',
      { format: 'klog', formats: { klog: 2 } },
      { format: 'text', formats: { text: 3, klog: 2 } },
      { format: 'klog', formats: { klog: 4, text: 3 } },
    ],
    [
      'have the order of the parts that have one',
      { order: 'single-time' },
      { order: 'newest-first' },
      { order: 'newest-first' },
    ],
    ['keep an order that all have', { order: 'newest-first' }, { order: 'newest-first' }, { order: 'newest-first' }],
    [
      'are unordered when their orders differ',
      { order: 'oldest-first' },
      { order: 'newest-first' },
      { order: 'unordered' },
    ],
    [
      'take the same for granted once',
      { assumptions: ['b', 'a'] },
      { assumptions: ['b', 'c'] },
      { assumptions: ['a', 'b', 'c'] },
    ],
    [
      'add up what is damaged',
      { damage: { guessed: 1, cutOff: 2, foreign: 3 } },
      { damage: { guessed: 10, cutOff: 20, foreign: 30 } },
      { damage: { guessed: 11, cutOff: 22, foreign: 33 } },
    ],
    ['do not know the year when one of them does not', { yearUnresolved: true }, {}, { yearUnresolved: true }],
  ])('%s', (_what, a, b, whole) => {
    expect(merged(part(a), part(b))).toMatchObject(whole)
    expect(merged(part(b), part(a))).toEqual(merged(part(a), part(b)))
  })

  test('are the same in any grouping', () => {
    const [a, b, c] = [
      part({ order: 'oldest-first' }),
      part({ order: 'newest-first', first: 1 }),
      part({ order: 'oldest-first', last: 9 }),
    ]
    expect(mergeInputs([...mergeInputs([a, b]), c])).toEqual(mergeInputs([a, ...mergeInputs([b, c])]))
  })
})

test('inputs of other names stay apart, in the order of names', () => {
  expect(mergeInputs([part({ name: 'b' }), part({ name: 'a' })]).map(({ name }) => name)).toEqual(['a', 'b'])
})

describe('the commonest format', () => {
  test.each<[formats: Record<string, number>, format: string]>([
    [{}, 'empty'],
    [{ text: 1 }, 'text'],
    [{ text: 1, klog: 2 }, 'klog'],
    [{ text: 2, klog: 2 }, 'klog'],
  ])('of %j is %s', (formats, format) => {
    expect(commonest(formats)).toBe(format)
  })
})
