import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const AT = { year: 2024, month: 6, day: 2, us: 56_344_168_847, offset: 0, precision: 1 }
const FIELDS = {
  __REALTIME_TIMESTAMP: '1717342744168847',
  MESSAGE: 'hello',
  PRIORITY: '6',
  SYSLOG_IDENTIFIER: 'kubelet',
  _PID: '563',
  _HOSTNAME: 'node-a',
  _SYSTEMD_UNIT: 'kubelet.service',
}
const bytes = (text: string): number[] => [...new TextEncoder().encode(text)]
const entryOf = (fields: Readonly<Record<string, unknown>>): ReturnType<typeof readEntry> =>
  readEntry(JSON.stringify(fields))

test('an entry has the fields that rules and people ask for, and a line that they can read', () => {
  const entry = entryOf({ ...FIELDS, _BOOT_ID: '0f', UNIT: 'x.service', _UID: '0' })
  expect(entry).toEqual({
    MESSAGE: 'hello',
    PRIORITY: 6,
    SYSLOG_IDENTIFIER: 'kubelet',
    _PID: 563,
    _HOSTNAME: 'node-a',
    _SYSTEMD_UNIT: 'kubelet.service',
    UNIT: 'x.service',
    _BOOT_ID: '0f',
    stamp: AT,
    origin: { input: 'log', line: 1 },
    raw: '2024-06-02T15:39:04.168847+00:00 node-a kubelet[563]: hello',
    lines: 1,
  })
})

describe('a field is read', () => {
  test.each([
    [
      'a number, as collectors write it',
      { _PID: 563, __REALTIME_TIMESTAMP: 1_717_342_744_168_847 },
      { _PID: 563, stamp: AT },
    ],
    ['the pid of a syslog message', { _PID: undefined, SYSLOG_PID: '77' }, { _PID: 77 }],
    [
      'the name of the program, without an identifier',
      { SYSLOG_IDENTIFIER: undefined, _COMM: 'hyperkube' },
      { SYSLOG_IDENTIFIER: 'hyperkube' },
    ],
    ['neither', { SYSLOG_IDENTIFIER: undefined }, { raw: '2024-06-02T15:39:04.168847+00:00 node-a hello' }],
    ['bytes', { MESSAGE: bytes('grüß Gott') }, { MESSAGE: 'grüß Gott' }],
    ['bytes that are no UTF-8', { MESSAGE: [...bytes('a'), 255, ...bytes('b')] }, { MESSAGE: 'a\ufffdb' }],
    ['of several values the first', { MESSAGE: ['first', 'second'] }, { MESSAGE: 'first' }],
    ['of several values the first, when it is binary', { MESSAGE: [bytes('first'), 'second'] }, { MESSAGE: 'first' }],
    ['colours', { MESSAGE: '\u001b[0;31mred\u001b[0m alert\u001b[K' }, { MESSAGE: 'red alert' }],
    ['a message that was left out', { MESSAGE: null }, { MESSAGE: '[long blob data]' }],
    ['an empty message', { MESSAGE: '' }, { MESSAGE: '' }],
    ['an empty message of bytes', { MESSAGE: [] }, { MESSAGE: '' }],
    ['a field that is left out', { _HOSTNAME: null, _PID: null }, { MESSAGE: 'hello' }],
    ['a field that is an object', { _HOSTNAME: { a: 1 } }, { MESSAGE: 'hello' }],
    [
      'the time of the sender',
      { _SOURCE_REALTIME_TIMESTAMP: '1717342744168800' },
      { stamp: { ...AT, us: 56_344_168_800 } },
    ],
    ['no pid', { _PID: 'x' }, { MESSAGE: 'hello' }],
    ['no time', { __REALTIME_TIMESTAMP: 'soon' }, { MESSAGE: 'hello' }],
  ])('%s', (_name, fields, expected) => {
    expect(entryOf({ ...FIELDS, ...fields })).toMatchObject(expected)
  })
})

