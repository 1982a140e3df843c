import { describe, expect, test } from '@jest/globals'
import { read } from './read.ts'

const PREFIX = 'Jun 02 15:39:04 node-a kubelet[563]: '
const INDENT = ' '.repeat(PREFIX.length)

describe('a line that is indented to the column of the message', () => {
  test('belongs to the entry before it, and has its fields', () => {
    const { entries, formats } = read([`${PREFIX}first`, `${INDENT}second`, `${INDENT}third`])
    expect(entries.map(({ MESSAGE, origin }) => [origin.line, MESSAGE])).toEqual([
      [1, 'first'],
      [2, 'second'],
      [3, 'third'],
    ])
    expect(entries[2]).toMatchObject({ SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, stamp: entries[0]?.stamp })
    expect(formats).toEqual({ 'journal-short': 1 })
  })

  test('keeps the indent of its own, a TAB as eight blanks and the blank of a closing line', () => {
    const { entries } = read([`${PREFIX}"x" err=<`, `${INDENT}        a`, `${INDENT} > pod="b"`])
    expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['"x" err=<', '        a', ' > pod="b"'])
  })

  test('may be empty but for its indent', () => {
    const { entries } = read([`${PREFIX}"x" err=<`, `${INDENT}        `, `${INDENT} >`])
    expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['"x" err=<', '        ', ' >'])
  })

  test.each([
    ['short-precise', 'Jun 02 15:39:04.168847 node-a kubelet[563]: '],
    ['short-iso', '2024-06-02T15:39:04+0000 kubelet[563]: '],
    ['with-unit', 'Sun 2024-06-02 15:39:04 UTC node-a kubelet.service[563]: '],
    ['short-monotonic', '[ 3591.200500] node-a kubelet[563]: '],
  ])('is measured by the prefix of its own format: %s', (_name, prefix) => {
    const { entries } = read([`${prefix}a`, `${' '.repeat(prefix.length)} > b`])
    expect(entries[1]?.MESSAGE).toBe(' > b')
  })
})

test('a line that is indented by eight blanks but less than the message is taken as it is', () => {
  const { entries } = read([`${PREFIX}first`, '        second'])
  expect(entries[1]).toMatchObject({ MESSAGE: '        second', _PID: 563 })
})

test('an indented line belongs to nothing when no entry stands before it', () => {
  const { entries } = read([`${INDENT}second`, 'E0602 15:39:04.000000     563 x.go:1] bare', '        third'])
  expect(entries.map((entry) => entry._PID)).toEqual([undefined, undefined, undefined])
})

test('an indented line that is quoted in the log is part of the message, not an entry', () => {
  const { entries } = read([`${PREFIX}journal of the pod:`, `${INDENT}Jun 01 00:00:00 pod-a app[1]: boom`])
  expect(entries[1]).toMatchObject({ MESSAGE: 'Jun 01 00:00:00 pod-a app[1]: boom', _PID: 563 })
})
