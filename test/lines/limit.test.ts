import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LineLimiter, MAX_LINE } from '../../src/lines/limit.ts'

function limited(chunks: readonly string[], max?: number): { text: string; limiter: LineLimiter } {
  const limiter = new LineLimiter(max)
  const parts = chunks.map((chunk) => limiter.next(new TextEncoder().encode(chunk)))
  return { text: Buffer.concat([...parts, limiter.end()]).toString(), limiter }
}

describe('a line limiter of 4 bytes', () => {
  test.each([
    ['leaves short lines alone', ['ab\nabcd\n'], 'ab\nabcd\n', 0],
    [
      'leaves a chunk alone that is longer than the limit but has no such line',
      ['abcd\nab\nabc\n'],
      'abcd\nab\nabc\n',
      0,
    ],
    ['cuts a line and says how much is gone', ['abcdefg\nx\n'], 'abcd...[3 bytes cut]\nx\n', 1],
    ['cuts each long line', ['abcde\nabcdef\n'], 'abcd...[1 bytes cut]\nabcd...[2 bytes cut]\n', 2],
    ['cuts a last line without a newline', ['ab\nabcdefg'], 'ab\nabcd...[3 bytes cut]', 1],
    ['adds up a line over chunks', ['ab', 'cd', 'ef', 'g\nab\n'], 'abcd...[3 bytes cut]\nab\n', 1],
    ['takes a chunk that is the newline of a cut line', ['abcdef', '\n', 'ab'], 'abcd...[2 bytes cut]\nab', 1],
    ['takes a chunk that ends with the last byte that is kept', ['abcd', 'e', '\n'], 'abcd...[1 bytes cut]\n', 1],
    ['takes empty lines and empty chunks', ['', '\n\n', '', '\n'], '\n\n\n', 0],
  ])('%s', (_name, chunks, text, cutLines) => {
    const result = limited(chunks, 4)
    expect(result.text).toBe(text)
    expect(result.limiter.cutLines).toBe(cutLines)
  })

  test('counts all bytes that came in, also those it cut', () => {
    expect(limited(['abcdefg\n', 'x'], 4).limiter.bytes).toBe(9)
  })
})

test('gives the same chunk back, uncopied, when nothing is to be cut', () => {
  const chunk = new TextEncoder().encode('abcd\nab\nabc\n')
  expect(new LineLimiter(4).next(chunk)).toBe(chunk)
})

test('a line of 10 MB takes 1 MiB and a note', () => {
  const chunk = 'x'.repeat(1_000_000)
  const { text, limiter } = limited([...Array<string>(10).fill(chunk), '\nafter\n'])
  expect(text.length).toBeLessThan(MAX_LINE + 100)
  expect(text.slice(MAX_LINE)).toBe(`...[${10_000_000 - MAX_LINE} bytes cut]\nafter\n`)
  expect(limiter.cutLines).toBe(1)
})

test('any cut of the bytes into chunks gives the same bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab\n]{0,7}$/)), (chunks) => {
      const whole = limited([chunks.join('')], 4)
      const cut = limited(chunks, 4)
      expect(cut.text).toBe(whole.text)
      expect(cut.limiter.cutLines).toBe(whole.limiter.cutLines)
    }),
  )
})
