import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Literals } from '../../src/match/literals.ts'
import { TextBytes } from '../../src/match/text-bytes.ts'

type Hit = readonly [literal: number, start: number]

function search(literals: readonly string[], text: string): Hit[] {
  const hits: Hit[] = []
  const bytes = new TextBytes()
  bytes.set(text)
  new Literals(literals).search(
    bytes.view,
    0,
    bytes.length,
    (literal, at) => void hits.push([literal, bytes.column(at)]),
  )
  return sorted(hits)
}

/** Every place of every literal, found the plain way. */
function searchNaively(literals: readonly string[], text: string): Hit[] {
  return literals.flatMap((literal, number) => {
    const starts: Hit[] = []
    for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + 1)) starts.push([number, at])
    return starts
  })
}

function sorted(hits: readonly Hit[]): Hit[] {
  return [...hits].sort(([a, m], [b, n]) => a - b || m - n)
}

describe('the search finds', () => {
  test.each<[what: string, literals: string[], text: string, hits: Hit[]]>([
    ['nothing without literals', [], 'ushers', []],
    ['nothing in an empty text', ['he'], '', []],
    ['a literal that is the whole text', ['he'], 'he', [[0, 0]]],
    [
      'literals that end at one place',
      ['he', 'she'],
      'ushers',
      [
        [0, 2],
        [1, 1],
      ],
    ],
    [
      'a literal that is the start of another',
      ['abc', 'abcde'],
      'abcde',
      [
        [0, 0],
        [1, 0],
      ],
    ],
    ['a literal whose middle is another one', ['abcde', 'bcd'], 'abcdx', [[1, 1]]],
    [
      'overlapping places of one literal',
      ['aa'],
      'aaaa',
      [
        [0, 0],
        [0, 1],
        [0, 2],
      ],
    ],
    ['a literal after a false start of itself', ['aab'], 'aaab', [[0, 1]]],
    [
      'both of two equal literals',
      ['no', 'no'],
      'no',
      [
        [0, 0],
        [1, 0],
      ],
    ],
    [
      'literals beside characters that are not ASCII',
      ['disk'],
      '💾disk\u0100disk',
      [
        [0, 2],
        [0, 7],
      ],
    ],
  ])('%s', (_what, literals, text, hits) => {
    expect(search(literals, text)).toEqual(hits)
  })

  test('upper case is not lower case', () => {
    expect(search(['Failed'], 'failed')).toEqual([])
  })

  test.each([1, 2, 4, 5, 6, 7, 8, 30])('a literal of %i characters wherever it stands', (length) => {
    const literal = 'abcdefghijklmnopqrstuvwxyz0123'.slice(0, length)
    for (let before = 0; before < 9; before++) {
      for (let behind = 0; behind < 9; behind++)
        expect(search([literal], '.'.repeat(before) + literal + '.'.repeat(behind))).toEqual([[0, before]])
      expect(search([literal], '.'.repeat(before) + literal.slice(0, -1))).toEqual([])
    }
  })

  test('nothing that begins before the bytes or ends behind them', () => {
    const bytes = new TextBytes()
    bytes.set('no space left on device')
    const found: number[] = []
    const literals = new Literals(['no space', 'space left', 'device'])
    literals.search(bytes.view, 1, bytes.length - 1, (literal) => void found.push(literal))
    expect(found).toEqual([1])
  })

  test('a text that is longer than all before it', () => {
    expect(search(['needle'], `${'\u{1f4be}'.repeat(5000)}needle`)).toEqual([[0, 10_000]])
  })
})

describe('the search agrees with indexOf', () => {
  // Few characters, so that literals share beginnings and endings and stand inside each other.
  const few = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength, maxLength })

  test('on texts of few characters', () => {
    fc.assert(
      fc.property(fc.array(few(9, 1), { maxLength: 12 }), few(60), (literals, text) => {
        expect(search(literals, text)).toEqual(sorted(searchNaively(literals, text)))
      }),
      { numRuns: 500 },
    )
  })

  test('on any text that holds some of any ASCII literals', () => {
    const literals = fc.array(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 20 }), {
      minLength: 1,
      maxLength: 8,
    })
    const given = literals.chain((known) =>
      fc.tuple(fc.constant(known), fc.array(fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary' })))),
    )
    fc.assert(
      fc.property(given, ([known, parts]) => {
        const text = parts.join('')
        expect(search(known, text)).toEqual(sorted(searchNaively(known, text)))
      }),
    )
  })
})
