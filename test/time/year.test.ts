import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { localMicroseconds, PLACEHOLDER_YEAR, YearFinder } from '../../src/time/year.ts'
import { klog, line, stamp, timesOf } from './clock.ts'

function heading(begin: string, end: string): string {
  return `-- Logs begin at ${begin} UTC, end at ${end} UTC. --`
}

describe('the year of a log without years is', () => {
  test.each([
    ['that of the end in the heading', 'Jun 02', heading('Thu 2023-02-02 10:00:00', 'Sun 2024-06-02 15:39:04'), 2024],
    [
      'the one before, for a day after that end',
      'Jul 02',
      heading('Thu 2023-02-02 10:00:00', 'Sun 2024-06-02 15:39:04'),
      2023,
    ],
    [
      'the same, for hours after that end: the zones may differ',
      'Jun 03',
      heading('Thu 2023-02-02 10:00:00', 'Sun 2024-06-02 15:39:04'),
      2024,
    ],
    [
      'that of the begin, where the heading has no end',
      'Jun 02',
      '-- Logs begin at Sun 2024-06-02 15:39:04 UTC. --',
      2024,
    ],
    ['the one after, for a day before that begin', 'Mar 02', '-- Logs begin at Sun 2024-06-02 15:39:04 UTC. --', 2025],
  ])('%s', (_name, day, head, year) => {
    const { clock, times } = timesOf([head, line(`${day} 10:00:00`)])
    expect(times[0]?.slice(0, 4)).toBe(String(year))
    expect(clock.yearUnresolved).toBe(false)
  })

  test.each([
    ['that of its heading', ['Log file created at: 2023/06/02 15:39:04', klog('0602 15:39:05.000000')], ['2023-06-02']],
    [
      'that of its heading and the next',
      ['Log file created at: 2023/12/31 23:59:00', klog('1231 23:59:59.000000'), klog('0101 00:00:01.000000')],
      ['2023-12-31', '2024-01-01'],
    ],
    [
      'that of each heading, where the file was appended to',
      [
        'Log file created at: 2023/06/02 15:39:04',
        klog('0602 15:39:05.000000'),
        'Log file created at: 2025/06/02 15:39:04',
        klog('0602 15:39:05.000000'),
      ],
      ['2023-06-02', '2025-06-02'],
    ],
  ])('in a klog file %s', (_name, log, days) => {
    const { clock, times } = timesOf(log, { reference: new Date('2025-08-01T00:00:00Z') })
    expect(times.map((time) => time?.slice(0, 10))).toEqual(days)
    expect(clock.assumptions[0]).toMatch(/^year from the heading line \(log begins 202[35]-/)
  })

  test.each([
    ['the year of the file', 'Jun 02', '2024'],
    ['the same, for the day of the file', 'Aug 01', '2024'],
    ['the same, for the day after, in a zone to the east', 'Aug 02', '2024'],
    ['the year before, for days after the file', 'Aug 03', '2023'],
    ['the year before, for the end of the year', 'Dec 31', '2023'],
  ])('without heading %s', (_name, day, year) => {
    const { times } = timesOf([line(`${day} 10:00:00`)], { reference: new Date('2024-08-01T12:00:00Z') })
    expect(times[0]?.slice(0, 4)).toBe(year)
  })

  test('that of the file, where journalctl -f tells only when the journal began', () => {
    const log = ['-- Logs begin at Thu 2023-02-02 10:00:00 UTC. --', line('Jun 02 10:00:00')]
    const { clock, times } = timesOf(log, { reference: new Date('2025-08-01T12:00:00Z') })
    expect(times).toEqual(['2025-06-02T10:00:00.000000Z'])
    expect(clock.assumptions).toContain('year assumed: the log is taken to be from before 2025-08-01')
  })

  test('the one that the user gives, whatever the heading and the file say', () => {
    const log = [heading('Thu 2023-02-02 10:00:00', 'Sun 2024-06-02 15:39:04'), line('Jun 02 10:00:00')]
    const { clock, times } = timesOf(log, { year: 2025, reference: new Date('2024-08-01T12:00:00Z') })
    expect(times).toEqual(['2025-06-02T10:00:00.000000Z'])
    expect(clock.assumptions).toContain('year 2025 as given')
  })

  test('unknown, and said to be, when nothing tells it', () => {
    const { clock, times } = timesOf([line('Jun 02 10:00:00')])
    expect(times[0]?.slice(0, 4)).toBe(String(PLACEHOLDER_YEAR))
    expect(clock.yearUnresolved).toBe(true)
    expect(clock.assumptions).toContain('year unknown: 2000 stands in (give --year)')
  })

  test('in the line itself, and then nothing is assumed', () => {
    const { clock, times } = timesOf([line('2024-06-02T10:00:00+0000')])
    expect(times).toEqual(['2024-06-02T10:00:00.000000Z'])
    expect([clock.yearUnresolved, clock.assumptions]).toEqual([false, []])
  })
})

describe('over the turn of a year', () => {
  const days = ['Dec 30', 'Dec 31', 'Jan 01', 'Jan 02']
  const forwards = ['2023-12-30', '2023-12-31', '2024-01-01', '2024-01-02']
  const reference = new Date('2024-03-01T00:00:00Z')

  test.each([
    ['a given year is that of the first line, oldest first', days, { year: 2023 }, forwards],
    ['a given year is that of the first line, newest first', days.toReversed(), { year: 2024 }, forwards.toReversed()],
    ['a file dates both years, oldest first', days, { reference }, forwards],
    ['a file dates both years, newest first', days.toReversed(), { reference }, forwards.toReversed()],
    [
      'a file dates both years, in any order',
      ['Jan 01', 'Dec 30', 'Jan 02'],
      { reference },
      ['2024-01-01', '2023-12-30', '2024-01-02'],
    ],
    [
      'a step back and forth is none',
      ['Dec 31', 'Jan 01', 'Dec 31', 'Jan 01'],
      { year: 2023 },
      ['2023-12-31', '2024-01-01', '2023-12-31', '2024-01-01'],
    ],
    [
      'a log may go on for years',
      ['Nov 01', 'Jan 01', 'Nov 01', 'Jan 01'],
      { reference: new Date('2024-03-01') },
      ['2023-11-01', '2024-01-01', '2023-11-01', '2024-01-01'],
    ],
  ])('%s', (_name, log, options, expected) => {
    const { times } = timesOf(
      log.map((day) => line(`${day} 10:00:00`)),
      options,
    )
    expect(times.map((time) => time?.slice(0, 10))).toEqual(expected)
  })

  test('klog and the journal may be on two sides of it', () => {
    const { times } = timesOf(
      [line('Jan 01 00:00:00', klog('1231 23:59:59.999000')), line('Dec 31 16:00:00', klog('0101 00:00:00.500000'))],
      {
        reference,
      },
    )
    expect(times).toEqual(['2023-12-31T23:59:59.999000Z', '2023-12-31T16:00:00.500000Z'])
  })
})

describe('29 February', () => {
  test.each([
    ['is in the last leap year before the file', { reference: new Date('2025-08-01T00:00:00Z') }, '2024-02-29'],
    [
      'is in the last leap year before the turn of a century, too',
      { reference: new Date('1903-08-01T00:00:00Z') },
      '1896-02-29',
    ],
    ['is in the next leap year after the heading', {}, '2024-02-29'],
    ['exists in the year that stands in', { reference: undefined }, '2000-02-29'],
  ])('%s', (_name, options, day) => {
    const head = Object.keys(options).length === 0 ? ['Log file created at: 2023/01/02 15:39:04'] : []
    const given = 'reference' in options && options.reference !== undefined ? { reference: options.reference } : {}
    expect(timesOf([...head, line('Feb 29 10:00:00')], given).times[0]?.slice(0, 10)).toBe(day)
  })
})

test('the year before a date never depends on what was asked before', () => {
  const months = fc.integer({ min: 1, max: 12 })
  const days = fc.integer({ min: 1, max: 28 })
  const us = Date.UTC(2024, 5, 2, 12) * 1000
  fc.assert(
    fc.property(fc.array(fc.tuple(months, days), { minLength: 1 }), (asked) => {
      const finder = new YearFinder({ kind: 'before', us })
      const years = asked.map(([month, day]) => finder.year(stamp(month, day)))
      expect(years).toEqual(asked.map(([month, day]) => new YearFinder({ kind: 'before', us }).year(stamp(month, day))))
      for (const [index, [month, day]] of asked.entries()) {
        const age = us - localMicroseconds(stamp(month, day), years[index] ?? 0)
        expect(age).toBeGreaterThanOrEqual(-86_400e6)
        expect(age).toBeLessThan(366 * 86_400e6)
      }
    }),
  )
})
