// Node's streams: a log is piped in, events come out.
import { getEventListeners, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import type { DiagnosisEvent } from '../../src/stream/event.ts'
import { DiagnosisTransform } from '../../src/stream/node.ts'
import { ALL_TOLD, LINES, LOG, outlineOf, RULES } from './story.ts'

async function all(events: AsyncIterable<DiagnosisEvent>): Promise<DiagnosisEvent[]> {
  const list: DiagnosisEvent[] = []
  for await (const event of events) list.push(event)
  return list
}

describe('a transform', () => {
  test('tells the log that is piped through it, and has the report at the end', async () => {
    const diagnosis = new DiagnosisTransform({ rules: RULES })
    expect(diagnosis.report).toBeUndefined()
    const events = await pipeline(Readable.from([LOG.slice(0, 99), LOG.slice(99)]), diagnosis, all)
    expect(outlineOf(events)).toEqual(ALL_TOLD)
    expect(diagnosis.report).toEqual(await diagnose(LOG, { rules: RULES }))
  })

  test('takes texts in other encodings, and chunks that are whole lines', async () => {
    const diagnosis = new DiagnosisTransform({ rules: RULES, wholeLines: true })
    for (const line of LINES) diagnosis.write(Buffer.from(line).toString('hex'), 'hex')
    diagnosis.end()
    expect(outlineOf(await all(diagnosis))).toEqual(ALL_TOLD)
  })

  test('refuses what is neither text nor bytes', () => {
    const diagnosis = new DiagnosisTransform({ rules: RULES })
    expect(() => diagnosis.write({ msg: 'disk full' })).toThrow('must be of type string')
  })

  test('stops the source while nobody reads its events', async () => {
    let given = 0
    function* endless(): Generator<string> {
      for (;;) {
        given++
        yield LOG
      }
    }
    const source = Readable.from(endless())
    const diagnosis = source.pipe(new DiagnosisTransform({ rules: RULES }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    const before = given
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(given).toBe(before)
    const events = diagnosis[Symbol.asyncIterator]()
    for (let count = 0; count < 1000; count++) expect((await events.next()).value).toMatchObject({ type: 'record' })
    expect(given).toBeGreaterThan(before)
    source.destroy()
    diagnosis.destroy()
  })

  test('fails as its source does', async () => {
    const source = new PassThrough()
    source.write(LOG)
    setTimeout(() => source.destroy(new Error('the disk is gone')), 5)
    const diagnosis = new DiagnosisTransform({ rules: RULES })
    await expect(pipeline(source, diagnosis, all)).rejects.toThrow('the disk is gone')
    expect([diagnosis.destroyed, diagnosis.report]).toEqual([true, undefined])
  })
})

describe('an abort', () => {
  const reason = new Error('enough')

  test('destroys the transform and its source', async () => {
    const controller = new AbortController()
    const source = new PassThrough()
    source.write(LOG)
    const diagnosis = new DiagnosisTransform({ rules: RULES, signal: controller.signal })
    const reading = pipeline(source, diagnosis, async (events: AsyncIterable<DiagnosisEvent>) => {
      for await (const _event of events) controller.abort(reason)
    })
    await expect(reading).rejects.toBe(reason)
    expect([source.destroyed, diagnosis.destroyed]).toEqual([true, true])
    expect(getEventListeners(controller.signal, 'abort')).toEqual([])
  })

  test('before the beginning is an error too', async () => {
    const diagnosis = new DiagnosisTransform({ rules: RULES, signal: AbortSignal.abort(reason) })
    expect(await once(diagnosis, 'error')).toEqual([reason])
  })

  test('that never comes leaves no listener behind', async () => {
    const { signal } = new AbortController()
    await pipeline(Readable.from([LOG]), new DiagnosisTransform({ rules: RULES, signal }), all)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
