import { describe, expect, test } from '@jest/globals'
import type { JournalEntry } from '../../src/journal/entry.ts'
import { KlogParser } from '../../src/klog/parser.ts'
import type { LogRecord } from '../../src/klog/record.ts'
import { entry, HEADER, pairs, records } from './read.ts'

const BLOCK = [`${HEADER}"Failed" n=1 err=<`, '\ta "b" \\ c', '\t\tindented', '\t', '\tend', ' > pod="a/b"']
const VALUES = [
  ['n', '1'],
  ['err', 'a "b" \\ c\n\tindented\n\nend'],
  ['pod', 'a/b'],
]

/** Kind, text, lines and whether it is whole, of each record. */
function summary(all: readonly LogRecord[]): (readonly [string, string, number, boolean])[] {
  return all.map(({ kind, text, lines, broken }) => [kind, text, lines, !broken] as const)
}

describe('a value of several lines is one record', () => {
  test.each([
    ['as klog writes it', BLOCK],
    ['as journalctl prints it, with blanks for the TAB', BLOCK.map((line) => line.replace('\t', '        '))],
    ['as rsyslog writes it', BLOCK.map((line) => line.replace('\t', '#011'))],
    ['newest first', BLOCK.toReversed()],
    ['newest first, with blanks for the TAB', BLOCK.toReversed().map((line) => line.replace('\t', '        '))],
  ])('%s', (_name, lines) => {
    const [record, ...others] = records(lines)
    expect(others).toEqual([])
    expect(record).toMatchObject({ kind: 'klog', msg: 'Failed', lines: 6, broken: false, severity: 'E' })
    expect(pairs(record as LogRecord)).toEqual(VALUES)
    expect(record?.structured?.truncated).toBe(false)
  })

  test.each([
    [
      'that is the first one',
      ['"Failed" err=<', '\ta', ' > n=1'],
      [
        ['err', 'a'],
        ['n', '1'],
      ],
    ],
    ['without pairs behind it', ['"Failed" err=<', '\ta', ' >'], [['err', 'a']]],
    [
      'before another',
      ['"Failed" err=<', '\ta', ' > n=1 out=<', '\tb', ' >'],
      [
        ['err', 'a'],
        ['n', '1'],
        ['out', 'b'],
      ],
    ],
    [
      'right before another',
      ['"Failed" err=<', '\ta', ' > out=<', '\tb', ' > n=1'],
      [
        ['err', 'a'],
        ['out', 'b'],
        ['n', '1'],
      ],
    ],
    ['with lines that look like its end', ['"Failed" err=<', '\t > no', '\t >', ' >'], [['err', ' > no\n >']]],
    [
      'with lines that look like headers',
      ['"Failed" err=<', `\t${HEADER}"x" y=<`, ' > n=1'],
      [
        ['err', `${HEADER}"x" y=<`],
        ['n', '1'],
      ],
    ],
    [
      'with pairs inside',
      ['"Failed" err=<', '\ta=1 b="', ' > n=1'],
      [
        ['err', 'a=1 b="'],
        ['n', '1'],
      ],
    ],
  ])('%s, in both orders', (_name, [head = '', ...lines], values) => {
    for (const all of [[HEADER + head, ...lines], [HEADER + head, ...lines].toReversed()]) {
      expect(records(all).map((record) => [pairs(record), record.broken])).toEqual([[values, false]])
    }
  })
})

test('a block is dated and placed by its first entry', () => {
  const stamp = { month: 6, day: 2, us: 1, precision: 1 }
  const later = { ...stamp, us: 2 }
  const forwards = [
    entry(`${HEADER}"x" err=<`, { stamp }),
    entry('\ta', { stamp: later }),
    entry(' >', { stamp: later }),
  ]
  for (const [line, entries] of [[1, forwards] as const, [3, forwards.toReversed()] as const])
    expect(records(entries)).toMatchObject([{ stamp, origin: { line }, raw: `${HEADER}"x" err=<` }])
})

describe('between the lines of a block there may be', () => {
  const others: [string, JournalEntry][] = [
    ['another process', entry('level=info', { SYSLOG_IDENTIFIER: 'containerd', _PID: 9 })],
    ['another process of the same name', entry(`${HEADER}x`, { _PID: 564 })],
    ['another host', entry(`${HEADER}x`, { _HOSTNAME: 'node-b' })],
    ['text without header of the same process', entry('Flag --x has been deprecated')],
  ]
  test.each(others)('%s', (_name, other) => {
    for (const lines of [BLOCK, BLOCK.toReversed()]) {
      const all = records([...lines.slice(0, 2), other, ...lines.slice(2, 4), other, ...lines.slice(4)])
      const record = all.find(({ lines }) => lines === 6)
      expect(all).toHaveLength(3)
      expect(pairs(record as LogRecord)).toEqual(VALUES)
    }
  })

  test('the lines of another block', () => {
    const one = BLOCK.map((line) => entry(line, { _HOSTNAME: 'node-a' }))
    const two = BLOCK.map((line) => entry(line, { _HOSTNAME: 'node-b' }))
    const all = records(one.flatMap((line, index) => [line, two[index] as JournalEntry])) // of the same length
    expect(all.map((record) => [record.source._HOSTNAME, pairs(record)])).toEqual([
      ['node-a', VALUES],
      ['node-b', VALUES],
    ])
  })

  test('that of another unit, which with-unit names', () => {
    const unit = (name: string, line: string): JournalEntry => ({
      MESSAGE: line,
      _SYSTEMD_UNIT: name,
      raw: line,
      origin: { input: 'log', line: 1 },
    })
    const all: LogRecord[] = []
    const parser = new KlogParser((record) => all.push(record))
    for (const line of BLOCK) for (const name of ['k3s.service', 'kubelet.service']) parser.next(unit(name, line))
    expect(all.map(pairs)).toEqual([VALUES, VALUES])
  })
})

