// A log -> its events, asked for one by one.
import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import type { DiagnosisEvent } from '../../src/stream/event.ts'
import { diagnoseEvents } from '../../src/stream/iterate.ts'
import { ALL_TOLD, LINES, LOG, outlineOf, RULES } from './story.ts'

describe('a loop over events', () => {
  test('sees all of them', async () => {
    const events: DiagnosisEvent[] = []
    for await (const event of diagnoseEvents(LOG, { rules: RULES })) events.push(event)
    expect(outlineOf(events)).toEqual(ALL_TOLD)
  })

  test('takes chunks that are whole lines', async () => {
    const events: DiagnosisEvent[] = []
    for await (const event of diagnoseEvents(LINES, { rules: RULES, wholeLines: true })) events.push(event)
    expect(outlineOf(events)).toEqual(ALL_TOLD)
  })

  test('reads no more than it needs, and lets go of the source when it is left', async () => {
    let read = 0
    let isClosed = false
    function* chunks(): Generator<string> {
      try {
        for (const line of LINES) {
          read++
          yield `${line}\n`
        }
      } finally {
        isClosed = true
      }
    }
    for await (const event of diagnoseEvents(chunks(), { rules: RULES })) {
      expect(outlineOf([event])).toEqual(['kubelet-started'])
      break
    }
    expect([read, isClosed]).toEqual([2, true])
  })

  test('throws what the source throws', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield LOG
      yield await Promise.reject(new Error('the disk is gone'))
    }
    const seen: DiagnosisEvent[] = []
    const loop = async (): Promise<void> => {
      for await (const event of diagnoseEvents(failing(), { rules: RULES })) seen.push(event)
    }
    await expect(loop()).rejects.toThrow('the disk is gone')
    expect(outlineOf(seen)).toEqual(ALL_TOLD.slice(0, 3))
  })

  test.each<[when: string, event: number]>([
    ['between records', 1],
    ['between the parts of the report', 5],
  ])('throws the reason of an abort %s', async (_when, event) => {
    const controller = new AbortController()
    let count = 0
    const loop = async (): Promise<void> => {
      for await (const _event of diagnoseEvents(LOG, { rules: RULES, signal: controller.signal }))
        if (++count === event) controller.abort('enough')
    }
    await expect(loop()).rejects.toBe('enough')
    expect(count).toBe(event)
  })
})

test('what the iterator returns is the report', async () => {
  const events = diagnoseEvents(LOG, { rules: RULES })
  let next = await events.next()
  while (next.done !== true) next = await events.next()
  expect(next.value).toEqual(await diagnose(LOG, { rules: RULES }))
})
