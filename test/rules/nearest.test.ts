import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { nearest, noRule } from '../../src/rules/nearest.ts'

const IDS = [
  'image-not-found',
  'image-pull-backoff',
  'disk-full',
  'disk-pressure-eviction',
  'inotify-watches-exhausted',
]

describe('the nearest word', () => {
  test.each([
    ['a letter left out', 'imge-not-found', 'image-not-found'],
    ['two letters that changed places', 'dsik-full', 'disk-full'],
    ['the begin of it', 'inotify', 'inotify-watches-exhausted'],
    ['the shortest that begins so', 'disk', 'disk-full'],
    ['capitals', 'Disk-Full', 'disk-full'],
    ['some of its words', 'watches-exhausted', 'inotify-watches-exhausted'],
    ['its words in another order', 'backoff-image-pull', 'image-pull-backoff'],
  ])('is found by %s: %s', (_what, word, found) => {
    expect(nearest(word, IDS)).toBe(found)
  })

  test.each(['', 'x', 'di', 'xyzzy', 'network', '\u0000'])('is none for %j', (word) => {
    expect(nearest(word, IDS)).toBeUndefined()
  })

  test('is found by any word in which one letter is wrong', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...IDS),
        fc.nat(),
        fc.constantFrom('a', 'b', 'c', 'x', 'y', 'z', '-'),
        (id, place, letter) => {
          const at = place % id.length
          expect(nearest(`${id.slice(0, at)}${letter}${id.slice(at + 1)}`, IDS)).toBe(id)
        },
      ),
    )
  })
})

test('that there is no rule is said with the nearest one', () => {
  expect(noRule('disk-ful', IDS)).toBe('there is no rule `disk-ful`; did you mean `disk-full`?')
  expect(noRule('xyzzy', IDS)).toBe('there is no rule `xyzzy`')
})
