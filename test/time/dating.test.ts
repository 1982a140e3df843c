// Which year and which instant the records of an input get, where only other records tell.
import { describe, expect, test } from '@jest/globals'
import { JournalParser } from '../../src/journal/parser.ts'
import { KlogParser } from '../../src/klog/parser.ts'
import type { ClockOptions } from '../../src/time/clock.ts'
import { Dating } from '../../src/time/dating.ts'
import { toIso } from '../../src/time/instant.ts'
import { klog, line } from './clock.ts'

/** The times by line of the log, and what was said of them. */
function dated(log: readonly string[], options: ClockOptions = {}): { times: string[]; dating: Dating } {
  const times: string[] = []
  const dating = new Dating(
    options,
    (record, { us }) => (times[record.origin.line - 1] = toIso(us)?.slice(0, 19) ?? ''),
  )
  const parser = new KlogParser((record) => dating.next(record))
  const journal = new JournalParser('log', {
    entry: (entry) => parser.next(entry),
    marker: (marker) => dating.marker(marker),
  })
  for (const one of log) journal.next(one)
  journal.end()
  parser.end()
  dating.end()
  return { times, dating }
}

const JSON_LINE = '{"ts":1671926400000.5,"caller":"app/server.go:7","msg":"hello","v":0}' // 2022-12-25
const PLAIN = line('Dec 24 10:00:00')
const NEXT = line('Jan 02 10:00:00')

describe('without a heading, the year is told by', () => {
  test.each([
    ['a line of klog JSON', JSON_LINE],
    ['a line of klog JSON in the journal', line('Dec 25 00:00:00', JSON_LINE)],
    ['a line of the journal that has a full date', line('2022-12-25T00:00:00+0000')],
    ['a line of containerd', line('Dec 25 00:00:00', 'time="2022-12-25T00:00:00Z" level=info msg="hello"')],
    ["Go's time.Now() in a message", line('Dec 25 00:00:00', 'at 2022-12-25 01:00:00.123456789 +0100 CET m=+0.5')],
    ['an audit line of the kernel', line('Dec 25 00:00:00', 'audit: type=1400 audit(1671926400.123:45): denied')],
    [
      'the clock of the board',
      line('Dec 25 00:00:00', 'rtc_cmos: setting system clock to 2022-12-25T00:00:00 UTC (1671926400)'),
    ],
  ])('%s, for the lines before it and after it', (_what, told) => {
    const { times, dating } = dated([PLAIN, told, NEXT], { reference: new Date('2026-08-01T00:00:00Z') })
    expect([times[0], times[2]]).toEqual(['2022-12-24T10:00:00', '2023-01-02T10:00:00'])
    expect(dating.assumptions).toContain('year from a line that states its full date (2022-12-25)')
    expect(dating.yearUnresolved).toBe(false)
  })

  test('the same in a log that runs newest first', () => {
    const { times } = dated([NEXT, JSON_LINE, PLAIN], { reference: new Date('2026-08-01T00:00:00Z') })
    expect([times[0], times[2]]).toEqual(['2023-01-02T10:00:00', '2022-12-24T10:00:00'])
  })

  test('the file, which such a line only confirms: it holds for lines of long before', () => {
    const told = line('Dec 25 00:00:00', 'time="2022-12-25T00:00:00Z" level=info msg="hello"')
    const { times } = dated([line('Feb 02 10:00:00'), told], { reference: new Date('2022-12-26T00:00:00Z') })
    expect(times).toEqual(['2022-02-02T10:00:00', '2022-12-25T00:00:00'])
  })

  test.each([
    ['a date of something else', line('Dec 25 00:00:00', 'certificate expires 2033-12-25 00:00:00 +0000 UTC')],
    ['a date that is none', line('Dec 25 00:00:00', 'at 0001-01-01 00:00:00.1 +0000 UTC m=+0.5')],
  ])('not by %s', (_what, told) => {
    const { times, dating } = dated([PLAIN, told], { reference: new Date('2026-08-01T00:00:00Z') })
    expect(times[0]).toBe('2025-12-24T10:00:00')
    expect(dating.assumptions[0]).toMatch(/^year assumed/)
  })

  test.each([
    ['by the last one of a thousand lines', 999, '2022-12-24T10:00:00'],
    ['not by a line that comes after a thousand others', 1000, '2025-12-24T10:00:00'],
  ])('%s', (_what, length, time) => {
    const log = [...Array.from({ length }, () => PLAIN), JSON_LINE]
    expect(dated(log, { reference: new Date('2026-08-01T00:00:00Z') }).times[0]).toBe(time)
  })

  test('not by a line that comes after millions of characters', () => {
    const long = line('Dec 24 10:00:00', 'x'.repeat(900_000))
    const log = [long, long, long, long, JSON_LINE]
    expect(dated(log, { reference: new Date('2026-08-01T00:00:00Z') }).times[0]).toBe('2025-12-24T10:00:00')
  })

  test('not by any line when the user gives the year', () => {
    expect(dated([PLAIN, JSON_LINE], { year: 2024 }).times[0]).toBe('2024-12-24T10:00:00')
  })
})

