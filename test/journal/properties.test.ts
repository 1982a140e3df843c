import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { read, readEntry } from './read.ts'

// Pieces of which the lines of journals are made, so that nearly everything is hit by chance.
const PIECES = [
  'Jun 02 ',
  '15:39:04',
  '.168847',
  ' node-a ',
  'kubelet[563]',
  ': ',
  '2024-06-02T',
  '+0000 ',
  'Sun ',
  '-- ',
]
const MORE = [
  '2024-06-02 ',
  'UTC ',
  'Logs begin at ',
  ', end at ',
  '. --',
  '        ',
  '[ 3591.200500] ',
  '1717342744',
  '\0',
  '6月 ',
]
const FIELDS = [
  '__CURSOR=s=0f',
  '__REALTIME_TIMESTAMP=1717342744168847',
  'MESSAGE=hello',
  'MESSAGE',
  '    MESSAGE=',
  'Sun 2024-06-02 15:39:04.168847 UTC [s=0f;t=61a0]',
  '{',
  '\t"MESSAGE" : "a"',
  '}',
  '{"MESSAGE":"a\\nb"}',
  'data: {"MESSAGE":null}',
  '<30>1 2024-06-02T15:39:04Z a b 1 - - ',
  'message repeated 3 times: [ ',
  'a last message repeated 2 times',
  '#012#011',
  '-- Reboot --',
  'Hint: Some lines were ellipsized',
]
const anyLine = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.constantFrom(...PIECES, ...MORE, ...FIELDS, '\t', '\ufffd', '\u001b[0m'), { maxLength: 9 })
    .map((all) => all.join('')),
  fc.constantFrom(...FIELDS, ''),
)

test('any lines are read, and each is counted once, as a part of an entry or as a marker', () => {
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const { entries, markers } = read(lines)
      const counted = entries.reduce((sum, entry) => sum + (entry.lines ?? 1), markers.length)
      expect(counted).toBe(lines.length)
    }),
    { numRuns: 300 },
  )
})

test('the lines of each format are no more than the lines that are no markers', () => {
  fc.assert(
    fc.property(fc.array(anyLine), (lines) => {
      const { formats } = read(lines)
      expect(Object.values(formats).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(lines.length)
    }),
  )
})

test('what journalctl prints is read back', () => {
  const word = fc.stringMatching(/^[a-z0-9./@()-]{1,12}$/)
  const fields = fc.record({
    host: fc.option(fc.stringMatching(/^[a-z0-9.-]{1,12}$/)),
    identifier: word,
    pid: fc.option(fc.integer({ min: 1, max: 4_194_304 })),
    // What a pager and an editor put at the end is taken off.
    message: fc
      .string({ unit: 'binary', maxLength: 50 })
      .filter((text) => !/(?:>|\*\*)$/.test(text) && !text.includes('\u001b')),
  })
  const stamp = fc.constantFrom('Jun 02 15:39:04 ', 'Jun 02 15:39:04.168847 ', '2024-06-02T15:39:04+0000 ')
  fc.assert(
    fc.property(fields, stamp, ({ host, identifier, pid, message }, at) => {
      const entry = readEntry(
        `${at}${host === null ? '' : `${host} `}${identifier}${pid === null ? '' : `[${pid}]`}: ${message}`,
      )
      expect(entry).toMatchObject({ MESSAGE: message, SYSLOG_IDENTIFIER: identifier })
      expect([entry._HOSTNAME, entry._PID]).toEqual([host ?? undefined, pid ?? undefined])
    }),
  )
})

test('long hostile lines of no format are read in time that grows with their length only', () => {
  const pieces = [
    'a',
    '"',
    '\\"',
    ',"',
    '{"',
    '[',
    ']: ',
    '> ',
    '1.',
    'kubelet.go:',
    'E0602 ',
    'Jun 02 ',
    ' | ',
    ':',
    'a(',
    '::1',
    'at ',
    'a[1]: ',
  ]
  for (const piece of pieces) {
    const lines = Array<string>(4).fill(piece.repeat(60_000 / piece.length))
    for (const before of [
      '',
      'E0602 15:39:04.168847     563 kubelet.go:1438] ',
      'Jun 02 15:39:04 node-a kubelet[563]: ',
      '{"',
      '> ',
    ])
      expect(read(lines.map((line) => before + line)).entries.length).toBeGreaterThan(0)
  }
})

test('a long hostile line is read in time that grows with its length only', () => {
  const line = (of: string): string => `-- Logs begin at ${of.repeat(100_000 / of.length)}`
  for (const piece of [', end at ', 'a. ', '[', ' '])
    expect(read([line(piece), line(piece).slice(3), ` ${line(piece)}`]).entries.length).toBeGreaterThan(0)
  const heads = [
    '<30>1 2024-06-02T15:39:04Z a b 1 - [x',
    '<30>',
    'Jun  2 15:39:04 ',
    '    MESSAGE=',
    '{"MESSAGE":"',
    'data: {',
  ]
  for (const head of heads)
    for (const piece of ['"', '"a', '[', '\\\\"', '#011', 'a.info ', '\\u001b['])
      expect(read([`${head}${piece.repeat(100_000 / piece.length)}`]).entries.length).toBeGreaterThan(0)
})
