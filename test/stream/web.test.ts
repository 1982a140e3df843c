// Streams of the web: a log is piped in, events come out.
import { getEventListeners } from 'node:events'
import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import type { LogSource } from '../../src/lines/source.ts'
import type { DiagnosisEvent } from '../../src/stream/event.ts'
import { DiagnosisStream } from '../../src/stream/web.ts'
import { ALL_TOLD, LOG, outlineOf, RULES } from './story.ts'

function streamOf(chunks: readonly unknown[]): ReadableStream<string> {
  return new ReadableStream({
    start: (controller) => {
      const [first] = chunks
      if (first instanceof Error) return controller.error(first)
      for (const chunk of chunks) controller.enqueue(chunk as string) // what a caller in JavaScript may pass
      controller.close()
    },
  })
}

async function all(events: ReadableStream<DiagnosisEvent>): Promise<DiagnosisEvent[]> {
  const list: DiagnosisEvent[] = []
  const reader = events.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) list.push(next.value)
  return list
}

describe('a transform stream', () => {
  test.each<[what: string, source: () => ReadableStream<string | Uint8Array>]>([
    ['text', () => streamOf([LOG.slice(0, 99), LOG.slice(99)])],
    ['bytes', () => new Blob([LOG]).stream()],
  ])('tells the %s that is piped through it, and has the report at the end', async (_what, source) => {
    const diagnosis = new DiagnosisStream({ rules: RULES })
    expect(diagnosis.report).toBeUndefined()
    expect(outlineOf(await all(source().pipeThrough(diagnosis)))).toEqual(ALL_TOLD)
    expect(diagnosis.report).toEqual(await diagnose(LOG, { rules: RULES }))
  })

  test('refuses what is neither text nor bytes', async () => {
    const events = streamOf([{ msg: 'disk full' }]).pipeThrough(new DiagnosisStream({ rules: RULES }))
    await expect(all(events)).rejects.toThrow('a log comes in texts or bytes, not in objects')
  })

  test('stops the source while nobody reads its events', async () => {
    let given = 0
    const endless = new ReadableStream<string>({
      pull: (controller) => {
        given++
        controller.enqueue(LOG)
      },
    })
    const reader = endless.pipeThrough(new DiagnosisStream({ rules: RULES })).getReader()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(given).toBeLessThan(5)
    for (let count = 0; count < 100; count++) expect((await reader.read()).value).toMatchObject({ type: 'record' })
    expect(given).toBeGreaterThan(20)
    await reader.cancel()
  })

  test('fails as its source does', async () => {
    const failing = new ReadableStream<string>({ pull: (controller) => controller.error(new Error('no network')) })
    const diagnosis = new DiagnosisStream({ rules: RULES })
    await expect(all(failing.pipeThrough(diagnosis))).rejects.toThrow('no network')
  })
})

describe('an abort', () => {
  test('errors both sides with its reason', async () => {
    const controller = new AbortController()
    let cancelledFor: unknown
    const source = new ReadableStream<string>({
      start: (source) => source.enqueue(LOG),
      cancel: (reason) => void (cancelledFor = reason),
    })
    const reader = source.pipeThrough(new DiagnosisStream({ rules: RULES, signal: controller.signal })).getReader()
    await reader.read()
    controller.abort('enough')
    await expect(reader.read()).rejects.toBe('enough')
    await new Promise((resolve) => setTimeout(resolve))
    expect(cancelledFor).toBe('enough')
  })

  test('before the beginning lets nothing be read', async () => {
    const diagnosis = new DiagnosisStream({ rules: RULES, signal: AbortSignal.abort('enough') })
    await expect(all(streamOf([LOG]).pipeThrough(diagnosis))).rejects.toBe('enough')
  })

  test.each<[end: string, use: (events: ReadableStream<DiagnosisEvent>) => Promise<unknown>, source?: unknown[]]>([
    ['at its end', all],
    ['when its reader leaves', async (events) => events.cancel()],
    ['when a chunk is none', async (events) => all(events).catch(() => {}), [7]],
    ['when its source fails', async (events) => all(events).catch(() => {}), [new Error('no network')]],
  ])('that never comes leaves no listener behind %s', async (_end, use, source = [LOG]) => {
    const { signal } = new AbortController()
    const diagnosis = new DiagnosisStream({ rules: RULES, signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await use(streamOf(source).pipeThrough(diagnosis))
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

test('its events are a source as any other', async () => {
  const lines = new TransformStream<DiagnosisEvent, string>({
    transform: (event, controller) => {
      if (event.type === 'record') controller.enqueue(`${event.text}\n`)
    },
  })
  const told: LogSource = streamOf([LOG])
    .pipeThrough(new DiagnosisStream({ rules: RULES }))
    .pipeThrough(lines)
  expect(await diagnose(told, { rules: RULES })).toMatchObject({ incidents: [{ cause: { rule: 'disk-full' } }] })
})
