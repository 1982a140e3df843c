// A whole log -> a report, from whatever it comes as and however the work is spread.
import { Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { diagnose, Diagnosis } from '../src/diagnose.ts'
import { LineLimiter } from '../src/lines/limit.ts'
import type { LogSource } from '../src/lines/source.ts'
import { at, seen } from './correlate/story.ts'

const RULES = [seen('disk-full', { explains: ['pod-evicted'] }), seen('pod-evicted', { role: 'effect' })]
const LOG = `${at('12:00:00', 'disk full')}\n${at('12:00:01', 'pod evicted, grüß Gott')}\n`
const bytes = new TextEncoder().encode(LOG)

describe('a log can be given as', () => {
  test.each<[what: string, source: () => LogSource]>([
    ['a text', () => LOG],
    ['bytes', () => bytes],
    ['chunks of text', () => [LOG.slice(0, 30), LOG.slice(30)]],
    ['chunks of bytes, cut within a character', () => [bytes.subarray(0, -8), bytes.subarray(-8)]],
    ['a stream of Node', () => Readable.from([LOG.slice(0, 50), LOG.slice(50)])],
    ['a web stream', () => new Blob([LOG]).stream()],
    [
      'an async generator',
      async function* () {
        yield await Promise.resolve(LOG)
      },
    ],
  ])('%s', async (_what, source) => {
    const report = await diagnose(source(), { rules: RULES })
    expect(report.incidents.map(({ cause, effects }) => [cause.rule, effects.length])).toEqual([['disk-full', 1]])
    expect(report.inputs).toEqual([expect.objectContaining({ lines: 2, bytes: bytes.length })])
    expect(report.incidents[0]?.timeline.at(-1)?.evidence[0]?.text).toContain('grüß Gott')
  })
})

test('evidence points to the name of the log', async () => {
  const named = await diagnose(LOG, { rules: RULES, name: 'kubelet.log' })
  const unnamed = await diagnose(LOG, { rules: RULES })
  expect(named.incidents[0]?.timeline[0]?.evidence[0]).toMatchObject({ input: 'kubelet.log', line: 1 })
  expect(unnamed.inputs[0]?.name).toBe('input')
})

test('a line that is longer than any log writer makes is cut, and the report says so', async () => {
  const log = `${at('12:00:00', `disk full ${'x'.repeat(2 * 1024 * 1024)}`)}\n${LOG}`
  const { inputs, lines, incidents } = await diagnose(log, { rules: RULES })
  expect(inputs[0]).toMatchObject({ cutLines: 1, lines: 3, bytes: log.length + 2 })
  expect(lines.explained).toBe(3)
  expect(incidents[0]?.cause.count).toBe(2)
})

describe('a diagnosis that is aborted', () => {
  test('rejects with the reason, whatever it was', async () => {
    const signal = AbortSignal.abort('changed my mind')
    await expect(diagnose(LOG, { rules: RULES, signal })).rejects.toBe('changed my mind')
  })

  test('keeps what was read', async () => {
    const controller = new AbortController()
    async function* silent(): AsyncGenerator<string> {
      yield `${at('12:00:00', 'disk full')}\n`
      setTimeout(() => controller.abort())
      await new Promise(() => {})
    }
    const diagnosis = new Diagnosis(RULES)
    const { signal } = controller
    await expect(diagnosis.readBytes('log', silent(), { signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(diagnosis.report().incidents).toMatchObject([{ cause: { rule: 'disk-full' } }])
    await expect(diagnosis.read('log', silent(), new LineLimiter(), { signal })).rejects.toBe(signal.reason)
  })
})

test('rules that are still on their way are refused in words', async () => {
  const rules = Promise.resolve(RULES) as unknown as typeof RULES // as a caller in JavaScript may have it
  await expect(diagnose(LOG, { rules })).rejects.toThrow('await builtinRules()')
})

test('without rules nothing is found and nothing is lost', async () => {
  expect(await diagnose(LOG, { rules: [] })).toMatchObject({ incidents: [], lines: { total: 2, unexplained: 2 } })
})

describe('a diagnosis', () => {
  test('of nothing has no inputs and no incidents', () => {
    expect(new Diagnosis(RULES).report()).toMatchObject({ incidents: [], inputs: [], nodes: [], lines: { total: 0 } })
  })

  test('keeps what was read before an input failed', async () => {
    async function* failing(): AsyncGenerator<string> {
      yield at('12:00:00', 'disk full')
      yield await Promise.reject(new Error('the disk is gone'))
    }
    const diagnosis = new Diagnosis(RULES)
    await expect(diagnosis.read('log', failing(), new LineLimiter())).rejects.toThrow('the disk is gone')
    expect(diagnosis.report()).toMatchObject({
      incidents: [{ cause: { rule: 'disk-full' } }],
      inputs: [{ name: 'log', lines: 1 }],
    })
  })

  test('keeps what was read before its bytes failed, the line that they break off in included', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield bytes.subarray(0, -5)
      yield await Promise.reject(new Error('the disk is gone'))
    }
    const diagnosis = new Diagnosis(RULES)
    await expect(diagnosis.readBytes('log', failing())).rejects.toThrow('the disk is gone')
    expect(diagnosis.report()).toMatchObject({
      incidents: [{ cause: { rule: 'disk-full' }, effects: [{ rule: 'pod-evicted' }] }],
      inputs: [{ name: 'log', lines: 2, bytes: bytes.length - 5 }],
    })
  })

  test('joins inputs: a cause in one file explains an effect in another', async () => {
    const diagnosis = new Diagnosis(RULES)
    await diagnosis.read('b.log', [at('12:00:01', 'pod evicted')], new LineLimiter())
    await diagnosis.read('a.log', [at('12:00:00', 'disk full')], new LineLimiter())
    const { incidents, inputs } = diagnosis.report()
    expect(incidents).toHaveLength(1)
    expect(incidents[0]?.effects).toHaveLength(1)
    expect(inputs.map(({ name }) => name)).toEqual(['a.log', 'b.log'])
  })

  test('adds up the parts of one input', async () => {
    const parts = [[at('12:00:00', 'disk full'), at('12:00:01', 'x')], [at('12:00:05', 'x')]]
    const whole = new Diagnosis(RULES)
    for (const lines of parts) await whole.read('log', lines, new LineLimiter())
    expect(whole.report().inputs).toEqual([
      expect.objectContaining({ lines: 3, first: '2024-06-02T12:00:00.000000Z', last: '2024-06-02T12:00:05.000000Z' }),
    ])
  })

  test('can be asked for its report more than once', async () => {
    const diagnosis = new Diagnosis(RULES)
    await diagnosis.read('log', LOG.trimEnd().split('\n'), new LineLimiter())
    expect(diagnosis.report()).toEqual(diagnosis.report())
  })
})
