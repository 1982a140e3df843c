import { describe, expect, test } from '@jest/globals'
import { read } from './read.ts'

const AT = 1_717_342_744_168_847
const CURSOR = `[s=0f;i=1;b=0f;m=1;t=${AT.toString(16)};x=0f]`
const FIELDS = ['    SYSLOG_IDENTIFIER=kubelet', '    _PID=563', '    _HOSTNAME=node-a']
const STAMP = { year: 2024, month: 6, day: 2, us: 56_344_168_847, precision: 1 }

test('an entry is a time and the fields under it', () => {
  const lines = [`Sun 2024-06-02 15:39:04.168847 UTC ${CURSOR}`, ...FIELDS, '    MESSAGE=hello', '    TID=7']
  const { entries, formats } = read([...lines, ...lines])
  expect(entries).toHaveLength(2)
  expect(entries[1]).toEqual({
    MESSAGE: 'hello',
    SYSLOG_IDENTIFIER: 'kubelet',
    _PID: 563,
    _HOSTNAME: 'node-a',
    stamp: { ...STAMP, zone: 'UTC', offset: 0 },
    origin: { input: 'log', line: 7 },
    raw: '2024-06-02T15:39:04.168847+00:00 node-a kubelet[563]: hello',
    lines: 6,
  })
  expect(formats).toEqual({ 'journal-verbose': 12 })
})

describe('the time', () => {
  test.each([
    [
      "is that of the head, which is the sender's",
      `Sun 2024-06-02 15:39:04.168800 UTC ${CURSOR}`,
      { us: 56_344_168_800, offset: 0 },
    ],
    [
      'is in a zone that the cursor tells',
      `Sun 2024-06-02 21:09:04.168847 IST ${CURSOR}`,
      { us: 76_144_168_847, offset: 330 },
    ],
    ['is in a zone west of Greenwich', `Sun 2024-06-02 12:09:04.168847 NST ${CURSOR}`, { offset: -210 }],
    [
      'has only its abbreviation without a cursor that tells',
      `Sun 2024-06-02 21:09:04.168847 IST [s=0f;i=1]`,
      { zone: 'IST' },
    ],
    [
      'has only its abbreviation when the cursor tells of another day',
      `Tue 2024-06-04 21:09:04.168847 IST ${CURSOR}`,
      { zone: 'IST' },
    ],
  ])('%s', (_name, head, expected) => {
    const [entry] = read([head, '    MESSAGE=hello']).entries
    expect(entry?.stamp).toMatchObject(expected)
  })

  test('is the one that the sender gives, where it stands among the fields', () => {
    const source = '    _SOURCE_REALTIME_TIMESTAMP=1717342744168801'
    const [entry] = read([`Sun 2024-06-02 21:09:04.168801 IST ${CURSOR}`, source, '    MESSAGE=hello']).entries
    expect(entry?.stamp).toEqual({ ...STAMP, us: 56_344_168_801, offset: 0 })
  })
})

test('a value of several lines is aligned', () => {
  const value = ['    MESSAGE=a=<', '            \tb', '             > c', '    NOTE=x', '         MESSAGE=no field']
  const { entries } = read([`Sun 2024-06-02 15:39:04.168847 UTC ${CURSOR}`, ...FIELDS, ...value])
  expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['a=<', '\tb', ' > c'])
})

test('of several values of one field the first counts', () => {
  const lines = ['    MESSAGE=a', '    MESSAGE=b', '            c']
  expect(
    read([`Sun 2024-06-02 15:39:04.168847 UTC ${CURSOR}`, ...lines]).entries.map((entry) => entry.MESSAGE),
  ).toEqual(['a'])
})

test('the catalog and the lines between boots end an entry', () => {
  const { entries, markers } = read([
    `Sun 2024-06-02 15:39:04.168847 UTC ${CURSOR}`,
    '    MESSAGE=hello',
    '-- Subject: A start job for unit kubelet.service has finished successfully',
    '-- ',
    `-- Boot ${'0f'.repeat(16)} --`,
    `Sun 2024-06-02 15:39:05.168847 UTC ${CURSOR}`,
    '    MESSAGE=again',
  ])
  expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['hello', `-- Boot ${'0f'.repeat(16)} --`, 'again'])
  expect(markers.map(({ kind }) => kind)).toEqual(['separator', 'separator', 'boot'])
})

test('an entry without a message says nothing', () => {
  const { entries, markers } = read([`Sun 2024-06-02 15:39:04.168847 UTC ${CURSOR}`, '    NOTE=x'])
  expect([entries, markers.length]).toEqual([[], 2])
})

test.each([
  'Sun 2024-06-02 15:39:04.168847 UTC [a]',
  `15:39:04.168847 UTC ${CURSOR}`,
  `Sun 2024-06-02 15:39:04.168847 UTC [s=0f;${'i=1;'.repeat(100)}]`,
])('%j is text', (line) => {
  expect(read([line]).formats).toEqual({ text: 1 })
})
