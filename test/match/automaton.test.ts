import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Automaton } from '../../src/match/automaton.ts'

type Hit = readonly [literal: number, start: number]

function search(literals: readonly string[], text: string): Hit[] {
  const hits: Hit[] = []
  new Automaton(literals).search(text, (literal, start) => hits.push([literal, start]))
  return hits
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

describe('the automaton finds', () => {
  test.each<[what: string, literals: string[], text: string, hits: Hit[]]>([
    ['nothing without literals', [], 'ushers', []],
    ['nothing in an empty text', ['he'], '', []],
    ['a literal that is the whole text', ['he'], 'he', [[0, 0]]],
    [
      'literals that end at one place, the longest first',
      ['he', 'she'],
      'ushers',
      [
        [1, 1],
        [0, 2],
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
})

describe('the automaton agrees with indexOf', () => {
  // Few characters, so that literals share beginnings and endings and stand inside each other.
  const few = (maxLength: number, minLength = 0): fc.Arbitrary<string> =>
    fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), minLength, maxLength })

  test('on texts of few characters', () => {
    fc.assert(
      fc.property(fc.array(few(6, 1), { maxLength: 12 }), few(60), (literals, text) => {
        expect(sorted(search(literals, text))).toEqual(sorted(searchNaively(literals, text)))
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
        expect(sorted(search(known, text))).toEqual(sorted(searchNaively(known, text)))
      }),
    )
  })
})
