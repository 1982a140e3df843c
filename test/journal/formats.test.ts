import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const MESSAGE =
  'E0602 15:39:04.168847     563 kubelet.go:1438] "Failed to start cAdvisor" err="no space left on device"'
const US = (15 * 3600 + 39 * 60 + 4) * 1_000_000
const SHORT = { month: 6, day: 2, us: US, precision: 1_000_000 }
const PRECISE = { month: 6, day: 2, us: US + 169_201, precision: 1 }

describe('the stamp of a line in', () => {
  test.each([
    ['short', 'Jun 02 15:39:04', 'journal-short', SHORT],
    ['short by syslog, its day padded with a blank', 'Jun  2 15:39:04', 'syslog', SHORT],
    ['short without one of its blanks', 'Jun 2 15:39:04', 'journal-short', SHORT],
    ['short-precise', 'Jun 02 15:39:04.169201', 'journal-short-precise', PRECISE],
    [
      'short-iso before systemd 255',
      '2024-06-02T15:39:04+0000',
      'journal-short-iso',
      { ...SHORT, year: 2024, offset: 0 },
    ],
    ['short-iso since', '2024-06-02T15:39:04+05:30', 'journal-short-iso', { ...SHORT, year: 2024, offset: 330 }],
    [
      'short-iso west of Greenwich',
      '2024-06-02T15:39:04-0330',
      'journal-short-iso',
      { ...SHORT, year: 2024, offset: -210 },
    ],
    ['rsyslog, in UTC', '2024-06-02T15:39:04Z', 'journal-short-iso', { ...SHORT, year: 2024, offset: 0 }],
    [
      'short-iso-precise',
      '2024-06-02T15:39:04.169201+0200',
      'journal-short-iso-precise',
      { ...PRECISE, year: 2024, offset: 120 },
    ],
    [
      'short-iso-precise since systemd 255',
      '2024-06-02T15:39:04.169201-03:30',
      'journal-short-iso-precise',
      { ...PRECISE, year: 2024, offset: -210 },
    ],
    [
      'short-full',
      'Sun 2024-06-02 15:39:04 UTC',
      'journal-short-full',
      { ...SHORT, year: 2024, offset: 0, zone: 'UTC' },
    ],
    [
      'short-full in a zone with a name',
      'Sun 2024-06-02 15:39:04 CEST',
      'journal-short-full',
      { ...SHORT, year: 2024, zone: 'CEST' },
    ],
    [
      'short-full in a zone without a name',
      'Sun 2024-06-02 15:39:04 +0545',
      'journal-short-full',
      { ...SHORT, year: 2024, offset: 345, zone: '+0545' },
    ],
    ['short-unix', '1717342744.169201', 'journal-short-unix', { ...PRECISE, year: 2024, offset: 0 }],
  ])('%s', (_name, stamp, format, expected) => {
    const { entries, formats } = read(`${stamp} node-a kubelet[563]: ${MESSAGE}`)
    expect(entries).toEqual([
      {
        MESSAGE,
        SYSLOG_IDENTIFIER: 'kubelet',
        _PID: 563,
        _HOSTNAME: 'node-a',
        stamp: expected,
        origin: { input: 'log', line: 1 },
        raw: `${stamp} node-a kubelet[563]: ${MESSAGE}`,
      },
    ])
    expect(formats).toEqual({ [format]: 1 })
  })

  test.each([
    [' 6月 12', 6, 12],
    ['6月 12', 6, 12],
    ['11月 03', 11, 3],
    [' 3월 29', 3, 29],
    ['Dez 31', 12, 31],
    ['Mär 01', 3, 1],
    ['janv. 07', 1, 7],
    ['août 09', 8, 9],
    ['ene 15', 1, 15],
    ['мая 05', 5, 5],
    ['янв 31', 1, 31],
    ['paź 20', 10, 20],
    ['Ağu 04', 8, 4],
    ['jun 07', 6, 7],
    ['kesä 24', 6, 24],
    ['Ιούν 24', 6, 24],
    ['mai 05', 5, 5],
    ['márc 15', 3, 15],
    ['maalis 15', 3, 15],
    ['des. 31', 12, 31],
  ])('short in another locale: %s', (date, month, day) => {
    const entry = readEntry(`${date} 15:39:04 node-a kubelet[563]: ${MESSAGE}`)
    expect(entry).toMatchObject({ MESSAGE, _PID: 563, stamp: { month, day, us: US } })
  })

  test.each([
    ['a month that no locale has', 'xyz 02 15:39:04 '],
    ['a month written out', 'June 02 15:39:04 '],
    ['a day whose month was lost', '2 15:39:04 '],
    ['a day before a month that no locale has', '24 xyz 15:39:04 '],
    ['a month in letters with marks', 'නොවැ 20 10:28:55 '],
    ['short-monotonic', '[ 3591.200500] '],
    ['short-monotonic after 50 days', '[4366119.388889] '],
    ['short-delta', '[ 3591.200500 <    0.000500 >] '],
    ['short-delta over a step of the clock', '[ 3591.200500 <    0.199999*>] '],
    ['short-delta, first line', '[ 3588.998501                ] '],
  ])('%s is no time, but the rest of the prefix is read', (_name, stamp) => {
    const entry = readEntry(`${stamp}node-a kubelet[563]: ${MESSAGE}`)
    expect(entry).toMatchObject({ MESSAGE, SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, _HOSTNAME: 'node-a' })
    expect(entry.stamp).toBeUndefined()
  })

  test.each([
    ['the day first', '24 Jun 15:39:04', { month: 6, day: 24, us: US, precision: 1_000_000 }],
    [
      'the day first, in another locale',
      ' 9 août 15:39:04.169201',
      { month: 8, day: 9, us: US + 169_201, precision: 1 },
    ],
    ['the day first, with the year', '24 Jun 2024 15:39:04', { year: 2024, month: 6, day: 24 }],
    ['the year behind the day', 'Jun 24 2024 15:39:04', { year: 2024, month: 6, day: 24 }],
    ['the year behind a day of one digit', 'Jun  4 2024 15:39:04', { year: 2024, month: 6, day: 4 }],
  ])('short with %s', (_name, date, expected) => {
    expect(readEntry(`${date} node-a kubelet[563]: x`)).toMatchObject({
      _HOSTNAME: 'node-a',
      _PID: 563,
      stamp: expected,
    })
  })

  test.each(['32 Jun 15:39:04', '24 Jun 24:39:04', '0 15:39:04', '24 Jun 15:39:04+'])('%s is none', (date) => {
    expect(read([`${date} node-a kubelet[563]: x`]).formats).toEqual({ text: 1 })
  })

  test('digits behind the microseconds are left out', () => {
    const { stamp } = readEntry('2024-06-02T15:39:04.169201999Z node-a kubelet[563]: x')
    expect(stamp).toMatchObject({ us: US + 169_201, precision: 1 })
  })

  test('three digits of a second are milliseconds', () => {
    const { stamp } = readEntry('2024-06-02T15:39:04.169Z node-a kubelet[563]: x')
    expect(stamp).toMatchObject({ us: US + 169_000, precision: 1000 })
  })
})

