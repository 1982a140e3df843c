// What the text report has beside the answer: the course as bars, marked evidence, and all of it with `verbose`.
import { beforeAll, describe, expect, test } from '@jest/globals'
import stringWidth from 'fast-string-width'
import type { Report, ReportHistogram } from '../../src/report/report.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { formatText } from '../../src/report/text/text.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { at, reportOf, seen } from '../correlate/story.ts'

const RULES = [
  seen('disk-full', {
    window: 30 * MINUTE,
    description: 'The disk is full. All of it.',
    references: ['https://example.org/disks'],
  }),
]
/** Most in the minute after 12:10. */
const TIMES = [0, 5, 10, 10, 10, 10, 10, 10, 15, 20, 20, 30, 59]

let report: Report

beforeAll(async () => {
  const lines = TIMES.map((minute, index) => at(`12:${String(minute).padStart(2, '0')}:${10 + index}`, 'disk full'))
  report = await reportOf(RULES, [
    ...lines,
    ...Array.from('abcdefghijkl', (letter) => at('12:59:59', `kettle ${letter}`)),
  ])
})

const linesOf = (options: Parameters<typeof formatText>[1]): string[] => formatText(report, options).split('\n')

describe('the course of an incident', () => {
  test('is a row of bars from its start to its end, with the most of it in words', () => {
    const lines = linesOf({ width: 120 })
    const bars = lines[lines.indexOf('  Timeline (UTC)') + 1]
    expect(bars).toMatch(/^ {2}12:00 [ ▁▂▃▄▅▆▇█]{60} 13:00 {2}13 events, most 6 in 1 min from 12:10:00$/)
    expect(bars?.charAt(8 + 10)).toBe('█')
    expect(bars?.charAt(8)).toBe('▂')
  })

  test('has its words below the bars where there is less room', () => {
    const lines = linesOf({ width: 80 })
    const index = lines.indexOf('  Timeline (UTC)')
    expect(lines.slice(index + 1, index + 3)).toEqual([
      expect.stringMatching(/^ {2}12:00 [ ▁▂▃▄▅▆▇█]{60} 13:00$/),
      '  13 events, most 6 in 1 min from 12:10:00',
    ])
  })

  test('adds up neighbours where there is not even room for the bars', () => {
    const lines = linesOf({ width: 40 })
    const bars = lines[lines.indexOf('  Timeline (UTC)') + 1] ?? ''
    expect(bars).toMatch(/^ {2}12:00 [ ▁▂▃▄▅▆▇█]+ 13:00$/)
    expect(stringWidth(bars)).toBeLessThanOrEqual(40)
  })

  test('is plain ASCII where the terminal has no more', () => {
    const lines = linesOf({ width: 120, unicode: false })
    expect(lines[lines.indexOf('  Timeline (UTC)') + 1]).toMatch(/^ {2}12:00 [ .:\-=+*#]{60} 13:00 {2}13 events/)
  })

  test.each<[what: string, histogram: ReportHistogram]>([
    ['few events', { start: '2024-06-02T12:00:00.000000Z', step: 1000, counts: [3, 3, 3] }],
    ['one burst', { start: '2024-06-02T12:00:00.000000Z', step: 1000, counts: [300] }],
    ['events without a time', { start: null, step: 1000, counts: [] }],
  ])('is not drawn of %s', (_what, histogram) => {
    const incidents = report.incidents.map((incident) => ({ ...incident, histogram }))
    expect(formatText({ ...report, incidents })).not.toMatch(/[▁▂▃▄▅▆▇█]|, most /)
  })
})

describe('evidence', () => {
  test('has the words marked by which the rule knows it', () => {
    const marks: string[] = []
    const text = formatText(report, {
      style: (style, text) => {
        if (style === 'mark') marks.push(text)
        return text
      },
    })
    expect(new Set(marks)).toEqual(new Set(['disk full']))
    expect(text).toContain('kettle.go:7] disk full')
  })

  test('has the whole first word marked, of which a literal leaves a capital off', async () => {
    const rule = seen('disk-full', {}, { contains: 'isk full', at: 'anywhere' })
    const marked = async (text: string): Promise<string[]> => {
      const { incidents } = await reportOf([rule], [at('12:00:00', text)])
      return incidents.flatMap(({ timeline }) =>
        timeline.flatMap(({ evidence }) => evidence.map(({ text, mark }) => text.slice(mark?.start, mark?.end))),
      )
    }
    expect(await marked('Disk full')).toEqual(['Disk full'])
    expect(await marked('the disk full')).toEqual(['disk full'])
    expect(await marked('the whisk full')).toEqual(['isk full'])
  })

  test('is marked in the JSON report by its place in the line', () => {
    const evidence = report.incidents.flatMap(({ timeline }) => timeline.flatMap((event) => event.evidence))
    expect(evidence.length).toBeGreaterThan(1)
    for (const { text, mark } of evidence) expect(text.slice(mark?.start, mark?.end)).toBe('disk full')
  })
})

describe('steps of kubelet', () => {
  const life = (id: string): Rule => seen(id, { role: 'lifecycle', level: 'informational' })
  const rules = [...RULES, life('unit-started'), life('kubelet-started'), life('loop-entered')]
  const lines = [
    at('12:00:00', 'disk full'),
    at('12:00:01', 'unit started', { severity: 'I' }),
    at('12:00:01.5', 'kubelet started', { severity: 'I' }),
    at('12:00:05', 'loop entered', { severity: 'I' }),
  ]

  test('that belong to one start are one line', async () => {
    const text = formatText(await reportOf(rules, lines))
    expect(text).toContain('  12:00:01.000  │   unit started; kubelet started\n  12:00:05.000  │   loop entered\n')
  })

  test('are a line each with verbose', async () => {
    const text = formatText(await reportOf(rules, lines), { verbose: true })
    expect(text).toContain('  12:00:01.000  │   unit started\n  12:00:01.500  │   kubelet started\n')
  })
})

describe('on a narrow terminal', () => {
  const long = 'sudo sysctl -w fs.inotify.max_user_watches=1048576'

  test('the first command is whole on a line of its own', () => {
    const remediation = [{ phase: 'mitigate', title: 'Raise it', command: long, risk: 'none' }] as const
    const incidents = report.incidents.map((incident) => ({ ...incident, remediation }))
    const lines = formatText({ ...report, incidents }, { width: 40 }).split('\n')
    expect(lines.slice(lines.indexOf('  do now')).slice(0, 2)).toEqual(['  do now', `    ${long}`])
  })

  test('what happened stands beside a short time, and goes on below it', () => {
    const timeline = report.incidents.flatMap((incident) =>
      incident.timeline.map((event) => ({ ...event, summary: 'disk full of many small files of some size' })),
    )
    const incidents = report.incidents.map((incident) => ({ ...incident, timeline }))
    const lines = formatText({ ...report, incidents }, { width: 40 }).split('\n')
    const index = lines.findIndex((line) => line.startsWith('  12:00:10'))
    expect(lines.slice(index, index + 2)).toEqual(['  12:00:10 ● disk full of many small', '      files of some size'])
  })

  test('the words of a field go on below its name', () => {
    const lines = linesOf({ width: 40 })
    const index = lines.findIndex((line) => line.startsWith('  since  '))
    expect(lines[index + 1]).toMatch(/^ {4}\S/)
  })
})

describe('with verbose', () => {
  test.each([
    ['all lines of evidence', /^ {2}log:\d+$/gm, 3],
    ['all shapes that no rule knows', /^ {6}1x E kettle\.go: kettle/gm, 12],
    ['an example of each shape', /^ {11}log:\d+: /gm, 12],
    ['the whole description', /^ {2}- The disk is full\. All of it\.$/gm, 1],
    ['what to read', /^ {2}- https:\/\/example\.org\/disks$/gm, 1],
  ])('there are %s', (_what, pattern, least) => {
    const [verbose, plain] = [formatText(report, { verbose: true }), formatText(report)].map(
      (text) => text.match(pattern)?.length ?? 0,
    )
    expect(verbose).toBeGreaterThanOrEqual(least)
    expect(verbose).toBeGreaterThan(plain ?? 0)
  })
})
