// A ticker dates records that are like one before them, and must give what the clock would.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LogRecord } from '../../src/klog/record.ts'
import { Run } from '../../src/scan/run.ts'
import { Clock, type ClockOptions } from '../../src/time/clock.ts'
import { HOUR, SECOND, UNDATED } from '../../src/time/instant.ts'
import { recordOf } from '../klog-records.ts'

const pad = (number: number, width = 2): string => String(number).padStart(width, '0')
const clockOf = (us: number): string =>
  [us / HOUR, (us / 60 / SECOND) % 60, (us / SECOND) % 60].map((part) => pad(Math.floor(part))).join(':')
const preciseOf = (us: number): string => `${clockOf(us)}.${pad(us % SECOND, 6)}`

/** A line of journalctl's on 2 June, with klog's time in it. */
const line = (journal: number, klog: number, day = 'Jun 02', klogDay = '0602'): LogRecord =>
  recordOf(`${day} ${clockOf(journal)} node-a kubelet[7]: I${klogDay} ${preciseOf(klog)}       7 a.go:1] hello`)
const bare = (klog: number): LogRecord => recordOf(`I0602 ${preciseOf(klog)}       7 a.go:1] hello`)

const NOON = 12 * HOUR
const OPTIONS: readonly ClockOptions[] = [
  { year: 2024 },
  { year: 2024, timezone: 'Europe/Berlin' },
  { reference: new Date('2025-01-10') },
  {},
]

describe('a ticker', () => {
  test.each(OPTIONS)('dates the lines of an hour as the clock does, %j', (options) => {
    const time = fc.integer({ min: 0, max: HOUR - 1 })
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: -3 * SECOND, max: 70 * SECOND }),
        fc.boolean(),
        (first, next, late, isBare) => {
          const clock = new Clock(options)
          const of = (at: number, by: number): LogRecord => (isBare ? bare(NOON + at) : line(NOON + at, NOON + at - by))
          const before = of(first, SECOND)
          clock.instant(before)
          const journal = NOON + Math.floor(next / SECOND) * SECOND
          const us = clock.ticker(before)?.us(journal, isBare ? NOON + next : NOON + next - late) ?? UNDATED
          const after = clock.instant(of(next, late))
          if (us !== UNDATED) expect(us).toBe(after.us)
          if (late >= 0 && late <= 50 * SECOND) expect(us).not.toBe(UNDATED)
        },
      ),
    )
  })

  test('counts for the clock as if the clock had been asked', () => {
    const [asked, ticked] = [new Clock({ year: 2024 }), new Clock({ year: 2024 })]
    const [first, ...more] = [0, 5, 3, 9].map((step) => line(NOON + step * SECOND, NOON + step * SECOND + 2 * HOUR))
    for (const record of [first as LogRecord, ...more]) asked.instant(record)
    ticked.instant(first as LogRecord)
    const ticker = ticked.ticker(first as LogRecord)
    const run = new Run()
    run.begin(ticked.lastUs)
    for (const { stamp, header } of more) run.count(0, ticker?.us(stamp?.us ?? 0, header?.stamp?.us ?? 0) ?? UNDATED)
    if (ticker?.shifted !== undefined) ticker.shifted.count += run.counted
    if (ticker !== undefined) ticked.tick(ticker, run.lastUs, run.steps)
    expect([ticked.order, ticked.assumptions]).toEqual([asked.order, asked.assumptions])
    const undated = recordOf('hello')
    expect(ticked.instant(undated)).toEqual(asked.instant(undated))
  })

  test.each<[when: string, journal: number, klog: number]>([
    ['in another hour', NOON + HOUR, NOON + HOUR],
    ['in the hour before', NOON - 1, NOON - 1],
    ['of two clocks that do not agree', NOON, NOON - 5 * 60 * SECOND],
  ])('leaves to the clock a time %s', (_when, journal, klog) => {
    const clock = new Clock({ year: 2024 })
    const record = line(NOON, NOON)
    clock.instant(record)
    expect(clock.ticker(record)?.us(journal, klog)).toBe(UNDATED)
  })
})

describe('there is no ticker', () => {
  function ticker(record: LogRecord, options: ClockOptions = { year: 2024 }): unknown {
    const clock = new Clock(options)
    clock.instant(record)
    return clock.ticker(record)
  }

  test('without a klog header', () => {
    expect(ticker(recordOf('Jun 02 12:00:00 node-a systemd[1]: hello'))).toBeUndefined()
  })

  test('where the two clocks do not agree', () => {
    expect(ticker(line(NOON, NOON - 7 * 60 * SECOND))).toBeUndefined()
  })

  test('where the year of a stamp is not the same all the hour', () => {
    expect(ticker(line(NOON, NOON), { reference: new Date('2024-06-01T12:30:00Z') })).toBeUndefined()
  })

  test('of a month that is not the last one that was seen', () => {
    const clock = new Clock({ year: 2024 })
    const [may, june] = [line(NOON, NOON, 'May 31', '0531'), line(NOON, NOON)]
    for (const record of [may, june]) clock.instant(record)
    expect(clock.ticker(may)).toBeUndefined()
    expect(clock.ticker(june)).toBeDefined()
  })
})

describe('a ticker is no longer current', () => {
  test.each<[after: string, change: (clock: Clock) => unknown]>([
    ['after a heading', (clock) => clock.marker({ kind: 'heading', zone: 'CET' })],
    ['after a line of another month', (clock) => clock.instant(line(NOON, NOON, 'Jul 01', '0701'))],
    ['when the date is learned', (clock) => clock.learnDate(0)],
  ])('%s', (_after, change) => {
    const clock = new Clock({ year: 2024 })
    const record = line(NOON, NOON)
    clock.instant(record)
    const ticker = clock.ticker(record)
    expect(ticker && clock.isCurrent(ticker)).toBe(true)
    change(clock)
    expect(ticker && clock.isCurrent(ticker)).toBe(false)
  })
})
