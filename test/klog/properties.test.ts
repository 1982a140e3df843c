import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readHeader } from '../../src/klog/header.ts'
import { readStructured } from '../../src/klog/structured.ts'
import { isTraceLine } from '../../src/klog/trace.ts'
import { pairs, recordOf, records } from './read.ts'

/** A value as klog prints it, and what it stands for. */
interface Printed {
  readonly raw: string
  readonly value: string
}

const NAMES: Record<string, string> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
}

/** strconv.Quote, for the characters that the properties use. */
function quote(text: string): string {
  return `"${Array.from(text, quoteChar).join('')}"`
}

function quoteChar(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (char === '"' || char === '\\') return `\\${char}`
  if (NAMES[char] !== undefined) return NAMES[char]
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`
  if (code === 0xa0 || code === 0xfeff) return `\\u${code.toString(16).padStart(4, '0')}`
  return char
}

const ANY_CHAR = fc.oneof(
  fc.constantFrom(...Array.from('"\\=<> {}[]():,abc\t\n\r\0\x07\x7f\u00a0\ufeffä節🚀')),
  fc.string({ unit: 'grapheme', maxLength: 1 }),
)
const text = fc.array(ANY_CHAR, { maxLength: 20 }).map((chars) => chars.join(''))

const quoted = text.map((value): Printed => ({ raw: quote(value), value }))
const json = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => typeof value !== 'string')
  .map((value): Printed => ({ raw: JSON.stringify(value), value: JSON.stringify(value) }))
// A value with a line break; klog drops one at its end.
const block = fc
  .array(
    text.map((line) => line.replace(/[\n\r]/g, '')),
    { minLength: 1, maxLength: 4 },
  )
  .map((lines): Printed => ({ raw: `<\n${lines.map((line) => `\t${line}\n`).join('')} >`, value: lines.join('\n') }))

const key = fc.stringMatching(/^[A-Za-z][A-Za-z0-9._/-]{0,8}$/)
const printedPairs = fc.array(fc.tuple(key, fc.oneof(quoted, json, block)), { maxLength: 5 })

const header = fc.record({
  severity: fc.constantFrom('I', 'W', 'E', 'F'),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 31 }),
  seconds: fc.integer({ min: 0, max: 86_399 }),
  micros: fc.integer({ min: 0, max: 999_999 }),
  threadid: fc.integer({ min: 1, max: 4_194_304 }),
  file: fc.stringMatching(/^[a-z_]{1,12}\.go$/),
  line: fc.integer({ min: 0, max: 9999 }),
})

type HeaderFields = typeof header extends fc.Arbitrary<infer Fields> ? Fields : never

/** klog's formatHeader. */
function writeHeader({ severity, month, day, seconds, micros, threadid, file, line }: HeaderFields): string {
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0')
  const time = `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${String(micros).padStart(6, '0')}`
  return `${severity}${two(month)}${two(day)} ${time} ${String(threadid).padStart(7)} ${file}:${line}] `
}

describe('what klog writes is read back:', () => {
  test('a header', () => {
    fc.assert(
      fc.property(header, fc.string(), (fields, message) => {
        const { severity, month, day, seconds, micros, threadid, file, line } = fields
        const written = writeHeader(fields)
        expect(readHeader(written + message)).toEqual({
          severity,
          stamp: { month, day, us: seconds * 1_000_000 + micros, precision: 1 },
          threadid,
          file,
          line,
          next: written.length,
        })
      }),
    )
  })

  test('a message with values', () => {
    fc.assert(
      fc.property(header, text, printedPairs, (fields, msg, values) => {
        const written = writeHeader(fields) + quote(msg) + values.map(([name, { raw }]) => ` ${name}=${raw}`).join('')
        const [record, ...others] = records(written.split('\n'))
        expect(others).toEqual([])
        expect(record && { msg: record.msg, values: pairs(record), broken: record.broken }).toEqual({
          msg,
          values: values.map(([name, { value }]) => [name, value]),
          broken: false,
        })
        expect(record?.structured?.truncated).toBe(false)
      }),
    )
  })

  test('a message with values, newest first', () => {
    fc.assert(
      fc.property(header, text, printedPairs, (fields, msg, values) => {
        const written = writeHeader(fields) + quote(msg) + values.map(([name, { raw }]) => ` ${name}=${raw}`).join('')
        const all = records(written.split('\n').toReversed())
        expect(all.map((record) => [record.msg, pairs(record)])).toEqual([
          [msg, values.map(([name, { value }]) => [name, value])],
        ])
      }),
    )
  })

  test('an unstructured message', () => {
    const message = text
      .map((line) => line.replace(/\n/g, ''))
      .filter((line) => !line.startsWith('"') && !line.endsWith('=<'))
    fc.assert(
      fc.property(header, message, (fields, written) => {
        expect(recordOf(writeHeader(fields) + written)).toMatchObject({
          kind: 'klog',
          text: written,
          msg: written,
          values: [],
        })
      }),
    )
  })
})

// Pieces of which klog's lines are made, so that nearly everything is hit by chance.
const PIECES = [
  'E0602 15:39:04.168847     563 x.go:7] ',
  '"',
  '\\',
  '=',
  '=<',
  ' > ',
  ' >',
  '\t',
  '        ',
  '#011',
  ' a=',
]
const MORE = [
  '{',
  '}',
  '[',
  ')',
  'x.go:7] ',
  ' "b"=',
  '"msg"=',
  'map[',
  '%!s(',
  'goroutine 1 [',
  '\0',
  '\ufffd',
  '\ud800',
  'msg="',
]
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(fc.constantFrom(...PIECES, ...MORE), { maxLength: 12 }).map((pieces) => pieces.join('')),
)

describe('any text', () => {
  test('is a record or part of one, and all lines are accounted for', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 8 }), (messages) => {
        const all = records(messages)
        expect(all.reduce((sum, { lines }) => sum + lines, 0)).toBe(messages.length)
        for (const record of all) expect(typeof record.msg).toBe('string')
      }),
    )
  })

  test('has values only where they stand in it, one behind the other', () => {
    fc.assert(
      fc.property(anyText, (message) => {
        let at = 0
        for (const { key: name, start, end } of readStructured(message)?.values ?? []) {
          expect(message.slice(0, start).endsWith(`${name}=`) || message.slice(0, start).endsWith(`"${name}"=`)).toBe(
            true,
          )
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(message.length)
          at = end
        }
      }),
    )
  })

  test.each([' a=b', ' a=b\\"', '{}', ' map[', ' %!s(', '"a" ', '\\"', ' x="', '(', '.go:', 'a.'])(
    'that is long and of nothing but %j is read in time that grows with its length only',
    (piece) => {
      for (const head of ['"x" a={', '"x" a="b"c', '"x" ', '"msg"="x"', 'x.go:', '']) {
        const long = head + piece.repeat(200_000 / piece.length)
        expect([readStructured(long)?.msg ?? 'x', readHeader(long), isTraceLine(long)]).toEqual([
          expect.any(String),
          undefined,
          false,
        ])
      }
    },
  )
})
