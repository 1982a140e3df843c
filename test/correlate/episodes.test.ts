// Matches -> episodes and incidents: windows, subjects, nodes, counts, passing failures, failures by number.
import { describe, expect, test } from '@jest/globals'
import { mostWithin } from '../../src/correlate/occurrences.ts'
import type { ReportIncident } from '../../src/report/report.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { MINUTE, SECOND } from '../../src/time/instant.ts'
import { at, incidentsOf, seen, systemd } from './story.ts'

function spanOf({ start, end, cause }: ReportIncident): string {
  return `${start?.slice(11, 19)}-${end?.slice(11, 19)} ${cause.count}x`
}

async function spansOf(rules: readonly Rule[], lines: readonly string[]): Promise<string[]> {
  return (await incidentsOf(rules, lines)).map(spanOf)
}

const FULL = seen('disk-full', { window: 10 * MINUTE })

describe('matches of one rule', () => {
  test.each<[what: string, times: string[], spans: string[]]>([
    ['are one incident', ['12:00:00'], ['12:00:00-12:00:00 1x']],
    [
      'are one incident when their gaps are not longer than the window',
      ['12:00:00', '12:10:00', '12:20:00'],
      ['12:00:00-12:20:00 3x'],
    ],
    [
      'are two incidents when a gap is longer',
      ['12:00:00', '12:10:01'],
      ['12:00:00-12:00:00 1x', '12:10:01-12:10:01 1x'],
    ],
    [
      'are counted where they belong',
      ['12:00:00', '12:00:30', '12:30:00'],
      ['12:00:00-12:00:30 2x', '12:30:00-12:30:00 1x'],
    ],
  ])('%s', async (_what, times, spans) => {
    const lines = times.map((time) => at(time, 'disk full'))
    expect((await spansOf([FULL], lines)).sort((a, b) => (a < b ? -1 : 1))).toEqual(spans)
    expect((await spansOf([FULL], lines.toReversed())).sort((a, b) => (a < b ? -1 : 1))).toEqual(spans)
  })

  test('count each node by itself', async () => {
    const lines = [at('12:00:00', 'disk full'), at('12:00:01', 'disk full', { node: 'node-b' })]
    const incidents = await incidentsOf([FULL], lines)
    expect(incidents.map(({ node }) => node)).toEqual(['node-a', 'node-b'])
  })

  test('of many subjects are one incident with all of them', async () => {
    const crash = seen('crash', { subject: 'pod' })
    const lines = ['shop/web-1', 'shop/web-0', 'shop/web-1'].map((pod) => at('12:00:00', `crash of ${pod}`))
    const [incident, ...more] = await incidentsOf([crash], lines)
    expect(more).toEqual([])
    expect(incident?.cause).toMatchObject({ count: 3, subject: 'pod', subjects: ['shop/web-0', 'shop/web-1'] })
  })

  test('that only echo others are evidence but no further events', async () => {
    const exit = seen('exit', {
      signatures: [
        { id: 'exited', contains: 'process exited', at: 'anywhere' },
        { id: 'failed', contains: 'Failed with result', at: 'anywhere', echo: true },
      ],
    })
    const lines = [
      systemd('12:00:00', 'x: process exited'),
      systemd('12:00:00', 'x: Failed with result'),
      systemd('12:00:05', 'x: process exited'),
    ]
    expect(await spansOf([exit], lines)).toEqual(['12:00:00-12:00:05 2x'])
    expect(await spansOf([exit], lines.slice(1, 2))).toEqual(['12:00:00-12:00:00 1x'])
  })

  test('of role lifecycle, context and noise make no incident', async () => {
    const rules = (['lifecycle', 'context', 'noise'] as const).map((role) =>
      seen(`kettle-${role}`, { role, level: 'informational' }),
    )
    const lines = ['lifecycle', 'context', 'noise'].map((role) => at('12:00:00', `kettle ${role}`))
    expect(await incidentsOf(rules, lines)).toEqual([])
  })
})

describe('more subjects than can be told apart', () => {
  test('are one incident whose rule still counts as one', async () => {
    const crash = seen('crash', { subject: 'pod' })
    const lines = Array.from({ length: 300 }, (_, index) => at('12:00:00', `crash of shop/web-${index}`))
    const [incident] = await incidentsOf([crash], lines)
    expect(incident?.cause.subjects).toHaveLength(256)
    expect(new Set(incident?.cause.subjects).size).toBe(256)
  })
})

