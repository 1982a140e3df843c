// A log that is being written, as an async iterator.
import { describe, expect, test } from '@jest/globals'
import { Arrivals } from '../../src/follow/arrivals.ts'
import { follow } from '../../src/follow/follow.ts'
import { at, seen } from '../correlate/story.ts'
import type { FollowEvent } from '../../src/report/follow-event.ts'
import type { Report } from '../../src/report/report.ts'

const OPTIONS = { rules: [seen('disk-full')], now: Date.now, year: 2024 }
const LINE = `${at('12:00:00', 'disk full')}\n`
const FOREVER = new Promise<void>(() => {})

/** A log that says some things, then waits; `left` is called when nobody reads it any more. */
async function* log(
  texts: readonly string[],
  then: () => Promise<void>,
  left = (): void => {},
): AsyncGenerator<string> {
  try {
    yield* texts
    await then()
  } finally {
    left()
  }
}

async function all(events: AsyncGenerator<FollowEvent, Report>): Promise<[types: string[], report: Report]> {
  const types: string[] = []
  for (;;) {
    const { done, value } = await events.next()
    if (done) return [types, value]
    types.push(value.type)
  }
}

describe('following a log', () => {
  test('yields what happens while the log is silent', async () => {
    for await (const event of follow(
      log([LINE], () => FOREVER),
      OPTIONS,
    )) {
      expect(event).toMatchObject({ type: 'opened', incident: { cause: { rule: 'disk-full' } } })
      break // which does not wait for the log
    }
  })

  test('ends with the log, and returns the report', async () => {
    const [types, report] = await all(follow(LINE, OPTIONS))
    expect(types).toEqual(['opened', 'ended', 'node', 'input', 'summary'])
    expect(report.incidents).toHaveLength(1)
    expect(report.inputs).toMatchObject([{ name: 'input', lines: 1 }])
  })

  test('lets go of the log when the loop is left', async () => {
    const seenToLeave: string[] = []
    const events = follow(
      log(
        [LINE, 'x\n'],
        async () => {},
        () => seenToLeave.push('left'),
      ),
      OPTIONS,
    )
    await events.next()
    await events.return(undefined as never)
    await Promise.resolve()
    expect(seenToLeave).toEqual(['left'])
  })

  test('throws what the log throws', async () => {
    const broken = log([LINE], () => Promise.reject(new Error('EIO')))
    await expect(all(follow(broken, OPTIONS))).rejects.toThrow('EIO')
  })

  test('throws the reason of an aborted signal, also while the log is silent', async () => {
    const control = new AbortController()
    setTimeout(() => control.abort(new Error('enough')), 20)
    const events = follow(
      log(['hello\n'], () => FOREVER),
      { ...OPTIONS, signal: control.signal },
    )
    await expect(all(events)).rejects.toThrow('enough')
  })
})

describe('what arrives', () => {
  test('is given in its order, and its end', async () => {
    const arrivals = new Arrivals(log(['a', 'b'], async () => {}))
    const given = [await arrivals.next(1000), await arrivals.next(undefined), await arrivals.next(1000)]
    expect(given.map((one) => one?.value)).toEqual(['a', 'b', undefined])
    expect(given.map((one) => one?.done)).toEqual([false, false, true])
  })

  test('is not waited for longer than is asked for, and not lost', async () => {
    let say = (): void => {}
    const said = new Promise<void>((resolve) => (say = resolve))
    const source = (async function* () {
      await said
      yield 'late'
    })()
    const arrivals = new Arrivals(source)
    expect(await arrivals.next(5)).toBeUndefined()
    expect(await arrivals.next(5)).toBeUndefined()
    say()
    expect(await arrivals.next(undefined)).toEqual({ done: false, value: 'late' })
  })
})