describe('what only looks like a stamp is text:', () => {
  test.each([
    'Jun 02 25:39:04 node-a kubelet[563]: x',
    'Jun 02 15:60:04 node-a kubelet[563]: x',
    'Jun 02 15:39:61 node-a kubelet[563]: x',
    'Jun 02 15:39 node-a kubelet[563]: x',
    'Jun 00 15:39:04 node-a kubelet[563]: x',
    'Jun 32 15:39:04 node-a kubelet[563]: x',
    'Jun 1x 15:39:04 node-a kubelet[563]: x',
    'Jun 02 15:39:04. node-a kubelet[563]: x',
    '2024-13-02T15:39:04Z node-a kubelet[563]: x',
    '9999-06-02T15:39:04Z node-a kubelet[563]: x',
    '2024-06-02T15:39:04 node-a kubelet[563]: x',
    'Sun 2024-06-02 15:39:04 node-a kubelet[563]: x',
  ])('%s', (line) => {
    const { entries, formats } = read([line])
    expect(entries).toEqual([{ MESSAGE: line, origin: { input: 'log', line: 1 }, raw: line }])
    expect(formats).toEqual({ text: 1 })
  })
})

describe('short-full and with-unit differ in', () => {
  test.each([
    ['kubelet.service', 'kubelet.service'],
    ['init.scope', 'init.scope'],
    ['snap.microk8s.daemon-kubelite.service', 'snap.microk8s.daemon-kubelite.service'],
    ['user@1000.service/kubelet-rootless@a.service', 'user@1000.service/kubelet-rootless@a.service'],
  ])('the unit in place of the identifier: %s', (name, unit) => {
    const { entries, formats } = read(`Sun 2024-06-02 15:39:04 UTC node-a ${name}[563]: x`)
    expect(entries[0]).toMatchObject({ _SYSTEMD_UNIT: unit, _PID: 563, MESSAGE: 'x' })
    expect(entries[0]).not.toHaveProperty('SYSLOG_IDENTIFIER')
    expect(formats).toEqual({ 'journal-with-unit': 1 })
  })

  test('but an entry without unit has its identifier in both', () => {
    expect(readEntry('Sun 2024-06-02 15:39:04 UTC node-a kernel: x')).toMatchObject({ SYSLOG_IDENTIFIER: 'kernel' })
  })

  test('and in short an identifier that ends like a unit is an identifier', () => {
    expect(readEntry('Jun 02 15:39:04 node-a backup.service[7]: x')).toMatchObject({
      SYSLOG_IDENTIFIER: 'backup.service',
    })
  })
})