describe('a heading in the middle', () => {
  test('does not date what is before it', () => {
    const heading = '-- Logs begin at Mon 2024-01-01 00:00:00 UTC, end at Wed 2024-12-25 00:00:00 UTC. --'
    const { times } = dated([PLAIN, heading, PLAIN], { reference: new Date('2026-08-01T00:00:00Z') })
    expect([times[0], times[2]]).toEqual(['2025-12-24T10:00:00', '2024-12-24T10:00:00'])
  })

  test('of a klog file dates the file that follows it', () => {
    const { times } = dated([
      klog('1224 10:00:00.000000'),
      'Log file created at: 2023/12/24 09:00:00',
      klog('1224 10:00:00.000000'),
      JSON_LINE,
    ])
    expect(times[2]).toBe('2023-12-24T10:00:00')
  })
})

describe('journalctl -f tells only when the journal began; the year is', () => {
  const BEGIN = '-- Logs begin at Sun 2022-05-01 00:00:00 UTC. --'

  test.each([
    ['that of the file', [BEGIN, PLAIN], { reference: new Date('2026-08-01T00:00:00Z') }, '2025-12-24'],
    [
      'not before that begin, whatever the date of the file',
      [BEGIN, PLAIN],
      { reference: new Date('2022-08-01T00:00:00Z') },
      '2022-12-24',
    ],
    [
      'that of a line with a full date',
      [BEGIN, PLAIN, JSON_LINE],
      { reference: new Date('2026-08-01T00:00:00Z') },
      '2022-12-24',
    ],
    ['the first after that begin when there is nothing else', [BEGIN, PLAIN], {}, '2022-12-24'],
    ['the one that the user gives', [BEGIN, PLAIN], { year: 2024 }, '2024-12-24'],
  ])('%s', (_what, log, options, day) => {
    expect(dated(log, options).times[1]?.slice(0, 10)).toBe(day)
  })

  test('said to be assumed when there is nothing else', () => {
    const { dating } = dated([BEGIN, PLAIN])
    expect(dating.assumptions).toContain(
      'year assumed: the first after the begin of the journal in the heading line (2022-05-01)',
    )
  })
})

describe('lines that have only the time since the boot', () => {
  const at = (seconds: number, message: string, host = 'node-a'): string =>
    `[${seconds.toFixed(6).padStart(12)}] ${host} kubelet[563]: ${message}`
  const KLOG = at(100, klog('0602 10:00:00.000000'))
  const OPTIONS = { year: 2024 }

  test.each([
    ['after it', [KLOG, at(103.5, 'x')], 1, '2024-06-02T10:00:03'],
    ['before it', [at(98, 'x'), KLOG], 0, '2024-06-02T09:59:58'],
    ['of another host not', [KLOG, at(103.5, 'x', 'node-b')], 1, '2024-06-02T10:00:00'],
  ])('are dated by a klog line of the same boot, %s', (_what, log, index, time) => {
    const { times, dating } = dated(log, OPTIONS)
    expect(times[index]).toBe(time)
    const said = "lines that have only the time since the boot are dated by kubelet's own clock"
    expect(dating.assumptions.includes(said)).toBe(!_what.startsWith('of another'))
  })

  test('have a new beginning after a boot', () => {
    const later = at(50, klog('0602 11:00:00.000000'))
    const { times } = dated([KLOG, at(101, 'x'), '-- Reboot --', at(49, 'y'), later, at(51, 'z')], OPTIONS)
    expect([times[1], times[3], times[5]]).toEqual([
      '2024-06-02T10:00:01',
      '2024-06-02T10:59:59',
      '2024-06-02T11:00:01',
    ])
  })

  test('have a new beginning when the clocks say so', () => {
    const later = at(50, klog('0602 11:00:00.000000'))
    expect(dated([KLOG, later, at(51, 'z')], OPTIONS).times[2]).toBe('2024-06-02T11:00:01')
  })

  test('have no time of their own when no line has', () => {
    const log = [at(98, 'x'), '-- Reboot --', at(3, 'y')]
    const { times } = dated(log, OPTIONS)
    expect([times[0], times[2]]).toEqual(['', ''])
  })

  test('are dated by their own host, where others wait for theirs', () => {
    const log = [at(98, 'x'), at(7, 'y', 'node-b'), KLOG, 'hello', at(10, klog('0602 12:00:00.000000'), 'node-b')]
    const { times } = dated(log, OPTIONS)
    expect([times[0], times[1]]).toEqual(['2024-06-02T09:59:58', '2024-06-02T11:59:57'])
  })

  test('wait for a klog line no longer than for thousands of others', () => {
    const log = [...Array.from({ length: 2001 }, () => at(98, 'x')), KLOG]
    const { times } = dated(log, OPTIONS)
    expect([times[0], times[2000]]).toEqual(['', '2024-06-02T09:59:58'])
  })
})
