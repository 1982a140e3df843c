import { describe, expect, test } from '@jest/globals'
import { klog, line, timesOf } from './clock.ts'

function timeOf(journal: string, own: string): { time: string | null | undefined; said: string[] } {
  const { clock, times } = timesOf([line(journal, klog(own))], { year: 2024 })
  return { time: times[0], said: clock.assumptions.filter((said) => said.startsWith('klog')) }
}

describe("a record has the journal's time with klog's microseconds", () => {
  test.each([
    ['when both are on one clock', 'Jun 02 15:39:04', '0602 15:39:04.168847', '15:39:04.168847', []],
    ['when the journal was a moment later', 'Jun 02 15:39:05', '0602 15:39:04.999000', '15:39:04.999000', []],
    ['when the journal was half a minute later', 'Jun 02 15:39:34', '0602 15:39:04.168847', '15:39:04.168847', []],
    [
      'when klog is 8 hours ahead',
      'Jun 02 07:39:04',
      '0602 15:39:04.168847',
      '07:39:04.168847',
      ["klog's clock is 8 h ahead of the journal's; the journal's zone is used"],
    ],
    [
      'when klog is 3 hours and a half behind',
      'Jun 02 15:39:04',
      '0602 12:09:04.168847',
      '15:39:04.168847',
      ["klog's clock is 3 h 30 min behind the journal's; the journal's zone is used"],
    ],
    [
      'when klog is in Nepal',
      'Jun 02 15:39:04',
      '0602 21:24:04.168847',
      '15:39:04.168847',
      ["klog's clock is 5 h 45 min ahead of the journal's; the journal's zone is used"],
    ],
    [
      'when klog is on the next day',
      'Jun 02 22:39:04',
      '0603 06:39:04.168847',
      '22:39:04.168847',
      ["klog's clock is 8 h ahead of the journal's; the journal's zone is used"],
    ],
    [
      'when klog is a whole day ahead',
      'Jun 02 15:39:04',
      '0603 15:39:04.168847',
      '15:39:04.168847',
      ["klog's clock is 24 h ahead of the journal's; the journal's zone is used"],
    ],
  ])('%s', (_name, journal, own, time, said) => {
    expect(timeOf(journal, own)).toEqual({ time: `2024-06-02T${time}Z`, said })
  })
})

describe("a record has the journal's time alone", () => {
  test.each([
    ['when journald stalled for minutes', 'Jun 02 15:45:04', '0602 15:39:04.168847', '15:45:04.000000'],
    ['when klog is later, which it cannot be', 'Jun 02 15:39:04', '0602 15:39:09.168847', '15:39:04.000000'],
    ['when no two zones are so far apart', 'Jun 02 15:39:04', '0609 15:39:04.168847', '15:39:04.000000'],
  ])('%s', (_name, journal, own, time) => {
    expect(timeOf(journal, own)).toEqual({ time: `2024-06-02T${time}Z`, said: [] })
  })

  test('when klog has none', () => {
    expect(timesOf([line('Jun 02 15:39:04', 'kubelet.go:7] hello')], { year: 2024 }).times).toEqual([
      '2024-06-02T15:39:04.000000Z',
    ])
  })
})

test('that a record came a quarter of an hour late by chance is no difference of zones', () => {
  const late = line('Jun 02 15:54:10', klog('0602 15:39:04.168847'))
  const others = Array.from({ length: 40 }, () => line('Jun 02 15:54:11', klog('0602 15:54:11.000001')))
  const { clock, times } = timesOf([late, ...others], { year: 2024 })
  expect(times[0]).toBe('2024-06-02T15:54:04.168847Z')
  expect(clock.assumptions.filter((said) => said.startsWith('klog'))).toEqual([])
})

test('several differences are said in their order', () => {
  const log = ['0602 20:00:00.000000', '0602 10:00:00.000000'].map((own) => line('Jun 02 12:00:00', klog(own)))
  const said = timesOf(log, { year: 2024 }).clock.assumptions.filter((each) => each.startsWith('klog'))
  expect(said.map((each) => each.slice(0, 25))).toEqual(["klog's clock is 2 h behin", "klog's clock is 8 h ahead"])
})

test("a year in the header of another program is taken, not the journal's", () => {
  const { times } = timesOf([line('Jun 02 15:39:04', 'I20230602 15:39:04.168847   563 main.cc:7] hello')], {
    year: 2024,
  })
  expect(times).toEqual(['2024-06-02T15:39:04.000000Z'])
})
