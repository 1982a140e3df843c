// What is read when the user names the format.
import { describe, expect, test } from '@jest/globals'
import type { Format } from '../../src/journal/entry.ts'
import { JOURNAL } from './made-journal.ts'
import { print, type Mode } from './print-journal.ts'
import { read } from './read.ts'

const FORMATS: readonly (readonly [format: Format, mode: Mode])[] = [
  ['journal-short', 'short'],
  ['journal-short-precise', 'short-precise'],
  ['journal-short-iso', 'short-iso'],
  ['journal-short-iso-precise', 'short-iso-precise'],
  ['journal-short-full', 'short-full'],
  ['journal-with-unit', 'with-unit'],
  ['journal-short-monotonic', 'short-monotonic'],
  ['journal-short-delta', 'short-delta'],
  ['journal-short-unix', 'short-unix'],
  ['journal-verbose', 'verbose'],
  ['journal-export', 'export'],
  ['journal-json', 'json'],
  ['journal-json-pretty', 'json-pretty'],
  ['journal-json-sse', 'json-sse'],
  ['journal-json-seq', 'json-seq'],
  ['syslog', 'syslog, RFC 3164'],
  ['syslog', 'syslog of rsyslog'],
  ['syslog', 'syslog with priority'],
  ['syslog-rfc5424', 'syslog, RFC 5424'],
]

const linesOf = (mode: Mode): string[] => print(JOURNAL, mode).replace(/\n$/, '').split('\n')

describe.each(FORMATS)('%s', (format, mode) => {
  test('is read as when it is found', () => {
    expect(read(linesOf(mode), { format }).entries).toEqual(read(linesOf(mode)).entries)
  })

  test('lets lines of other formats be text', () => {
    const other = format === 'journal-json' ? 'short-full' : 'json'
    const { entries, formats, markers } = read(linesOf(other), { format })
    const text = linesOf(other).filter((line) => !line.startsWith('-- '))
    expect(formats).toEqual({ text: text.length })
    expect(entries.filter(({ lines }) => lines !== 0).map(({ MESSAGE }) => MESSAGE)).toEqual(text)
    expect(markers.length).toBe(linesOf(other).length - text.length)
  })
})

test.each<Format>(['klog', 'text'])('%s has no prefix to be read', (format) => {
  const { entries } = read(['-- No entries --', 'Jun 02 15:39:04 node-a kubelet[563]: hello'], { format })
  expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual(['Jun 02 15:39:04 node-a kubelet[563]: hello'])
})
