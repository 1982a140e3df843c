import { expect, test } from '@jest/globals'
import { waitWords } from '../../src/web/wait.ts'

test.each([
  [0.4, 'nearly there'],
  [3.2, '4 s left'],
  [41, '50 s left'],
  [60, '1 min left'],
  [83, '1 min 30 s left'],
])('%d seconds are %s', (seconds, words) => {
  expect(waitWords(seconds)).toBe(words)
})
