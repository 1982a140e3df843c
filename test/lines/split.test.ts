import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readLines } from '../../src/input/lines.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import type { LogSource } from '../../src/lines/source.ts'
import { splitLines } from '../../src/lines/split.ts'

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

async function linesOf(source: LogSource, max?: number): Promise<string[]> {
  return all(splitLines(source, new LineLimiter(max)))
}

async function linesOfStream(chunks: readonly Uint8Array[], max?: number): Promise<string[]> {
  return all(readLines(Readable.from(chunks, { objectMode: false }), new LineLimiter(max)))
}

/** `bytes` in pieces of `size`. */
function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

const LINES: readonly [string, string | readonly number[], string[]][] = [
  ['nothing has no lines', '', []],
  ['a newline ends a line, it does not begin one', 'a\nb\n', ['a', 'b']],
  ['a last line needs no newline', 'a\nb', ['a', 'b']],
  ['CR LF ends a line', 'a\r\nb\r\n', ['a', 'b']],
  ['a last line ends with CR where CR LF was cut in two', 'a\r\nb\r', ['a', 'b']],
  ['LF and CR LF may be mixed', 'a\nb\r\nc\n', ['a', 'b', 'c']],
  ['a lone CR is text', 'a\rb\nc\n', ['a\rb', 'c']],
  ['of two CRs the second belongs to the line end', 'a\r\r\n', ['a\r']],
  ['empty lines are lines', '\n\r\n\na\n', ['', '', '', 'a']],
  ['NUL is text', 'a\0b\n\0\n', ['a\0b', '\0']],
  ['line separators of other worlds are text', 'a\u2028b\u0085c\vd\fe\n', ['a\u2028b\u0085c\vd\fe']],
  ['a byte order mark is not text', '\ufeffa\nb\n', ['a', 'b']],
  ['a second file in a concatenation may begin with one too', 'a\n\ufeffb\n', ['a', 'b']],
  ['a byte order mark inside a line stays', 'a\ufeffb\n', ['a\ufeffb']],
  ['text outside ASCII', 'Müller 節點 🚀\n', ['Müller 節點 🚀']],
  ['bytes that are no UTF-8 become U+FFFD', [0x61, 0xff, 0x62, 0x0a, 0xc3, 0x0a], ['a\ufffdb', '\ufffd']],
  ['a character that ends too soon is one U+FFFD', [0xf0, 0x9f, 0x9a, 0x0a, 0x61], ['\ufffd', 'a']],
  ['a last character that is cut off is one U+FFFD', [0x61, 0xe7, 0xaf], ['a\ufffd']],
  ['an encoded surrogate is no UTF-8', [0xed, 0xa0, 0x80, 0x0a], ['\ufffd\ufffd\ufffd']],
]

describe.each(LINES)('%s', (_name, log, expected) => {
  const bytes = typeof log === 'string' ? new TextEncoder().encode(log) : Uint8Array.from(log)

  test.each([1, 2, 3, 5, 1000])('in pieces of %i bytes', async (size) => {
    expect(await linesOf(cut(bytes, size))).toEqual(expected)
    expect(await linesOfStream(cut(bytes, size))).toEqual(expected)
  })
})

test('a chunk may be full of empty lines', async () => {
  const lines = await linesOf('\n'.repeat(300_000))
  expect(lines).toHaveLength(300_000)
})

describe('a log is taken as', () => {
  async function* later(): AsyncGenerator<string> {
    yield* ['a\nb', 'c\n']
  }

  test.each<[string, LogSource, string[]]>([
    ['a string', 'a\nb', ['a', 'b']],
    ['bytes', new TextEncoder().encode('a\nb'), ['a', 'b']],
    ['strings', ['a\nb', 'c\n'], ['a', 'bc']],
    ['strings to come', later(), ['a', 'bc']],
    ['a stream of bytes', Readable.from([Buffer.from('a\nb')]), ['a', 'b']],
    ['strings that share a surrogate pair', ['a\ud83d', '\ude80b\n'], ['a🚀b']],
    ['a string that ends with half a surrogate pair', 'a\ud83d', ['a\ufffd']],
    ['half a surrogate pair before bytes', ['\ud83d', new TextEncoder().encode('a')], ['\ufffda']],
  ])('%s', async (_name, source, expected) => {
    expect(await linesOf(source)).toEqual(expected)
  })

  test('a string that is longer than the pieces it is taken in', async () => {
    const lines = Array.from({ length: 4 }, (_, index) => `${'🚀'.repeat(70_000 + index)}x`)
    expect(await linesOf(lines.join('\n'))).toEqual(lines)
  })
})

test('a line of 10 MB is cut and says so, and the lines around it are whole', async () => {
  const log = [Buffer.from('before\n'), ...Array<Buffer>(10).fill(Buffer.alloc(1e6, 'x')), Buffer.from('\r\nafter')]
  for (const lines of [await linesOf(log), await linesOfStream(log)]) {
    expect(lines).toHaveLength(3)
    expect([lines[0], lines[2]]).toEqual(['before', 'after'])
    expect(lines[1]).toBe(`${'x'.repeat(1024 * 1024)}...[8951425 bytes cut]`)
  }
})

test('any bytes in any chunks give the same lines, by split2 and without it', async () => {
  const tricky = [0x61, 0x0a, 0x0d, 0x00, 0xc3, 0xa4, 0xe7, 0xaf, 0x80, 0xf0, 0x9f, 0x9a, 0xff, 0xef, 0xbb, 0xbf, 0xed]
  const chunk = fc.array(fc.constantFrom(...tricky), { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes))
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), fc.constantFrom(3, 1000), async (chunks, max) => {
      const whole = await linesOf(Buffer.concat(chunks), max)
      expect(await linesOf(chunks, max)).toEqual(whole)
      expect(await linesOfStream(chunks, max)).toEqual(whole)
    }),
  )
})

describe('reading a stream', () => {
  test('leaving the loop destroys it', async () => {
    const stream = Readable.from(['a\n', 'b\n'])
    for await (const line of readLines(stream)) if (line === 'a') break
    expect(stream.destroyed).toBe(true)
  })

  test('an error of it is thrown, after the lines that came before', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a\nb\nc')
      throw new Error('gone')
    }
    const lines: string[] = []
    const reading = (async () => {
      for await (const line of readLines(failing())) lines.push(line)
    })()
    await expect(reading).rejects.toThrow('gone')
    expect(lines).toEqual(['a', 'b', 'c'])
  })

  test('an abort ends the lines after what has arrived', async () => {
    const stream = new PassThrough()
    const stop = new AbortController()
    const lines: string[] = []
    stream.write('a\nb')
    for await (const line of readLines(stream, undefined, stop.signal)) {
      lines.push(line)
      stop.abort()
    }
    expect(lines).toEqual(['a', 'b'])
  })

  test('a stop that came before ends it at once', async () => {
    const stream = new PassThrough()
    stream.write('a\n')
    expect(await all(readLines(stream, undefined, AbortSignal.abort()))).toEqual([])
  })

  test('the count of bytes is that of the stream', async () => {
    const limiter = new LineLimiter()
    await all(readLines(Readable.from([Buffer.from('ä\r\nb')]), limiter))
    expect(limiter.bytes).toBe(5)
  })
})
