import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LineBlocks } from '../../src/lines/blocks.ts'

const encoder = new TextEncoder()
const decoder = new TextDecoder()

function blocksOf(chunks: readonly string[], least?: number): string[] {
  const found: string[] = []
  const blocks = new LineBlocks((bytes, start, end) => found.push(decoder.decode(bytes.subarray(start, end))), least)
  for (const chunk of chunks) blocks.next(encoder.encode(chunk))
  blocks.end()
  return found
}

describe('blocks of lines', () => {
  test.each<[what: string, chunks: string[], blocks: string[]]>([
    ['are none without bytes', [], []],
    ['are none of empty chunks', ['', ''], []],
    ['are all whole lines of a chunk', ['a\nb\n'], ['a\nb\n']],
    ['leave the last line for the next chunk', ['a\nb', 'c\nd\n'], ['a\n', 'bc\n', 'd\n']],
    ['hold a line that lies in many chunks', ['a', 'b', '', 'c', '\n'], ['abc\n']],
    ['end with a last line without its line end', ['a\nb'], ['a\n', 'b']],
    ['have empty lines', ['\n', '\n\n'], ['\n', '\n\n']],
    ['begin anew after a line end that is a chunk of its own', ['a', '\n', 'b\n'], ['a\n', 'b\n']],
  ])('%s', (_what, chunks, blocks) => {
    expect(blocksOf(chunks)).toEqual(blocks)
  })

  test.each<[what: string, chunks: string[], blocks: string[]]>([
    ['gather small chunks', ['a\n', 'b\n', 'c', '\nd\n'], ['a\nb\n', 'c\nd\n']],
    ['give what was gathered with the line that a large chunk completes', ['a\nb', 'c\nd\ne'], ['a\nbc\n', 'd\n', 'e']],
    ['gather on while a line is not complete', ['ab', 'cd', 'e\n'], ['abcde\n']],
  ])('%s', (_what, chunks, blocks) => {
    expect(blocksOf(chunks, 4)).toEqual(blocks)
  })

  test('are told of while they grow, with all of their whole lines so far', () => {
    const told: string[] = []
    const teller = (sign: string) => (bytes: Uint8Array, start: number, end: number) =>
      void told.push(sign + decoder.decode(bytes.subarray(start, end)))
    const blocks = new LineBlocks(teller('='), 7, teller('+'))
    for (const chunk of ['a', 'b\n', 'c\nd', 'e\nf', 'g']) blocks.next(encoder.encode(chunk))
    blocks.end()
    expect(told).toEqual(['+ab\n', '+ab\nc\n', '=ab\nc\nde\n', '=fg'])
  })

  test('hold a line that is longer than any chunk', () => {
    const long = 'x'.repeat(300_000)
    expect(blocksOf([...(`${long}\ny`.match(/[\s\S]{1,999}/g) ?? [])])).toEqual([`${long}\n`, 'y'])
  })

  test('lose nothing, and end where lines end, wherever the chunks are cut', () => {
    const chunks = fc.array(fc.string({ unit: fc.constantFrom('a', '\n', '\r'), maxLength: 8 }))
    fc.assert(
      fc.property(chunks, fc.nat(9), (parts, least) => {
        const blocks = blocksOf(parts, least)
        expect(blocks.join('')).toBe(parts.join(''))
        expect(blocks.slice(0, -1).every((block) => block.endsWith('\n'))).toBe(true)
      }),
    )
  })
})
