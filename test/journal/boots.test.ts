import { describe, expect, test } from '@jest/globals'
import { read } from './read.ts'

const BOOT = `-- Boot ${'0f'.repeat(16)} --`
const line = (time: string, host = 'node-a'): string => `${time} ${host} kubelet[563]: hello`
const json = (boot: string, us: number, host = 'node-a'): string =>
  JSON.stringify({ MESSAGE: 'hello', _BOOT_ID: boot, _HOSTNAME: host, __REALTIME_TIMESTAMP: String(us) })

/** The entries that stand for boots: their text, host and time of day in seconds. */
function bootsOf(lines: readonly string[]): unknown[] {
  const { entries } = read(lines)
  const boots = entries.filter(({ MESSAGE }) => MESSAGE.startsWith('-- '))
  expect(boots.every((boot) => boot.lines === 0)).toBe(true)
  return boots.map(({ MESSAGE, _HOSTNAME, stamp }) => [MESSAGE, _HOSTNAME, stamp && Math.floor(stamp.us / 1_000_000)])
}

describe('a line between two boots is given as an entry', () => {
  test.each([
    ['at the first time of the newer boot', [line('Jun 02 00:00:01'), BOOT, line('Jun 02 00:00:09')]],
    ['newest first, too', [line('Jun 02 00:00:09'), BOOT, line('Jun 02 00:00:01')]],
    ['over the turn of a month', [line('Jun 30 00:00:01'), BOOT, line('Jul 01 00:00:09')]],
    ['over the turn of a year', [line('Dec 31 23:00:01'), BOOT, line('Jan 01 00:00:09')]],
    ['over the turn of a year, newest first', [line('Jan 01 00:00:09'), BOOT, line('Dec 31 23:00:01')]],
    ['over years that are written', [line('2024-12-31T00:00:01Z'), BOOT, line('2025-01-01T00:00:09Z')]],
    ['before the first entry', [BOOT, line('Jun 02 00:00:09')]],
    ['after the last one', [line('Jun 02 00:00:09'), BOOT]],
    ['of an older journalctl', [line('Jun 02 00:00:01'), '-- Reboot --', line('Jun 02 00:00:09')]],
  ])('%s', (_name, lines) => {
    expect(bootsOf(lines)).toEqual([[lines.find((one) => one.startsWith('-- ')), 'node-a', 9]])
  })

  test('without a host and a time when the lines have none', () => {
    expect(bootsOf(['kubelet[563]: a', BOOT, 'kubelet[564]: b'])).toEqual([[BOOT, undefined, undefined]])
  })

  test('of each boot once: the journals of two files go back and forth', () => {
    const other = `-- Boot ${'ab'.repeat(16)} --`
    const lines = ['01', '02', '03', '04', '05'].map((second) => line(`Jun 02 00:00:${second}`))
    const mixed = [lines[0], BOOT, lines[1], other, lines[2], BOOT, lines[3], other, lines[4]].map(String)
    expect(bootsOf(mixed)).toEqual([
      [BOOT, 'node-a', 2],
      [other, 'node-a', 3],
    ])
  })

  test('of each line that names none', () => {
    const lines = ['01', '02', '03'].flatMap((second) => [line(`Jun 02 00:00:${second}`), '-- Reboot --'])
    expect(bootsOf(lines)).toHaveLength(3)
  })

  test('but not between two hosts, whose boots differ', () => {
    expect(bootsOf([line('Jun 02 00:00:01'), BOOT, line('Jun 02 00:00:09', 'node-b')])).toEqual([])
  })
})

test('a line between two boots adds nothing to the first line of the kernel', () => {
  const kernel = 'Jun 02 00:00:09 node-a kernel: Linux version 6.8.0-45-generic (build@host) #45 SMP'
  const uptime = [
    '[  3591.200500] node-a kubelet[563]: hello',
    BOOT,
    '[     0.000000] node-a kernel: Linux version 6.8.0-45-generic (build@host) #45 SMP',
  ]
  for (const lines of [[line('Jun 02 00:00:01'), BOOT, kernel], uptime]) {
    expect([bootsOf(lines), bootsOf(lines.toReversed())]).toEqual([[], []])
  }
})

describe('boot ids that differ tell the same', () => {
  test.each([
    ['oldest first', [json('0f', 9_000_001), json('0f', 9_000_002), json('ab', 12_000_000)]],
    ['newest first', [json('ab', 12_000_000), json('0f', 9_000_002), json('0f', 9_000_001)]],
  ])('%s', (_name, lines) => {
    expect(bootsOf(lines)).toEqual([['-- Boot ab --', 'node-a', 12]])
  })

  test('but not of two hosts', () => {
    expect(bootsOf([json('0f', 9_000_001), json('ab', 12_000_000, 'node-b')])).toEqual([])
  })
})

test('a log that is nothing but such a line has no entry', () => {
  const { entries, markers } = read([BOOT])
  expect([entries, markers]).toEqual([[], [{ kind: 'boot' }]])
})
