import { describe, expect, test } from '@jest/globals'
import type { Report } from '../../src/report/report.ts'
import { readTimezone, readYear } from '../../src/cli/options.ts'
import { readSince, readTime } from '../../src/cli/times.ts'
import { toIso } from '../../src/time/instant.ts'
import { WATCHES_EXHAUSTED } from './fixtures.ts'
import { NOW, run } from './run.ts'

async function report(argv: readonly string[], stdin: string): Promise<Report> {
  return JSON.parse((await run([...argv, '-o', 'json'], { stdin })).stdout) as Report
}

describe('a log without year and zone', () => {
  const rows: [argv: string[], start: string][] = [
    [[], '2024-06-02T15:39:00.168847Z'],
    [['--year', '2022'], '2022-06-02T15:39:00.168847Z'],
    [['--year', '2025'], '2025-06-02T15:39:00.168847Z'],
    [['--timezone', 'UTC'], '2024-06-02T15:39:00.168847Z'],
    [['--timezone', '+02:00'], '2024-06-02T13:39:00.168847Z'],
    [['--timezone', '+0530'], '2024-06-02T10:09:00.168847Z'],
    [['--timezone=-05:30'], '2024-06-02T21:09:00.168847Z'],
    [['--timezone', 'Europe/Berlin'], '2024-06-02T13:39:00.168847Z'],
    [['--timezone', 'America/New_York', '--year', '2023'], '2023-06-02T19:39:00.168847Z'],
  ]
  test.each(rows)('with %j begins at %s', async (argv, start) => {
    expect((await report(argv, WATCHES_EXHAUSTED)).incidents[0]?.start).toBe(start)
  })

  test('is taken to be of the last twelve months', async () => {
    const { incidents } = await report(
      [],
      WATCHES_EXHAUSTED.replaceAll('Jun 02', 'Aug 02').replaceAll('W0602', 'W0802'),
    )
    expect(incidents[0]?.start).toBe('2023-08-02T15:39:00.168847Z')
  })

  test('what was taken for granted is said', async () => {
    const { inputs } = await report(['--year', '2022', '--timezone', '+02:00'], WATCHES_EXHAUSTED)
    expect(inputs[0]?.assumptions).toEqual(expect.arrayContaining(['year 2022 as given', 'zone +02:00 as given']))
  })
})

test('lines in another format than the one given with --format are text', async () => {
  const [right, wrong] = await Promise.all([
    report(['--format', 'journal-short'], WATCHES_EXHAUSTED),
    report(['--format', 'journal-json'], WATCHES_EXHAUSTED),
  ])
  expect([right.inputs[0]?.format, wrong.inputs[0]?.format]).toEqual(['journal-short', 'text'])
  expect([right.nodes.length, wrong.nodes.map(({ name }) => name)]).toEqual([1, ['unknown']])
})

describe('of five events, one each second from 15:39:00.168847 UTC,', () => {
  const rows: [argv: string[], explained: number][] = [
    [['--since', '2024-06-02'], 5],
    [['--since', '2024-06-02 15:39'], 5],
    [['--since', '2024-06-02 15:39:02'], 3],
    [['--since', '2024-06-02T15:39:02Z'], 3],
    [['--since', '2024-06-02T15:39:02.5Z'], 2],
    [['--since', '2024-06-02T17:39:02+02:00'], 3],
    [['--since', ' 2024-06-02 15:39:02 '], 3],
    [['--since', '2024-06-03'], 0],
    [['--until', '2024-06-02'], 0],
    [['--until', '2024-06-02 15:39:02'], 2],
    [['--until', '2024-06-02T21:09:02+05:30'], 2],
    [['--since', '2024-06-02 15:39:01', '--until', '2024-06-02 15:39:04'], 3],
    [['--since', '2024-06-02 15:39:02', '--timezone', '+02:00'], 3],
    [['--since', '2024-06-02T13:39:02Z', '--timezone', '+02:00'], 3],
  ]
  test.each(rows)('%j leaves %d', async (argv, explained) => {
    const { incidents, lines } = await report(argv, WATCHES_EXHAUSTED)
    expect(lines).toMatchObject({ total: 5, explained, context: 5 - explained })
    expect(incidents).toHaveLength(explained > 0 ? 1 : 0)
  })
})

describe('readTime', () => {
  const rows: [text: string, zone: string | undefined, time: string][] = [
    ['2024-06-02', undefined, '2024-06-02T00:00:00.000000Z'],
    ['2024-06-02', 'Europe/Berlin', '2024-06-01T22:00:00.000000Z'],
    ['2024-12-02', 'Europe/Berlin', '2024-12-01T23:00:00.000000Z'],
    ['2024-06-02 15:39:04.25', '-03:00', '2024-06-02T18:39:04.250000Z'],
    ['2024-06-02T15:39:04Z', 'Europe/Berlin', '2024-06-02T15:39:04.000000Z'],
    ['2024-06-02T15:39:04-0700', 'UTC', '2024-06-02T22:39:04.000000Z'],
  ]
  test.each(rows)('takes %s in zone %s as %s', (text, zone, time) => {
    expect(toIso(readTime('since', text, zone) ?? 0)).toBe(time)
  })
})

describe('readSince', () => {
  test.each([
    ['90m', '2024-07-01T10:30:00.000000Z'],
    ['2h30m', '2024-07-01T09:30:00.000000Z'],
    ['7d', '2024-06-24T12:00:00.000000Z'],
    ['1w', '2024-06-24T12:00:00.000000Z'],
    ['45s', '2024-07-01T11:59:15.000000Z'],
    ['2024-06-02', '2024-06-02T00:00:00.000000Z'],
  ])('takes %s as %s', (text, time) => {
    expect(toIso(readSince('since', text, NOW, undefined) ?? 0)).toBe(time)
  })

  test.each(['2', '-2h', '2h ago', '2y', 'h', '1.5h'])('refuses %j', (text) => {
    expect(() => readSince('since', text, NOW, undefined)).toThrow(/^--since: ".*" is no time/)
  })
})

test('local is the zone of this machine', () => {
  expect(readTimezone('local')).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone)
})

test('options that are not given stay away', () => {
  expect([readTimezone(undefined), readYear(undefined), readTime('since', undefined)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
