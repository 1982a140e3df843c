// How the text report fits its reader: wide terminals, many incidents, many inputs, plain ASCII, screen readers.
import { beforeAll, describe, expect, test } from '@jest/globals'
import stringWidth from 'fast-string-width'
import type { Report } from '../../src/report/report.ts'
import { formatText } from '../../src/report/text/text.ts'
import { at, reportOf, seen } from '../correlate/story.ts'

const RULES = [
  seen('disk-full', {
    level: 'critical',
    explains: ['pod-evicted'],
    description: `The disk is full${', and full again'.repeat(12)}.`,
    remediation: [{ phase: 'mitigate', title: 'Make room', command: 'rm -r /tmp/cache' }],
  }),
  seen('pod-evicted', { role: 'effect', level: 'medium' }),
]
const NODES = ['a.shop.example.org', 'b.shop.example.org', 'c', 'd', 'e']

let fleet: Report
let long: Report

beforeAll(async () => {
  fleet = await reportOf(RULES, [
    ...NODES.map((node) => at('12:00:00', 'disk full', { node })),
    at('12:00:00', 'all well', { node: 'f', severity: 'I' }),
  ])
  const [before, after] = ['eins '.repeat(80), 'zwei '.repeat(80)]
  long = await reportOf(RULES, [at('12:00:00', `${before}disk full ${after}`), at('12:00:01', 'pod evicted of Ä/ö')])
})

const linesOf = (report: Report, options: Parameters<typeof formatText>[1]): string[] =>
  formatText(report, options).split('\n')

describe('on a wide terminal', () => {
  test('lines of the log take all the room, prose takes what can be read', () => {
    const lines = linesOf(long, { width: 200 })
    const proof = lines.slice(lines.indexOf('  Evidence'))
    expect(Math.max(...proof.map((line) => stringWidth(line)))).toBeGreaterThan(190)
    const answer = lines.slice(0, lines.indexOf('  Timeline (UTC)'))
    expect(Math.max(...answer.map((line) => stringWidth(line)))).toBe(100)
  })

  test('a list has the time of each incident', () => {
    expect(linesOf(fleet, { width: 120 })).toContain('3  CRITICAL  ongoing    2024-06-02 12:00  c  disk full')
  })
})

describe('many incidents', () => {
  test('are told in full as far as the third, and in short from there on', () => {
    const text = formatText(fleet)
    expect(text.match(/^ {2}do now/gm)).toHaveLength(5)
    expect(text.match(/^ {2}Timeline/gm)).toHaveLength(3)
    expect(text).toContain('[4] to [5] are told in short; --verbose has all of them in full.')
  })

  test('are all told in full with verbose', () => {
    const text = formatText(fleet, { verbose: true })
    expect(text.match(/^ {2}Timeline/gm)).toHaveLength(5)
    expect(text).not.toContain('in short')
  })

  test('have short names in the list, and whole ones where they are told', () => {
    const lines = linesOf(fleet, {})
    expect(lines).toContain('1  CRITICAL  ongoing    a  disk full')
    expect(lines.filter((line) => line.startsWith('a.shop.example.org  CRITICAL'))).toHaveLength(1)
  })

  test('leave nothing off in brief', () => {
    const [first] = linesOf(fleet, { brief: true })
    expect(first).toBe('CRITICAL  ongoing    2024-06-02 12:00  a.shop.example.org  disk full')
  })

  test('are counted with the nodes that have none', () => {
    expect(formatText(fleet)).toContain('5 incidents on 5 nodes. None on f.')
  })

  test.each<[nodes: string[], shown: string[]]>([
    [
      ['web.a.example', 'web.b.example'],
      ['web.a.example', 'web.b.example'],
    ],
    [
      ['10.0.0.7', '10.0.1.7'],
      ['10.0.0.7', '10.0.1.7'],
    ],
    [
      ['ip-10-0-0-7.ec2.internal', 'db'],
      ['ip-10-0-0-7', 'db'],
    ],
  ])('of %j stay apart', async (nodes, shown) => {
    const report = await reportOf(
      RULES,
      nodes.map((node) => at('12:00:00', 'disk full', { node })),
    )
    const rows = linesOf(report, { width: 120 }).filter((line) => /^\d {2}CRITICAL/.test(line))
    expect(new Set(rows.map((row) => row.split(/ {2,}/)[4]))).toEqual(new Set(shown))
  })
})

describe('many inputs', () => {
  const withInputs = (count: number): Report => {
    const [input] = fleet.inputs
    if (input === undefined) throw new Error('no input')
    const inputs = Array.from({ length: count }, (_, index) => ({
      ...input,
      name: `log-${index}`,
      assumptions: ['year assumed (2024)', ...(index === 3 ? ['cut off at the end'] : [])],
    }))
    return { ...fleet, inputs }
  }

  test('are told of together, what is the same of several once', () => {
    const text = formatText(withInputs(40))
    expect(text).toContain('  40 inputs: 40 journal-short-iso-precise, 2024-06-02 12:00:00 to 12:00:00 UTC\n')
    expect(text).toContain('  40x year assumed\n  log-3: cut off at the end\n')
    expect(text).not.toContain('log-7')
  })

  test('are all there with verbose', () => {
    expect(formatText(withInputs(40), { verbose: true }).match(/^ {2}log-\d+: journal/gm)).toHaveLength(40)
  })
})

describe('a report that is longer than the screen', () => {
  test('ends with the answer', () => {
    const lines = linesOf(fleet, { height: 30 })
    expect(lines.slice(-5)).toEqual([
      '',
      expect.stringMatching(/^a\.shop\.example\.org {2}CRITICAL {2}disk full +ongoing$/),
      '  do now   rm -r /tmp/cache',
      '  and 4 more, listed on top',
      '',
    ])
  })

  test('does not say twice what is seen', () => {
    expect(formatText(fleet, { height: 1000 })).toBe(formatText(fleet))
  })
})

describe('a long line of the log', () => {
  test('is cut to its head and what stands around the mark', () => {
    const text = formatText(long, { width: 1000 })
    expect(text).toMatch(/kettle\.go:7\] (?:eins )+… (?:eins )+disk full (?:zwei )+…\n/)
  })

  test('is whole with verbose', () => {
    const text = formatText(long, { width: 4000, verbose: true })
    expect(text).toMatch(/kettle\.go:7\] (?:eins ){80}disk full (?:zwei ?){80}\n/)
  })
})

describe('for those who do not see signs', () => {
  test('a text of the log is ASCII too, by escapes', () => {
    const text = formatText(long, { unicode: false })
    expect(text).not.toMatch(/[^ -~\n]/)
    expect(text).toContain(String.raw`\xc4/\xf6`)
  })

  test('plain pages have words for signs, and nothing set to the right', () => {
    const lines = linesOf(long, { plain: true })
    expect(lines[0]).toBe('node-a  CRITICAL  disk full leads to pod evicted, ongoing')
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}12:00:00\.000 {2}cause {3}disk full/))
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}12:00:01\.000 {2}effect {2}pod evicted/))
    expect(lines.join('\n')).not.toMatch(/[^ -~\n]/)
  })

  test('plain pages tell the course in words alone', async () => {
    const times = Array.from({ length: 12 }, (_, index) => at(`12:${10 + index}:00`, 'disk full'))
    const lines = linesOf(await reportOf(RULES, times), { plain: true })
    expect(lines[lines.indexOf('  Timeline (UTC)') + 1]).toMatch(/^ {2}12 events, most 1 in \d+ s from 12:10:00$/)
  })
})