test.each(['[', '[1,[', '[["a"],['])('a message of brackets, %s and so on, is read', (open) => {
  const depth = 100_000
  const { entries } = read([
    `{"MESSAGE":${open}${'['.repeat(depth)}${']'.repeat(depth)}${']'.repeat(open.split('[').length - 1 - (open.includes('],') ? 1 : 0))}}`,
  ])
  expect(entries.length).toBeLessThanOrEqual(1)
})

test('each line of a message is an entry, as each line is that a service prints', () => {
  const { entries } = read([JSON.stringify({ ...FIELDS, MESSAGE: 'a=<\r\n\tb\r\n >\n' })])
  expect(entries.map(({ MESSAGE, lines, _PID }) => [MESSAGE, lines, _PID])).toEqual([
    ['a=<', 1, 563],
    ['\tb', 0, 563],
    [' >', 0, 563],
  ])
})

test('an entry without a message is a line that says nothing', () => {
  const { entries, markers } = read([JSON.stringify({ ...FIELDS, MESSAGE: undefined })])
  expect([entries, markers]).toEqual([[], [{ kind: 'separator' }]])
})

describe('the layout', () => {
  const json = JSON.stringify(FIELDS)
  test.each([
    ['compact', json, 'journal-json'],
    [
      'with blanks, before systemd 240',
      json.replaceAll('","', '", "').replaceAll('":"', '" : "').replace('{', '{ '),
      'journal-json',
    ],
    ['coloured', json.replaceAll(/"(\w+)":/g, '"\u001b[0;32m$1\u001b[0m":'), 'journal-json'],
    ['json-sse', `data: ${json}`, 'journal-json-sse'],
    ['json-seq', `\u001e${json}`, 'journal-json-seq'],
    ['json-pretty', JSON.stringify(FIELDS, null, '\t').replaceAll('":', '" :'), 'journal-json-pretty'],
    ['of jq', JSON.stringify(FIELDS, null, 2), 'journal-json-pretty'],
    ['of jq, with bytes', JSON.stringify({ ...FIELDS, MESSAGE: bytes('hello') }, null, 2), 'journal-json-pretty'],
    ['of jq, in a list', `${JSON.stringify(FIELDS, null, 2)},`, 'journal-json-pretty'],
  ])('%s', (_name, text, format) => {
    const lines = text.split('\n')
    const { entries, formats } = read(lines)
    expect(entries).toEqual([expect.objectContaining({ MESSAGE: 'hello', _PID: 563, stamp: AT, lines: lines.length })])
    expect(formats).toEqual({ [format]: lines.length })
  })
})

describe('is text:', () => {
  test.each([
    ['other JSON', '{"level":"info","msg":"hello"}'],
    ['JSON that speaks of one', '{"log":"{\\"MESSAGE\\":\\"a\\"}"}'],
    ['JSON in which a field of the name is not of the entry', '{"jsonPayload":{"MESSAGE":"a"}}'],
    ['JSON that was cut', '{"MESSAGE":"hello'],
    ['a list', '["MESSAGE"]'],
    ['a string of json-seq', '\u001e"MESSAGE"'],
    ['a list of json-seq', '\u001e["MESSAGE"]'],
    ['an event of other data', 'data: {"a":1}'],
    ['a brace', '{'],
    ['an object of other data', '{\n  "kind": "KubeletConfiguration",\n  "MESSAGE": "x"\n}'],
    ['an object that was cut', '{\n\t"MESSAGE" : "a",'],
    ['an object that another line cuts', '{\n\t"MESSAGE" : "a",\nhello'],
    ['an object without end', `{\n\t"MESSAGE" : [\n${'\t\t65,\n'.repeat(100_001)}\t]`],
  ])('%s', (_name, text) => {
    const lines = text.split('\n')
    const { entries, formats } = read(lines)
    expect(formats).toEqual({ text: lines.length })
    expect(entries.map(({ MESSAGE, origin }) => [origin.line, MESSAGE])).toEqual(
      lines.map((line, index) => [index + 1, line]),
    )
  })
})