describe('a failure that is normal for a moment', () => {
  const started = seen('kubelet-started', { role: 'lifecycle', level: 'informational', marks: 'start' })
  const start = at('12:00:00', 'kubelet started')

  test.each<[what: string, persistence: NonNullable<Rule['persistence']>, times: string[], level: string | undefined]>([
    ['is low when it shows too few times', { count: 3 }, ['12:30:00', '12:30:01'], 'low'],
    ['has its level when it shows often enough', { count: 3 }, ['12:30:00', '12:30:01', '12:30:02'], 'high'],
    ['is low when it does not last', { lasting: 2 * MINUTE }, ['12:30:00', '12:31:59'], 'low'],
    ['has its level when it lasts', { lasting: 2 * MINUTE }, ['12:30:00', '12:31:00', '12:32:00'], 'high'],
    ['is low while kubelet starts', { startup: MINUTE }, ['12:00:05', '12:00:30'], 'low'],
    ['has its level when it outlasts the start', { startup: MINUTE }, ['12:00:05', '12:01:30'], 'high'],
    ['has its level when it begins long after the start', { startup: MINUTE }, ['12:30:00'], 'high'],
    ['has to survive every condition', { count: 2, lasting: 2 * MINUTE }, ['12:30:00', '12:30:05'], 'low'],
    ['has the level that the rule says it passes at', { count: 3, passing: 'medium' }, ['12:30:00'], 'medium'],
    ['never rises above the level of its rule', { count: 3, passing: 'critical' }, ['12:30:00'], 'high'],
    ['is no incident when it passes as informational', { count: 3, passing: 'informational' }, ['12:30:00'], undefined],
  ])('%s', async (_what, persistence, times, level) => {
    const rules = [started, seen('disk-full', { persistence })]
    const [incident] = await incidentsOf(rules, [start, ...times.map((time) => at(time, 'disk full'))])
    expect(incident?.level).toBe(level)
  })
})

describe('a failure by number', () => {
  const exit = seen('exit', { role: 'effect', level: 'medium', window: 10 * MINUTE })
  const loop = (fields: Partial<Rule> = {}): Rule =>
    seen('crash-loop', {
      role: 'effect',
      level: 'critical',
      window: 10 * MINUTE,
      occurrences: { of: 'exit', count: 3, within: 5 * MINUTE },
      ...fields,
    })
  const rules = [{ ...exit, explains: ['crash-loop'] }, loop()]
  const exits = (...times: string[]): string[] => times.map((time) => at(time, 'exit'))

  test.each<[what: string, lines: string[], holds: boolean]>([
    ['holds when another one shows that often in that time', exits('12:00:00', '12:02:00', '12:05:00'), true],
    ['does not hold when it shows that often in a longer time', exits('12:00:00', '12:02:00', '12:05:01'), false],
    ['does not hold when it shows less often', exits('12:00:00', '12:00:01'), false],
    ['holds when a later part is dense', exits('12:00:00', '12:06:00', '12:10:30', '12:11:00', '12:11:30'), true],
  ])('%s', async (_what, lines, holds) => {
    const named = (await incidentsOf(rules, lines)).flatMap(({ cause, effects }) =>
      [cause, ...effects].map(({ rule }) => rule),
    )
    expect(named.includes('crash-loop')).toBe(holds)
  })

  test('is not there twice when the log names it too', async () => {
    const lines = [...exits('12:00:00', '12:00:01', '12:00:02'), at('12:00:03', 'crash loop')]
    const effects = (await incidentsOf(rules, lines)).flatMap((incident) => incident.effects)
    expect(effects.map(({ rule, count }) => [rule, count])).toEqual([['crash-loop', 1]])
  })

  test('is about the subject that it was counted on', async () => {
    const pods = [{ ...seen('exit', { subject: 'pod', explains: ['crash-loop'] }) }, loop({ subject: 'pod' })]
    const lines = [
      ...Array.from({ length: 3 }, () => at('12:00:00', 'exit of shop/web-0')),
      at('12:00:00', 'exit of shop/db-0'),
    ]
    const effects = (await incidentsOf(pods, lines)).flatMap((incident) => incident.effects)
    expect(effects.map(({ rule, subjects }) => [rule, subjects])).toEqual([['crash-loop', ['shop/web-0']]])
  })
})

describe('the most within a time', () => {
  const spans = [
    { count: 1, first: 0, last: 0 },
    { count: 5, first: 20 * SECOND, last: 24 * SECOND },
    { count: 1, first: 60 * SECOND, last: 60 * SECOND },
  ]

  test.each<[seconds: number, most: number]>([
    [0, 1],
    [3, 1],
    [4, 5],
    [24, 6],
    [40, 6],
    [60, 7],
  ])('of %d s', (seconds, most) => {
    expect(mostWithin(spans, seconds * SECOND)).toBe(most)
  })

  test('of nothing is 0', () => {
    expect(mostWithin([], MINUTE)).toBe(0)
  })
})
