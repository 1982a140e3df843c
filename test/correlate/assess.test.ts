// How an incident stands: ongoing or over, and how sure the cause is.
import { describe, expect, test } from '@jest/globals'
import type { ReportIncident } from '../../src/report/report.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { at, incidentsOf, reportOf, seen, systemd } from './story.ts'

const ready = seen('node-ready', { role: 'lifecycle', level: 'informational', marks: 'ready' })
const full = seen('disk-full', { window: 10 * MINUTE, recoveredBy: ['node-ready'], explains: ['pod-evicted'] })
const evicted = seen('pod-evicted', { role: 'effect', level: 'medium', window: 5 * MINUTE })
const rules = [ready, full, evicted]

async function only(some: readonly Rule[], lines: readonly string[]): Promise<ReportIncident> {
  const [incident, ...more] = await incidentsOf(some, lines)
  if (incident === undefined || more.length > 0) throw new Error(`${more.length + 1} incidents`)
  return incident
}

describe('an incident', () => {
  test.each<[what: string, lines: string[], status: string]>([
    ['is ongoing when the log ends with it', [at('12:00:00', 'disk full')], 'ongoing'],
    ['is ongoing while its window lasts', [at('12:00:00', 'disk full'), at('12:10:00', 'all else')], 'ongoing'],
    ['is quiet after that', [at('12:00:00', 'disk full'), at('12:10:01', 'all else')], 'quiet'],
    [
      'lasts as long as the longest window in it',
      [at('12:00:00', 'disk full'), at('12:04:00', 'pod evicted'), at('12:13:00', 'all else')],
      'ongoing',
    ],
    ['is recovered when something showed it', [at('12:00:00', 'disk full'), at('12:00:05', 'node ready')], 'recovered'],
    [
      'is not recovered by what came before its end',
      [at('12:00:00', 'disk full'), at('12:00:05', 'node ready'), at('12:00:06', 'disk full')],
      'ongoing',
    ],
    [
      'is not recovered by what came at its last moment',
      [at('12:00:00', 'disk full'), at('12:00:00', 'node ready')],
      'ongoing',
    ],
    [
      'is not recovered while an effect goes on',
      [at('12:00:00', 'disk full'), at('12:00:05', 'node ready'), at('12:00:06', 'pod evicted')],
      'ongoing',
    ],
    [
      'is not recovered on another node',
      [at('12:00:00', 'disk full'), at('12:00:05', 'node ready', { node: 'node-b' })],
      'ongoing',
    ],
    [
      'is not recovered within the second in which systemd saw it',
      [systemd('12:00:05', 'disk full'), at('12:00:05.5', 'node ready')],
      'ongoing',
    ],
    [
      'is recovered after the second in which systemd saw it',
      [systemd('12:00:05', 'disk full'), at('12:00:06', 'node ready')],
      'recovered',
    ],
  ])('%s', async (_what, lines, status) => {
    expect((await only(rules, lines)).status).toBe(status)
    expect((await only(rules, lines.toReversed())).status).toBe(status)
  })

  test('names the first sign of its recovery', async () => {
    const lines = [
      at('12:00:00', 'disk full'),
      ...['12:00:09', '12:00:05', '12:00:07'].map((time) => at(time, 'node ready')),
    ]
    expect((await only(rules, lines)).recovery).toEqual({
      time: '2024-06-02T12:00:05.000000Z',
      rule: 'node-ready',
      title: 'node ready',
    })
  })

  test('has no recovery otherwise', async () => {
    expect(await only(rules, [at('12:00:00', 'disk full')])).not.toHaveProperty('recovery')
  })

  test('may recover by what its effects recover by, when its cause says nothing', async () => {
    const some = [ready, { ...full, recoveredBy: [] }, { ...evicted, recoveredBy: ['node-ready'] }]
    const lines = [at('12:00:00', 'disk full'), at('12:00:01', 'pod evicted'), at('12:00:05', 'node ready')]
    expect((await only(some, lines)).status).toBe('recovered')
  })
})

