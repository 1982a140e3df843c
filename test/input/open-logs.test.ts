// What somebody sent as a stream, and the logs in it.
import { gzipSync } from 'node:zlib'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { Diagnosis } from '../../src/diagnose.ts'
import { openLogs, type OpenOptions } from '../../src/input/open-logs.ts'
import type { LogSource } from '../../src/lines/source.ts'
import type { Report } from '../../src/report/report.ts'
import { at, seen } from '../correlate/story.ts'

const RULES = [seen('disk-full')]
const LOG = `${at('12:00:00', 'disk full')}\n`
const reference = new Date('2024-06-03T00:00:00Z')

async function reportOn(sent: LogSource, options: Partial<OpenOptions> = {}): Promise<Report> {
  const diagnosis = new Diagnosis(RULES)
  for await (const log of openLogs('sent', sent, { reference, ...options }))
    await diagnosis.readBytes(log.name, log.bytes, log)
  return diagnosis.report()
}

describe('what was sent', () => {
  test.each<[what: string, sent: LogSource]>([
    ['as a text', LOG],
    ['compressed', gzipSync(LOG)],
    ['as a web stream', new Blob([gzipSync(LOG)]).stream()],
  ])('%s is read', async (_what, sent) => {
    expect(await reportOn(sent)).toMatchObject({
      incidents: [{ cause: { rule: 'disk-full' } }],
      inputs: [{ lines: 1 }],
    })
  })

  test('is dated before it came', async () => {
    const log = 'E0602 12:00:00.000000       7 kettle.go:7] disk full\n'
    expect(await reportOn(log)).toMatchObject({ incidents: [{ start: '2024-06-02T12:00:00.000000Z' }] })
  })

  test('broken counts up to the damage, which is said', async () => {
    const problems: { name: string; message: string }[] = []
    const packed = gzipSync(LOG.repeat(5000))
    const { lines } = await reportOn(packed.subarray(0, -20), { problems })
    expect(lines.explained).toBeGreaterThan(0)
    expect(problems).toEqual([{ name: 'sent', message: 'gzip data ends too early: the file was cut off' }])
  })

  test('that would fill the memory is stopped', async () => {
    const problems: { name: string; message: string }[] = []
    await reportOn(gzipSync('x\n'.repeat(1_000_000)), { problems, limits: { maxExpand: 1000 } })
    expect(problems[0]?.message).toContain('expands to more than 1000 bytes')
  })
})

test.each([
  ['an error of its own', new Error('enough')],
  ['the error that signals have', undefined],
])('an abort while nothing comes throws %s', async (_what, reason) => {
  const controller = new AbortController()
  const stream = new PassThrough()
  stream.write(LOG)
  setTimeout(() => controller.abort(reason), 5)
  const thrown = await reportOn(stream, { signal: controller.signal }).catch((error: unknown) => error)
  expect(thrown).toBe(controller.signal.reason)
  expect(stream.destroyed).toBe(true)
})
