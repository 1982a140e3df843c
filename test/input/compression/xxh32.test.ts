import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Xxh32 } from '../../../src/input/compression/xxh32.ts'

// From `xxhsum -H0`.
test.each([
  ['', '02cc5d05'],
  ['a', '550d7456'],
  ['abc', '32d153ff'],
  ['Nobody inspects the spammish repetition', 'e2293b2f'],
])('the checksum of %j is %s', (text, sum) => {
  expect(new Xxh32().update(Buffer.from(text)).digest()).toBe(Number.parseInt(sum, 16))
})

test('any cut of the bytes into pieces gives the same checksum', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 40 })), (pieces) => {
      const sum = new Xxh32()
      for (const piece of pieces) sum.update(piece)
      expect(sum.digest()).toBe(new Xxh32().update(Buffer.concat(pieces)).digest())
    }),
  )
})
