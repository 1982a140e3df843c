import { describe, expect, test } from '@jest/globals'
import { DAY } from '../../src/time/instant.ts'
import { parseZone, zoneOfAbbreviation } from '../../src/time/zone.ts'
import { klog, line, timesOf } from './clock.ts'

function at(zone: ReturnType<typeof parseZone>, local: string): number | undefined {
  return zone?.(Date.parse(`${local}Z`) * 1000).minutes
}

describe('a zone that the user gives', () => {
  test.each([
    ['UTC', '2024-06-02T12:00', 0],
    ['utc', '2024-06-02T12:00', 0],
    ['Z', '2024-06-02T12:00', 0],
    ['+02:00', '2024-06-02T12:00', 120],
    ['+0530', '2024-06-02T12:00', 330],
    ['-03', '2024-06-02T12:00', -180],
    ['-03:30', '2024-06-02T12:00', -210],
    ['+14:00', '2024-06-02T12:00', 840],
    ['Europe/Berlin', '2024-01-15T12:00', 60],
    ['Europe/Berlin', '2024-06-02T12:00', 120],
    ['America/New_York', '2024-06-02T12:00', -240],
    ['Asia/Kathmandu', '2024-06-02T12:00', 345],
    ['Europe/Berlin', '2024-03-31T01:59', 60],
    ['Europe/Berlin', '2024-03-31T03:00', 120],
    ['Europe/Berlin', '2024-10-27T01:59', 120],
    ['Europe/Berlin', '2024-10-27T03:00', 60],
    ['Australia/Lord_Howe', '2024-01-15T12:00', 660],
    ['Australia/Lord_Howe', '2024-06-02T12:00', 630],
  ])('%s at %s is %i minutes east', (name, local, minutes) => {
    expect(at(parseZone(name), local)).toBe(minutes)
  })

  test.each(['Europe/Atlantis', '+15:00', '+99', '-02:75', '+2', 'CEST', ''])('is not %j', (name) => {
    expect(parseZone(name)).toBeUndefined()
  })

  test('is looked up again when very many days were asked for', () => {
    const zone = parseZone('Europe/Berlin')
    for (let day = 0; day < 1010; day++) zone?.(day * DAY)
    expect(at(zone, '2024-06-02T12:00')).toBe(120)
  })

  test.each([
    ['Australia/Lord_Howe', '2024-04-07', ['01:10', '01:40', '01:10'], [660, 630, 660]],
    ['Australia/Lord_Howe', '2024-10-06', ['02:40', '01:50', '02:20'], [660, 630, 630]],
    ['Europe/Berlin', '2024-10-27', ['03:10', '01:50', '02:00'], [60, 120, 60]],
  ])('%s on %s is the same in whatever order it is asked for', (name, day, times, minutes) => {
    const zone = parseZone(name)
    expect(times.map((time) => at(zone, `${day}T${time}`))).toEqual(minutes)
  })
})

describe('an abbreviation', () => {
  test.each([
    ['UTC', undefined, 0],
    ['CET', undefined, 60],
    ['CEST', undefined, 120],
    ['EDT', undefined, -240],
    ['NST', undefined, -210],
    ['+03', undefined, 180],
    ['+0545', undefined, 345],
    ['CET', 'CEST', 120],
    ['EST', 'EDT', -240],
    ['CST', 'CDT', -300],
    ['IST', 'IDT', 180],
    ['BST', 'GMT', 60],
  ])('%s (before it %s) is %i minutes east in June', (name, before, minutes) => {
    expect(at(zoneOfAbbreviation(name, before), '2024-06-02T12:00')).toBe(minutes)
  })

  test('after that of summer tells both halves of the year', () => {
    const zone = zoneOfAbbreviation('CET', 'CEST')
    expect([at(zone, '2024-06-02T12:00'), at(zone, '2024-12-02T12:00')]).toEqual([120, 60])
  })

  test.each(['IST', 'CST', 'BST', 'XYZ', 'constructor', ''])('that may be one of several tells nothing: %j', (name) => {
    expect(zoneOfAbbreviation(name)).toBeUndefined()
  })
})

