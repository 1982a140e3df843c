import { describe, expect, jest, test } from '@jest/globals'
import { main } from '../../src/cli/main.ts'
import { HEALTHY } from './fixtures.ts'
import { ioOf } from './run.ts'

describe('a run is told to be long', () => {
  test.each([
    ['never, when it is short', 1, 0],
    ['once, when it is', Math.ceil((5 * 1024 * 1024) / HEALTHY.length), 1],
  ])('%s', async (_when, times, calls) => {
    const onLongRun = jest.fn()
    await main(['--brief'], { ...ioOf({ stdin: HEALTHY.repeat(times) }), onLongRun })
    expect(onLongRun).toHaveBeenCalledTimes(calls)
  })
})