describe('a torn block', () => {
  const head = '"Failed" err=<'
  test.each([
    [
      'whose end is missing, before another record',
      [HEADER + head, '\ta', `${HEADER}next`],
      [
        ['klog', '"Failed" err=<\n\ta', 2, false],
        ['klog', 'next', 1, true],
      ],
    ],
    [
      'whose end is missing, before another block',
      [HEADER + head, '\ta', `${HEADER}"Next" err=<`, '\tb', ' >'],
      [
        ['klog', '"Failed" err=<\n\ta', 2, false],
        ['klog', '"Next" err=<\n\tb\n >', 3, true],
      ],
    ],
    ['whose end is missing at the end of the log', [HEADER + head, '\ta'], [['klog', '"Failed" err=<\n\ta', 2, false]]],
    ['of which only the head is there', [HEADER + head], [['klog', '"Failed" err=<', 1, false]]],
    [
      'whose head is missing',
      ['\ta', ' > n=1', `${HEADER}next`],
      [
        ['text', '\ta', 1, true],
        ['text', ' > n=1', 1, false],
        ['klog', 'next', 1, true],
      ],
    ],
    [
      'whose head is missing, before another block',
      ['\ta', ' > n=1', `${HEADER}${head}`, '\tb', ' >'],
      [
        ['text', '\ta', 1, true],
        ['text', ' > n=1', 1, false],
        ['klog', '"Failed" err=<\n\tb\n >', 3, true],
      ],
    ],
    [
      'whose head is missing, newest first',
      [' >', '\ta', `${HEADER}older`],
      [
        ['text', ' >', 1, false],
        ['text', '\ta', 1, false],
        ['klog', 'older', 1, true],
      ],
    ],
    [
      'whose head is missing, newest first, before another block',
      [' >', '\ta', ' > n=1', '\tb', HEADER + head],
      [
        ['text', ' >', 1, false],
        ['text', '\ta', 1, false],
        ['klog', '"Failed" err=<\n\tb\n > n=1', 3, true],
      ],
    ],
    [
      'whose head is missing, at the end of a log that is newest first',
      [' > n=1', '\ta'],
      [
        ['text', ' > n=1', 1, false],
        ['text', '\ta', 1, false],
      ],
    ],
    ['whose first line is missing', [HEADER + head, ' > n=1'], [['klog', '"Failed" err=<\n > n=1', 2, true]]],
  ] as const)('%s', (_name, lines, expected) => {
    expect(summary(records(lines))).toEqual(expected)
  })
})

test('a message that only looks like the end of a block waits for no more than the next record', () => {
  expect(summary(records([' > quoted mail', `${HEADER}next`]))).toEqual([
    ['text', ' > quoted mail', 1, false],
    ['klog', 'next', 1, true],
  ])
})

test('a message of several lines that is no block is one record a line', () => {
  const lines = [`${HEADER}Observed a panic: boom`, 'goroutine 1 [running]:', 'more']
  expect(records(lines).map(({ kind, text }) => [kind, text])).toEqual([
    ['klog', 'Observed a panic: boom'],
    ['trace', 'goroutine 1 [running]:'],
    ['text', 'more'],
  ])
})

describe('a block without bounds', () => {
  test.each([
    ['has all its lines counted and its ends kept', 100, 10_000, 102],
    ['of many short lines, too', 6000, 3, 6002],
  ])('%s', (_name, count, length, lines) => {
    const block = [`${HEADER}"Failed" err=<`, ...Array<string>(count).fill(`\t${'x'.repeat(length)}`), ' > pod="a/b"']
    for (const all of [block, block.toReversed()]) {
      const [record, ...others] = records(all)
      expect(others).toEqual([])
      expect(record).toMatchObject({ msg: 'Failed', lines, broken: true })
      expect(record?.value('pod')).toBe('a/b')
      expect(record?.text.length).toBeLessThan(70_000)
    }
  })

  test('is given up when it goes on', () => {
    const all = records([`${HEADER}"Failed" err=<`, ...Array<string>(30_000).fill('\tx')])
    expect(all[0]).toMatchObject({ msg: 'Failed', broken: true })
    expect(all.reduce((sum, { lines }) => sum + lines, 0)).toBe(30_001)
  })

  test('cannot hide in its intermediate lines', () => {
    const between = ` > a=1 b="${'x'.repeat(1000)}" c=<`
    const [record] = records([`${HEADER}"Failed" err=<`, ...Array<string>(5000).fill(between), ' > pod="a/b"'])
    expect(record?.text.length).toBeLessThan(70_000)
    expect(record?.lines).toBe(5002)
  })

  test('is not begun by a line that is too long itself', () => {
    const long = `${HEADER}"${'x'.repeat(70_000)}" err=<`
    expect(summary(records([long, '\ta'])).map(([kind, , lines, whole]) => [kind, lines, whole])).toEqual([
      ['klog', 1, false],
      ['text', 1, true],
    ])
  })
})

test('of very many open blocks the oldest is given up first', () => {
  const heads = Array.from({ length: 513 }, (_, pid) => entry(`${HEADER}"Failed" pid=${pid} err=<`, { _PID: pid }))
  const all: LogRecord[] = []
  const parser = new KlogParser((record) => all.push(record))
  for (const head of heads) parser.next(head)
  expect(all.map((record) => record.value('pid'))).toEqual(['0'])
  parser.end()
  expect(all).toHaveLength(513)
})