const SUMMER = 'Jun 02 12:00:00'

describe('the zone of a log is', () => {
  test.each([
    ['UTC, when nothing tells it', [line(SUMMER)], {}, '12:00', ['zone not stated: UTC assumed']],
    [
      'the one that the user gives',
      [line(SUMMER)],
      { timezone: 'Europe/Berlin' },
      '10:00',
      ['zone Europe/Berlin as given'],
    ],
    [
      'that of the heading',
      ['-- Logs begin at Sun 2024-06-02 10:00:00 CEST, end at Sun 2024-06-02 13:00:00 CEST. --', line(SUMMER)],
      {},
      '10:00',
      ['zone CEST from the heading line'],
    ],
    [
      'that of the heading of winter, in summer',
      ['-- Logs begin at Sat 2024-01-06 10:00:00 CET, end at Sun 2024-06-02 13:00:00 CEST. --', line(SUMMER)],
      {},
      '10:00',
      ['zone CEST from the heading line'],
    ],
    [
      'the one that the user gives, whatever the heading says',
      ['-- Logs begin at Sun 2024-06-02 10:00:00 CEST, end at Sun 2024-06-02 13:00:00 CEST. --', line(SUMMER)],
      { timezone: 'UTC' },
      '12:00',
      ['zone UTC as given'],
    ],
    [
      'UTC, when that of the heading may be one of several',
      ['-- Logs begin at Sun 2024-06-02 10:00:00 IST, end at Sun 2024-06-02 13:00:00 IST. --', line(SUMMER)],
      {},
      '12:00',
      ['zone IST may be one of several: UTC assumed (give --timezone)'],
    ],
    ['that of each line', [line('2024-06-02T12:00:00+05:30')], {}, '06:30', []],
    [
      'that of each line, whatever the user gives',
      [line('2024-06-02T12:00:00+05:30')],
      { timezone: 'Europe/Berlin' },
      '06:30',
      [],
    ],
    ['that of each line, by its abbreviation', [line('Sun 2024-06-02 12:00:00 CEST')], {}, '10:00', []],
    [
      'the one that the user gives, when that of each line may be one of several',
      [line('Sun 2024-06-02 12:00:00 IST')],
      { timezone: 'Asia/Kolkata' },
      '06:30',
      ['zone Asia/Kolkata as given'],
    ],
    [
      'UTC, when nothing tells which of several',
      [line('Sun 2024-06-02 12:00:00 IST'), line('Sun 2024-06-02 12:00:01 IST')],
      {},
      '12:00',
      ['zone IST may be one of several: UTC assumed (give --timezone)'],
    ],
    [
      'UTC, when what a program gives is none',
      [line(SUMMER)],
      { timezone: 'Atlantis' },
      '12:00',
      ['zone Atlantis is not known: UTC assumed'],
    ],
  ])('%s', (_name, log, options, time, zones) => {
    const { clock, times } = timesOf(log, options)
    expect(times[0]?.slice(11, 16)).toBe(time)
    expect(clock.assumptions.filter((said) => !said.startsWith('year'))).toEqual(zones)
  })

  test('said only when it was used: a klog heading needs none', () => {
    const { clock } = timesOf(['Log file created at: 2024/06/02 15:39:04', line('2024-06-02T15:40:00Z')])
    expect(clock.assumptions).toEqual([])
  })

  test('that of summer and of winter, by the day', () => {
    const { times } = timesOf([line('Mar 31 01:30:00'), line('Mar 31 03:30:00')], {
      timezone: 'Europe/Berlin',
      year: 2024,
    })
    expect(times).toEqual(['2024-03-31T00:30:00.000000Z', '2024-03-31T01:30:00.000000Z'])
  })

  test('that of bare klog lines, too', () => {
    const { times } = timesOf([klog('0602 12:00:00.000001')], { timezone: '+02:00', year: 2024 })
    expect(times).toEqual(['2024-06-02T10:00:00.000001Z'])
  })
})
