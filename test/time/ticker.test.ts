// A ticker dates records that are like one before them, and must give what the clock would.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { LogRecord } from '../../src/klog/record.ts'
import { Run } from '../../src/scan/run.ts'
import { Clock, type ClockOptions } from '../../src/time/clock.ts'
import { DAY, HOUR, MINUTE, SECOND, UNDATED } from '../../src/time/instant.ts'
import type { Ticker } from '../../src/time/ticker.ts'
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
  test.each(OPTIONS)('dates the lines of a day as the clock does, %j', (options) => {
    const time = fc.integer({ min: 0, max: DAY - 1 })
    fc.assert(
      fc.property(
        time,
        time,
        fc.integer({ min: -3 * SECOND, max: 70 * SECOND }),
        fc.boolean(),
        (first, next, late, isBare) => {
          const clock = new Clock(options)
          const [begin, last] = [Math.max(first, 4 * SECOND), Math.min(Math.max(next, 71 * SECOND), DAY - 4 * SECOND)]
          const of = (at: number, by: number): LogRecord => (isBare ? bare(at) : line(at, at - by))
          const before = of(begin, SECOND)
          clock.instant(before)
          const journal = Math.floor(last / SECOND) * SECOND
          const us = clock.ticker(before)?.us(journal, isBare ? last : last - late) ?? UNDATED
          const after = clock.instant(of(last, late))
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
    run.begin(0)
    for (const { stamp, header } of more) run.count(0, ticker?.us(stamp?.us ?? 0, header?.stamp?.us ?? 0) ?? UNDATED)
    if (ticker?.shifted !== undefined) ticker.shifted.count += run.counted
    if (ticker !== undefined) ticked.tick(ticker, run.firstUs, run.lastUs, run.steps)
    expect([ticked.order, ticked.assumptions]).toEqual([asked.order, asked.assumptions])
    const undated = recordOf('hello')
    expect(ticked.instant(undated)).toEqual(asked.instant(undated))
  })

  test.each<[when: string, journal: number, klog: number]>([
    ['of a leap second at the end of the day', DAY, DAY],
    ['of two clocks that do not agree', NOON, NOON - 5 * MINUTE],
  ])('leaves to the clock a time %s', (_when, journal, klog) => {
    const clock = new Clock({ year: 2024 })
    const record = line(NOON, NOON)
    clock.instant(record)
    expect(clock.ticker(record)?.us(journal, klog)).toBe(UNDATED)
  })
})

/** The options, the day of a stamp, one of its times, and the times of day of its ticker. */
type Row = [options: ClockOptions, day: string, time: string, from: string, to: string]
const inZone = (timezone: string, year = 2024): ClockOptions => ({ timezone, year })

describe('a ticker holds as long as year and offset are the same', () => {
  const usOf = (time: string): number => Date.parse(`1970-01-01T${time}Z`) * 1000
  const day = (text: string): string => text.replace('-', '')
  const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
  const short = (text: string): string => `${MONTHS[Number(text.slice(0, 2)) - 1]} ${text.slice(3)}`
  const FORMS: ReadonlyMap<string, (on: string, us: number) => LogRecord> = new Map([
    ["lines of the journal's", (on, us) => line(us - (us % SECOND), us, short(on), day(on))],
    ["lines of klog's", (on, us) => recordOf(`I${day(on)} ${preciseOf(us)}       7 a.go:1] hello`)],
  ])
  const tickerAt = (options: ClockOptions, record: LogRecord): Ticker | undefined => {
    const clock = new Clock(options)
    clock.instant(record)
    return clock.ticker(record)
  }

  test.each<Row>([
    [{ year: 2024 }, '06-02', '12:00', '00:00:00', '24:00:00'],
    [inZone('+05:30'), '03-31', '12:00', '00:00:00', '24:00:00'],
    [inZone('Asia/Kathmandu'), '03-31', '00:00', '00:00:00', '24:00:00'],
    [inZone('Europe/Berlin'), '03-30', '12:00', '00:00:00', '24:00:00'],
    [inZone('Europe/Berlin'), '03-31', '01:59', '00:00:00', '03:00:00'],
    [inZone('Europe/Berlin'), '03-31', '03:00', '03:00:00', '24:00:00'],
    [inZone('Europe/Berlin'), '10-27', '01:59', '00:00:00', '02:00:00'],
    [inZone('Europe/Berlin'), '10-27', '02:30', '02:00:00', '24:00:00'],
    [inZone('Europe/London'), '03-31', '00:30', '00:00:00', '02:00:00'],
    [inZone('America/New_York'), '03-10', '01:59', '00:00:00', '02:00:00'],
    [inZone('America/New_York'), '03-10', '12:00', '02:00:00', '24:00:00'],
    [inZone('America/New_York'), '11-03', '01:59', '00:00:00', '02:00:00'],
    [inZone('America/New_York'), '11-03', '23:59', '02:00:00', '24:00:00'],
    [inZone('America/St_Johns'), '11-03', '01:59', '00:00:00', '02:00:00'],
    [inZone('America/Santiago'), '04-06', '12:00', '00:00:00', '24:00:00'],
    [inZone('Australia/Lord_Howe'), '04-07', '01:00', '00:00:00', '01:30:00'],
    [inZone('Australia/Lord_Howe'), '10-06', '01:00', '00:00:00', '02:30:00'],
    [inZone('Australia/Lord_Howe'), '10-06', '03:00', '02:30:00', '24:00:00'],
    [inZone('Antarctica/Casey', 2020), '10-04', '00:00', '00:00:00', '03:01:00'],
    [{ reference: new Date('2025-01-10T11:30:00Z') }, '01-11', '00:00', '00:00:00', '11:30:00'],
    [{ reference: new Date('2025-01-10T11:30:00Z') }, '01-11', '12:00', '11:30:01', '24:00:00'],
    [{ reference: new Date('2025-01-10T11:30:00Z') }, '12-31', '12:00', '00:00:00', '24:00:00'],
  ])('%j %s at %s: from %s to before %s', (options, on, time, from, to) => {
    for (const [form, record] of FORMS) {
      const ticker = tickerAt(options, record(on, usOf(time)))
      expect([form, ticker && clockOf(ticker.from * SECOND), ticker && clockOf(ticker.to * SECOND)]).toEqual([form, from, to])
      for (let us = 250_000; us < DAY; us += 7 * MINUTE + 31 * SECOND) {
        const ticked = ticker?.us(us - (us % SECOND), us) ?? UNDATED
        const isWithin = clockOf(us) >= from && clockOf(us) < to
        expect([us, ticked]).toEqual([us, isWithin ? new Clock(options).instant(record(on, us)).us : UNDATED])
      }
    }
  }) // prettier-ignore
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

  test('of a month that is not the last one that was seen', () => {
    const clock = new Clock({ year: 2024 })
    const [may, june] = [line(NOON, NOON, 'May 31', '0531'), line(NOON, NOON)]
    for (const record of [may, june]) clock.instant(record)
    expect(clock.ticker(may)).toBeUndefined()
    expect(clock.ticker(june)).toBeDefined()
  })
})

describe('whether a ticker is current', () => {
  test.each<[after: string, isCurrent: boolean, change: (clock: Clock) => unknown]>([
    ['after a heading', false, (clock) => clock.marker({ kind: 'heading', zone: 'CET' })],
    ['after a line of another month', false, (clock) => clock.instant(line(NOON, NOON, 'Jul 01', '0701'))],
    ['when the date is learned', false, (clock) => clock.learnDate(0)],
    ['after a line of another day', true, (clock) => clock.instant(line(NOON, NOON, 'Jun 03', '0603'))],
    ['after a blank line', true, (clock) => clock.marker({ kind: 'blank' })],
  ])('%s: %s', (_after, isCurrent, change) => {
    const clock = new Clock({ year: 2024 })
    const record = line(NOON, NOON)
    clock.instant(record)
    const ticker = clock.ticker(record)
    expect(ticker && clock.isCurrent(ticker)).toBe(true)
    change(clock)
    expect(ticker && clock.isCurrent(ticker)).toBe(isCurrent)
  })
})
