import { describe, expect, test } from '@jest/globals'
import { SECOND, toIso, UNDATED } from '../../src/time/instant.ts'
import { OrderFinder } from '../../src/time/order.ts'
import { klog, line, timesOf } from './clock.ts'

describe('the order of a log is', () => {
  test.each([
    ['single-time, without lines', [], 'single-time'],
    ['single-time, of one line', [5], 'single-time'],
    ['single-time, of lines of one time', [5, 5, 5], 'single-time'],
    ['oldest-first', [1, 2, 3], 'oldest-first'],
    ['newest-first', [3, 2, 1], 'newest-first'],
    ['oldest-first, with small steps back', [1, 2, 3, 4, 3, 5, 6, 7], 'oldest-first'],
    ['newest-first, with small steps on', [7, 6, 5, 6, 4, 3, 2, 1], 'newest-first'],
    ['unordered', [1, 5, 2, 6, 3], 'unordered'],
    ['oldest-first, within a second', [1, 1.1, 1.2], 'oldest-first'],
    ['newest-first, within a second', [1.2, 1.1, 1], 'newest-first'],
    [
      'newest-first, by the second, and oldest first within it',
      [3, 3.1, 3.2, 2, 2.1, 2.2, 1, 1.1, 1.2],
      'newest-first',
    ],
    ['oldest-first, with swaps within a second', [1.2, 1.1, 1, 2.2, 2.1, 2], 'oldest-first'],
  ])('%s', (_name, seconds, order) => {
    const finder = new OrderFinder()
    for (const second of seconds) finder.add(second * SECOND)
    expect(finder.order).toBe(order)
  })

  test.each([
    ['oldest-first', ['Jun 02 10:00:00', 'Jun 02 10:00:01', 'Jun 02 10:00:02']],
    ['newest-first', ['Jun 02 10:00:02', 'Jun 02 10:00:01', 'Jun 02 10:00:00']],
  ])('%s of lines with and without time', (order, stamps) => {
    const log = ['undated', ...stamps.flatMap((stamp) => [line(stamp), 'undated'])]
    expect(timesOf(log).clock.order).toBe(order)
  })

  test("that of klog's microseconds where the journal has seconds", () => {
    const log = ['300000', '200000', '100000'].map((us) => line('Jun 02 10:00:00', klog(`0602 10:00:00.${us}`)))
    expect(timesOf(log).clock.order).toBe('newest-first')
  })
})

describe('a line without time', () => {
  test('takes that of the record before it', () => {
    const { times } = timesOf(['before', klog('0602 10:00:00.000001'), 'after', '\tafter'], { year: 2024 })
    expect(times).toEqual([
      null,
      '2024-06-02T10:00:00.000001Z',
      '2024-06-02T10:00:00.000001Z',
      '2024-06-02T10:00:00.000001Z',
    ])
  })

  test('assumes nothing', () => {
    expect(timesOf(['a', 'b']).clock.assumptions).toEqual([])
  })
})

describe('an instant is written', () => {
  test.each([
    [1_717_342_744_168_847, '2024-06-02T15:39:04.168847Z'],
    [1_717_342_744_000_001, '2024-06-02T15:39:04.000001Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
    [UNDATED, null],
  ])('%i as %s', (us, text) => {
    expect(toIso(us)).toBe(text)
  })
})
