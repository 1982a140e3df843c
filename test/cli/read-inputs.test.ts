import { describe, expect, jest, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { main } from '../../src/cli/main.ts'
import { folderWith, HEALTHY } from './fixtures.ts'
import { ioOf } from './run.ts'

describe('a run is told to be long', () => {
  const LONG = HEALTHY.repeat(Math.ceil((1024 * 1024) / HEALTHY.length))

  test.each([
    ['never, when it is short', HEALTHY, 0],
    ['once, when it is', LONG, 1],
  ])('%s', async (_when, stdin, calls) => {
    const onLongRun = jest.fn()
    await main(['--brief'], { ...ioOf({ stdin }), onLongRun })
    expect(onLongRun).toHaveBeenCalledTimes(calls)
  })

  test('once, when its files tell', async () => {
    const folder = await folderWith({ 'a.log': LONG, 'b.log': LONG })
    const onLongRun = jest.fn()
    await main([join(folder, 'a.log'), join(folder, 'b.log')], { ...ioOf(), onLongRun })
    await rm(folder, { recursive: true })
    expect(onLongRun).toHaveBeenCalledTimes(1)
  })
})
