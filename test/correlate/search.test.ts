import { expect, test } from '@jest/globals'
import { firstNotBefore } from '../../src/correlate/search.ts'

test.each<[us: number, index: number]>([
  [5, 0],
  [10, 0],
  [11, 1],
  [20, 1],
  [25, 3],
  [30, 3],
  [31, 4],
])('the first that is not before %s is at %s', (us, index) => {
  expect(firstNotBefore([10, 20, 20, 30], (item) => item < us)).toBe(index)
})

test('in nothing it is at the end', () => {
  expect(firstNotBefore([], () => true)).toBe(0)
})
