import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { clockTime, dateTime, duration, microseconds } from '../../src/report/text/time.ts'
import { firstSentence, list, oneLine, plural, sizeWords } from '../../src/report/text/words.ts'

describe('the first sentence', () => {
  test.each([
    ['One. Two.', 'One.'],
    ['Is it? Yes.', 'Is it?'],
    ['It broke! Then more.', 'It broke!'],
    ['no full stop', 'no full stop'],
    ['over two\n  lines. More.', 'over two lines.'],
    ['  with spaces around. ', 'with spaces around.'],
    ['of fs.inotify.max_user_watches and v1.30.4 too. More.', 'of fs.inotify.max_user_watches and v1.30.4 too.'],
    ['', ''],
  ])('of %j is %j', (text, sentence) => {
    expect(firstSentence(text)).toBe(sentence)
  })
})

describe('numbers of things', () => {
  test.each([
    [0, 'line', '0 lines'],
    [1, 'line', '1 line'],
    [2, 'line', '2 lines'],
    [1_234_567, 'line', '1,234,567 lines'],
  ])('%d %s: %s', (count, noun, text) => {
    expect(plural(count, noun)).toBe(text)
  })
})

describe('a list', () => {
  test.each<[items: string[], most: number | undefined, text: string]>([
    [[], undefined, ''],
    [['a'], undefined, 'a'],
    [['a', 'b', 'c'], undefined, 'a, b, c'],
    [['a', 'b', 'c', 'd'], undefined, 'a, b, c and 1 more'],
    [['a', 'b', 'c', 'd'], 1, 'a and 3 more'],
  ])('of %j, %s at most: %s', (items, most, text) => {
    expect(list(items, most)).toBe(text)
  })
})

describe('times', () => {
  test.each<[time: string | null, us: number]>([
    ['2024-06-02T15:39:04.168847Z', 1_717_342_744_168_847],
    ['1970-01-01T00:00:00.000001Z', 1],
    [null, Number.NaN],
  ])('%s in microseconds', (time, us) => {
    expect(microseconds(time)).toBe(us)
  })

  test.each<[time: string | null, text: string]>([
    ['2024-06-02T15:39:04.168847Z', '2024-06-02 15:39:04'],
    [null, 'unknown time'],
  ])('%s as date and time', (time, text) => {
    expect(dateTime(time)).toBe(text)
  })

  test.each<[time: string | null, precision: number, text: string]>([
    ['2024-06-02T15:39:04.168847Z', 1, '15:39:04.168'],
    ['2024-06-02T15:39:04.000000Z', 1_000_000, '15:39:04'],
    [null, 1, '--:--:--'],
  ])('%s, exact to %d us, on the clock', (time, precision, text) => {
    expect(clockTime(time, precision)).toBe(text)
  })
})

describe('the time between', () => {
  const zero = '2024-06-02T00:00:00.000000Z'

  test.each([
    ['2024-06-02T00:00:00.000000Z', '1 ms'],
    ['2024-06-02T00:00:00.000999Z', '1 ms'],
    ['2024-06-02T00:00:00.045167Z', '45 ms'],
    ['2024-06-02T00:00:00.999499Z', '999 ms'],
    ['2024-06-02T00:00:00.999600Z', '1 s'],
    ['2024-06-02T00:00:01.000000Z', '1 s'],
    ['2024-06-02T00:00:59.400000Z', '59 s'],
    ['2024-06-02T00:00:59.600000Z', '1 min'],
    ['2024-06-02T00:20:20.000000Z', '20 min 20 s'],
    ['2024-06-02T01:00:00.000000Z', '1 h'],
    ['2024-06-02T01:00:05.000000Z', '1 h'],
    ['2024-06-02T05:06:07.000000Z', '5 h 6 min'],
    ['2024-06-04T03:00:00.000000Z', '2 d 3 h'],
    ['2024-12-31T00:00:00.000000Z', '212 d'],
  ])('midnight and %s is %s', (to, text) => {
    expect(duration(zero, to)).toBe(text)
  })

  test('a time and none is not said', () => {
    expect(duration(zero, null)).toBe('')
    expect(duration(null, zero)).toBe('')
  })
})

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1536, '1.5 KiB'],
  [150 * 1024 ** 2, '150 MiB'],
  [3.25 * 1024 ** 3, '3.3 GiB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words)
})

describe('a text on one line', () => {
  test('has single spaces', () => {
    expect(oneLine(' a b\n\n  c\td\u00a0e \r\n')).toBe('a b c d e')
  })

  test('is the same when all its blanks are replaced', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '\t', '\r', '\u00a0', '\u2028', '\ufeff') })
    fc.assert(fc.property(text, (any) => oneLine(any) === any.replace(/\s+/g, ' ').trim()))
  })
})