describe('bare lines', () => {
  test.each([
    ['of klog', MESSAGE, MESSAGE, { klog: 1 }],
    ['of klog, quoted with an indent', `    ${MESSAGE}`, MESSAGE, { klog: 1 }],
    ['of a Go program that dies', 'panic: runtime error: index out of range', undefined, { text: 1 }],
    ['of a value of several lines', '\tE0602 15:39:04.168847       1 main.go:7] boom', undefined, { text: 1 }],
    ['that begin with blanks', '  "kind": "KubeletConfiguration",', undefined, { text: 1 }],
    ['with a colon', 'Error: unknown flag: --no-such-flag', undefined, { text: 1 }],
  ])('%s are messages without a prefix', (_name, line, message, formats) => {
    const result = read([line])
    expect(result.entries).toEqual([{ MESSAGE: message ?? line, origin: { input: 'log', line: 1 }, raw: line }])
    expect(result.formats).toEqual(formats)
  })

  test('of klog may have lost their time and host only', () => {
    expect(readEntry(`kubelet[563]: ${MESSAGE}`)).toMatchObject({ SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, MESSAGE })
  })
})

test('a file may change its format, and each line is read in its own', () => {
  const { entries, formats } = read([
    'Jun 02 15:39:04 node-a kubelet[563]: one',
    '2024-06-02T15:39:05+0000 node-a kubelet[563]: two',
    'Sun 2024-06-02 15:39:06 UTC node-a kubelet.service[563]: three',
    'E0602 15:39:07.000000     563 kubelet.go:7] four',
    'Jun 02 15:39:08.000001 node-b kubelet[564]: five',
    'Error: six',
  ])
  expect(entries.map(({ MESSAGE }) => MESSAGE.split(' ').at(-1))).toEqual([
    'one',
    'two',
    'three',
    'four',
    'five',
    'six',
  ])
  expect(entries.map(({ origin }) => origin.line)).toEqual([1, 2, 3, 4, 5, 6])
  expect(formats).toEqual({
    'journal-short': 1,
    'journal-short-iso': 1,
    'journal-with-unit': 1,
    klog: 1,
    'journal-short-precise': 1,
    text: 1,
  })
})
