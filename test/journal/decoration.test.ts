// What pasting, quoting and searching put before the lines of a log is no part of them.
import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const KLOG = 'E0602 15:39:04.168847     563 kubelet.go:1438] "Gone" err="EOF"'
const LINE = `Jun 02 15:39:04 node-a kubelet[563]: ${KLOG}`

const MARKS = [
  ['two blanks', '  '],
  ['six blanks', '      '],
  ['a mark of a quote', '> '],
  ['a quote of a quote', '> > '],
  ['an indented mark of a quote', '  > '],
  ['a mark of a list', '* '],
  ['another mark of a list', '- '],
  ['a comment', '# '],
  ['a line number', '  17  '],
  ['a line number with a colon', '17:'],
  ['a line number of a viewer', '17 | '],
  ['the file, of grep', './syslog:'],
  ['the file, of grep -r', '/var/log/messages-20240602:'],
  ['the file and the line, of grep -n', 'kubelet.log:17:'],
  ['the file, of grep -A', 'kubelet.log-'],
  ['a sign of a diff', '+ '],
  ['a Markdown mark of code', '`'],
] as const

describe('before a line there may be', () => {
  test.each(MARKS)('%s', (_name, mark) => {
    const line = mark + LINE
    expect(readEntry(line)).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: 'node-a', _PID: 563, raw: line })
    expect(read([line]).formats).toEqual({ 'journal-short': 1 })
  })

  test.each(MARKS)('of klog without a prefix, %s', (_name, mark) => {
    expect(readEntry(mark + KLOG)).toEqual({ MESSAGE: KLOG, origin: { input: 'log', line: 1 }, raw: mark + KLOG })
  })

  test.each(MARKS)('%s, and before the lines of a block the same', (_name, mark) => {
    const lines = [`${KLOG} out=<`, '\ta', '\t', '\tb', ' >'].map((line) => mark + line)
    expect(read(lines).entries.map(({ MESSAGE }) => MESSAGE)).toEqual([`${KLOG} out=<`, '\ta', '\t', '\tb', ' >'])
  })

  test.each(MARKS)('%s, and before the lines of a longer message the same', (_name, mark) => {
    const indent = ' '.repeat(LINE.indexOf(KLOG))
    expect(read([mark + LINE, `${mark}${indent}more`]).entries[1]).toMatchObject({ MESSAGE: 'more', _PID: 563 })
  })
})

describe('between the lines there may be', () => {
  test.each([
    ['a fence of Markdown', '```'],
    ['a fence with a language', '```console'],
    ['what less prints at the end', '(END)'],
    ['what less prints below a page', 'lines 1-52'],
    ['what less prints below the last page', 'lines 1-52/52 (END)'],
    ['what less prints while it skips', '...skipping...'],
    ['what less prints below the end', '~'],
    ['an empty quote', '>'],
    ['the time column of a viewer', '2024-06-02 15:39:04\t'],
  ])('%s, which is no line of the log', (_name, separator) => {
    const { entries, markers } = read([LINE, separator, LINE])
    expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual([KLOG, KLOG])
    expect(markers.length).toBe(1)
  })
})

test('blanks of a web page are blanks', () => {
  const line = LINE.replaceAll(' ', '\u00a0')
  expect(readEntry(line)).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: 'node-a', raw: line })
})

test('a mark that only some lines have is looked for on each', () => {
  const { entries } = read([`> ${LINE}`, LINE, `* ${LINE}`, '> Error: boom'])
  expect(entries.map(({ MESSAGE }) => MESSAGE)).toEqual([KLOG, KLOG, KLOG, '> Error: boom'])
})

test('marks of bold print inside are taken off', () => {
  expect(readEntry(`${LINE.replace('"Gone"', '**"Gone"')}**`).MESSAGE).toBe(KLOG)
})

describe('no mark is', () => {
  test.each([
    ['a TAB, which begins the line of a block', `\t${KLOG}`],
    ['what stands before other text', '> quoted mail'],
    ['a name before other text', 'mount.nfs: Connection refused'],
  ])('%s', (_name, line) => {
    expect(readEntry(line).MESSAGE).toBe(line)
  })
})
