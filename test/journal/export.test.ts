import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { read } from './read.ts'

const HEAD =
  '__CURSOR=s=0f;i=1\n__REALTIME_TIMESTAMP=1717342744168847\n_BOOT_ID=0f\nPRIORITY=6\nSYSLOG_IDENTIFIER=kubelet\n_PID=563\n'
const TAIL = '_HOSTNAME=node-a\n\n'
const STAMP = { year: 2024, month: 6, day: 2, us: 56_344_168_847, offset: 0, precision: 1 }

/** A field as journalctl writes it: with its length when it is not printable. */
function field(name: string, value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true)
  return concat([new TextEncoder().encode(`${name}\n`), length, bytes, new TextEncoder().encode('\n')])
}

function concat(parts: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? new TextEncoder().encode(part) : part)]),
  )
}

/** The lines as the lines stage gives them: decoded, and without the CR before a LF. */
function readBytes(...parts: readonly (string | Uint8Array)[]): ReturnType<typeof read> {
  const lines = new TextDecoder().decode(concat(parts)).replaceAll('\r\n', '\n').split('\n')
  return read(lines.at(-1) === '' ? lines.slice(0, -1) : lines)
}

function messagesOf(...parts: readonly (string | Uint8Array)[]): string[] {
  return readBytes(...parts).entries.map(({ MESSAGE }) => MESSAGE)
}

test('an entry is its fields up to a blank line', () => {
  const { entries, markers, formats } = readBytes(HEAD, 'MESSAGE=hello\n', TAIL)
  expect(entries).toEqual([
    expect.objectContaining({
      MESSAGE: 'hello',
      SYSLOG_IDENTIFIER: 'kubelet',
      _PID: 563,
      _HOSTNAME: 'node-a',
      stamp: STAMP,
      lines: 9,
    }),
  ])
  expect(markers).toEqual([])
  expect(formats).toEqual({ 'journal-export': 9 })
})

test('the last entry may lack its blank line, and the first its cursor', () => {
  expect(messagesOf('_TRANSPORT=stdout\nMESSAGE=a\n\n', HEAD, 'MESSAGE=b')).toEqual(['a', 'b'])
})

test('an entry without a message says nothing', () => {
  const { entries, markers } = readBytes(HEAD, TAIL)
  expect([entries, markers]).toEqual([[], Array.from({ length: 8 }, () => ({ kind: 'separator' }))])
})

test('what follows an entry that was cut is read as what it is', () => {
  const { entries } = readBytes(
    HEAD,
    'MESSAGE=a\n',
    'Jun 02 15:39:04 node-a kubelet[563]: b\n',
    HEAD,
    'MESSAGE=c\n',
    HEAD,
    'MESSAGE=d\n',
  )
  expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['a', 'b', 'c', 'd'])
})

test('of several values of one field the first counts', () => {
  expect(messagesOf(HEAD, 'MESSAGE=a\nMESSAGE=b\n', TAIL)).toEqual(['a'])
})

describe('a binary value', () => {
  test.each([
    [
      'ends at its length, though blank lines and what looks like fields are in it',
      'a\n\nB=c\nMESSAGE\n\nd',
      ['a', '', 'B=c', 'MESSAGE', '', 'd'],
    ],
    ['that ends with a LF', 'a\n', ['a']],
    ['of ten bytes, whose length is a LF', '012345678\u0001', ['012345678\u0001']],
    ['of thirteen bytes, whose length is a CR', '012345678901\u0001', ['012345678901\u0001']],
    ['of 2560 bytes, whose length has a LF and a NUL', `\u0001${'x'.repeat(2559)}`, [`\u0001${'x'.repeat(2559)}`]],
    ['of 2570 bytes, whose length is two LF', `\u0001${'x'.repeat(2569)}`, [`\u0001${'x'.repeat(2569)}`]],
    [
      'of 200 bytes, whose length is no UTF-8',
      `${'x'.repeat(99)}\n${'y'.repeat(100)}`,
      ['x'.repeat(99), 'y'.repeat(100)],
    ],
    [
      'of 33000 bytes, whose length is no UTF-8 in both its bytes',
      `${'x'.repeat(32_998)}\ny`,
      ['x'.repeat(32_998), 'y'],
    ],
    ['of 32962 bytes, whose length is one letter', `${'x'.repeat(32_961)}\n`, ['x'.repeat(32_961)]],
    ['with a CR before each LF', 'a\r\nb\r\n\r\nc\r', ['a', 'b', '', 'c']],
    ['that is empty', '', ['']],
  ])('%s', (_name, message, lines) => {
    const { entries, formats } = readBytes(
      HEAD,
      field('MESSAGE', message),
      '_TRANSPORT=stdout\n',
      TAIL,
      HEAD,
      'MESSAGE=next\n',
      TAIL,
    )
    expect(entries.map((entry) => entry.MESSAGE)).toEqual([...lines, 'next'])
    expect(entries.every((entry) => entry._HOSTNAME === 'node-a')).toBe(true)
    expect(Object.keys(formats)).toEqual(['journal-export'])
  })

  test('that is no UTF-8 has replacement characters', () => {
    expect(messagesOf(HEAD, field('MESSAGE', Uint8Array.of(0x61, 0xff, 0x0a, 0xfe, 0x62)), TAIL)).toEqual([
      'a\ufffd',
      '\ufffdb',
    ])
  })

  test.each(['unconfined\n', '\n', '\n\n'])('of another field takes no line of the next one: %j', (value) => {
    const { entries } = readBytes(HEAD, field('_SELINUX_CONTEXT', value), 'MESSAGE=hello\n', TAIL)
    expect(entries).toEqual([expect.objectContaining({ MESSAGE: 'hello', _HOSTNAME: 'node-a' })])
  })

  test('whose length was lost in copying is text up to the next field', () => {
    expect(messagesOf(HEAD, 'MESSAGE\nhello, world\nagain\n', TAIL)).toEqual(['hello, world', 'again'])
  })

  test('that the end of the log cuts is what there is of it', () => {
    expect(messagesOf(HEAD, field('MESSAGE', 'hello\nworld').subarray(0, -7))).toEqual(['hello'])
    expect(messagesOf(HEAD, '_PID=1\nMESSAGE\n')).toEqual([])
    expect(messagesOf(HEAD, 'MESSAGE\nabc')).toEqual(['abc'])
  })

  test('is kept only so far as a message can be long', () => {
    const { entries } = readBytes(HEAD, field('MESSAGE', `a\n${`${'x'.repeat(999)}\n`.repeat(400)}`), TAIL)
    expect(entries.length).toBeGreaterThan(200)
    expect(entries.length).toBeLessThan(400)
  })
})

test('messages are read back, whatever is in them', () => {
  // Without lengths of which a byte is no UTF-8: there, blank lines may end a value early.
  const text = fc.array(fc.constantFrom('a', 'B=', 'MESSAGE', '\n', '\t', 'ü', '\u0001', ' '), { maxLength: 60 })
  const message = text.map((pieces) => pieces.join('')).filter((value) => new TextEncoder().encode(value).length < 0x80)
  fc.assert(
    fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), (messages) => {
      const parts = messages.flatMap((value) => [HEAD, field('NOTE', value), field('MESSAGE', value), TAIL])
      const expected = messages.flatMap((value) => value.replace(/\n+$/, '').split('\n'))
      expect(messagesOf(...parts)).toEqual(expected)
    }),
  )
})