describe('confidence', () => {
  const gap = seen('lines-suppressed', { role: 'context', level: 'informational', marks: 'gap' })
  const weak = seen('disk-full', {}, { confidence: 'medium' })

  test.each<[what: string, some: Rule[], lines: string[], confidence: string, reasons: string[]]>([
    ['is high when nothing speaks against it', [full], [at('12:00:00', 'disk full')], 'high', []],
    [
      'is that of the wording',
      [weak],
      [at('12:00:00', 'disk full')],
      'medium',
      ['the wording that matched is not certain'],
    ],
    [
      'is low for a weak sign',
      [seen('disk-full', {}, { confidence: 'low' })],
      [at('12:00:00', 'disk full')],
      'low',
      ['the wording that matched is a weak sign'],
    ],
    [
      'is that of the best wording',
      [
        seen('disk-full', {
          signatures: [
            { id: 'weak', contains: 'maybe full', at: 'anywhere', confidence: 'low' },
            { id: 'sure', contains: 'surely full', at: 'anywhere' },
          ],
        }),
      ],
      [at('12:00:00', 'maybe full'), at('12:00:01', 'surely full')],
      'high',
      [],
    ],
    [
      'falls for an effect without a cause',
      [evicted],
      [at('12:00:00', 'pod evicted')],
      'medium',
      ['the cause behind it did not show in the log'],
    ],
    [
      'falls when the log has holes',
      [full, gap],
      [at('12:00:00', 'disk full'), at('12:00:01', 'lines suppressed')],
      'medium',
      ['the log has holes: lines were suppressed or lost'],
    ],
    [
      'falls when it may be passing',
      [seen('disk-full', { persistence: { count: 3 } })],
      [at('12:00:00', 'disk full')],
      'medium',
      ['seen only briefly: it may be passing'],
    ],
    [
      'is low at worst, with every reason',
      [weak, gap],
      [at('12:00:00', 'disk full'), at('12:00:01', 'lines suppressed')],
      'low',
      ['the wording that matched is not certain', 'the log has holes: lines were suppressed or lost'],
    ],
  ])('%s', async (_what, some, lines, confidence, reasons) => {
    const { cause } = await only(some, lines)
    expect(cause).toMatchObject({ confidence, confidenceReasons: reasons })
  })

  const yearless = 'Jun 02 12:00:00 node-a kubelet[7]: disk full'

  test.each([
    ['falls when many lines are cut off', 9, 'medium'],
    ['does not fall when few are', 40, 'high'],
  ])('%s', async (_what, whole, confidence) => {
    const lines = [
      ...Array.from({ length: whole }, () => at('12:00:00', 'disk full')),
      at('12:00:01', 'the rest is cut o>'),
    ]
    const [incident] = await incidentsOf([seen('disk-full')], lines)
    expect(incident?.cause.confidence).toBe(confidence)
    expect(incident?.cause.confidenceReasons).toEqual(confidence === 'high' ? [] : ['many lines are broken or cut off'])
  })

  test('falls when nothing tells the year', async () => {
    const [incident] = await incidentsOf([full], [yearless])
    expect(incident?.cause).toMatchObject({ confidence: 'medium', confidenceReasons: ['nothing tells the year'] })
  })

  test('does not fall when the year is given', async () => {
    const { incidents } = await reportOf([full], [yearless], { year: 2024 })
    expect(incidents[0]?.cause.confidence).toBe('high')
  })

  test('falls when the lines have no time, so that their order is not known', async () => {
    const [incident] = await incidentsOf([full, evicted], ['disk full', 'pod evicted'])
    expect(incident).toMatchObject({
      start: null,
      cause: { confidence: 'medium', confidenceReasons: ['lines without a time: their order is not known'] },
    })
  })
})
