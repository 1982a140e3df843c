import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const TEXT = 'Memory cgroup out of memory: Killed process 4242 (java)'
const STAMP = { year: 2024, month: 6, day: 2, us: 56_344_000_000, precision: 1_000_000 }

describe("a line of the kernel's own buffer is the kernel's:", () => {
  test.each([
    ['dmesg', `[   12.345678] ${TEXT}`, undefined],
    ['dmesg after a month', `[2833841.216211] ${TEXT}`, undefined],
    ['dmesg -d', `[   12.345678 <    0.000012>] ${TEXT}`, undefined],
    ['minikube, dmesg -e', `[  +6.136650] ${TEXT}`, undefined],
    ['minikube, dmesg -e at the turn of a minute', `[Jun 2 15:39] ${TEXT}`, undefined],
    ['dmesg -T', `[Sun Jun  2 15:39:04 2024] ${TEXT}`, STAMP],
    ['dmesg -x', `kern  :info  : [   12.345678] ${TEXT}`, undefined],
  ])('%s', (_name, line, stamp) => {
    const { entries, formats } = read([line])
    expect(entries).toEqual([
      { MESSAGE: TEXT, SYSLOG_IDENTIFIER: 'kernel', ...(stamp && { stamp }), origin: { input: 'log', line: 1 }, raw: line },
    ])
    expect(formats).toEqual({ dmesg: 1 })
  }) // prettier-ignore

  test('talosctl dmesg', () => {
    expect(readEntry(`10.0.0.4: kern:    info: [2024-06-02T15:39:04Z]: ${TEXT}`)).toMatchObject({
      MESSAGE: TEXT,
      SYSLOG_IDENTIFIER: 'kernel',
      _HOSTNAME: '10.0.0.4',
      stamp: { ...STAMP, offset: 0 },
    })
  })
})

test('a line of another facility is not', () => {
  expect(readEntry('user: warning: [2024-06-02T15:39:04Z]: [talos] service started')).toMatchObject({
    MESSAGE: '[talos] service started',
    SYSLOG_IDENTIFIER: 'user',
  })
})

test.each(['[12] x', '[Sun Jun  2 15:39:04] x', '[error] x', 'kern: x', '[ 12.345678]'])('%s is text', (line) => {
  expect(readEntry(line)).toEqual({ MESSAGE: line, origin: { input: 'log', line: 1 }, raw: line })
})
