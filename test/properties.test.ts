// The diagnosis is a function of the set of records: not of their order, of how they were spread over workers, or of how the
// bytes were cut. And every line is accounted for.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Correlator, type Observation } from '../src/correlate/correlator.ts'
import type { CorrelatorState } from '../src/correlate/state.ts'
import { diagnose, Diagnosis } from '../src/diagnose.ts'
import { LineLimiter } from '../src/lines/limit.ts'
import { Matcher } from '../src/match/matcher.ts'
import type { Report } from '../src/report/report.ts'
import { Clock } from '../src/time/clock.ts'
import { recordsOf } from './klog-records.ts'
import { at } from './correlate/story.ts'
import { log, RULES } from './happenings.ts'

/** What the correlator is given for a log. */
function observationsOf(text: string): Observation[] {
  const matcher = new Matcher(RULES)
  const clock = new Clock()
  return recordsOf(text).map((record) => ({ record, instant: clock.instant(record), matches: matcher.match(record) }))
}

function stateOf(observations: readonly Observation[]): CorrelatorState {
  const correlator = new Correlator(RULES)
  for (const observation of observations) correlator.add(observation)
  return JSON.parse(JSON.stringify(correlator.state())) as CorrelatorState
}

function reportOf(state: CorrelatorState): Report {
  const diagnosis = new Diagnosis(RULES)
  diagnosis.merge(state)
  return diagnosis.report()
}

/** Puts items into an order, or into parts, by random numbers. */
function shuffled<Item>(items: readonly Item[], keys: readonly number[]): Item[] {
  return items
    .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0, index }))
    .sort((a, b) => a.key - b.key || b.index - a.index)
    .map(({ item }) => item)
}

const keys = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 })

describe('the report is the same', () => {
  test('in any order of the records', () => {
    fc.assert(
      fc.property(log, keys, (text, order) => {
        const observations = observationsOf(text)
        expect(reportOf(stateOf(shuffled(observations, order)))).toEqual(reportOf(stateOf(observations)))
      }),
    )
  })

  test('over any split of the records, merged in any order, through JSON', () => {
    fc.assert(
      fc.property(log, keys, fc.integer({ min: 1, max: 5 }), (text, order, parts) => {
        const observations = observationsOf(text)
        const states = Array.from({ length: parts }, (_, part) =>
          stateOf(observations.filter((_observation, index) => (order[index % order.length] ?? 0) % parts === part)),
        )
        const whole = new Correlator(RULES)
        for (const state of shuffled(states, order)) whole.merge(state)
        expect(reportOf(whole.state())).toEqual(reportOf(stateOf(observations)))
      }),
    )
  })

  test('when there are more pods, processes and shapes than are kept', () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'
    const lines = Array.from({ length: 1650 }, (_, index) => {
      const number = (index * 7919) % 700
      const time = new Date(Date.UTC(2024, 5, 2, 11) + ((index * 104_729) % 7_200_000)).toISOString().slice(11, 23)
      const words = `${letters[number % 26]}${letters[Math.floor(number / 26)]}`
      const text = [`crash of shop/web-${number}`, `pod evicted of shop/web-${number}`, `kettle ${words} is empty`]
      return at(time, text[index % 3] ?? '', { pid: number })
    })
    const observations = observationsOf(lines.join('\n'))
    const state = stateOf(observations)
    expect(state.nodes.map(([, { crowded }]) => crowded)).toEqual([['crash', 'pod-evicted']])
    expect(state.unexplained.overflowed).toBe(true)

    expect(reportOf(stateOf(observations.toReversed()))).toEqual(reportOf(state))
    const merged = new Correlator(RULES, stateOf(observations.filter((_observation, index) => index % 5 < 2)))
    merged.merge(stateOf(observations.filter((_observation, index) => index % 5 >= 2)))
    expect(reportOf(merged.state())).toEqual(reportOf(state))
  })

  test('however the bytes were cut into chunks', async () => {
    await fc.assert(
      fc.asyncProperty(log, fc.array(fc.nat(5000), { maxLength: 8 }), async (text, cuts) => {
        const bytes = new TextEncoder().encode(text)
        const ends = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end))
        expect(await diagnose(chunks, { rules: RULES })).toEqual(await diagnose(text, { rules: RULES }))
      }),
    )
  })

  test('with CR LF line ends, but for the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (text) => {
        const { inputs: some, ...dos } = await diagnose(text.replaceAll('\n', '\r\n'), { rules: RULES })
        const { inputs: others, ...unix } = await diagnose(text, { rules: RULES })
        expect(dos).toEqual(unix)
        expect(some.map(({ bytes: _bytes, ...rest }) => rest)).toEqual(others.map(({ bytes: _bytes, ...rest }) => rest))
      }),
    )
  })

  test('over any spread of the inputs over processes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(log, { minLength: 2, maxLength: 4 }), keys, async (texts, order) => {
        const inputs = texts.map((text, index) => ({ name: `input-${index}`, text }))
        const one = new Diagnosis(RULES)
        for (const input of inputs) await read(one, input)
        const many = new Diagnosis(RULES)
        for (const input of shuffled(inputs, order)) {
          const process = new Diagnosis(RULES)
          await read(process, input)
          many.merge(JSON.parse(JSON.stringify(process.state())) as CorrelatorState)
        }
        expect(many.report()).toEqual(one.report())
      }),
    )
  })
})

describe('newest first', () => {
  test('gives the same incidents, but for the line numbers, when no two lines have one time', async () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 7_200_000 }), { minLength: 1, maxLength: 40 })
    const words = fc.constantFrom(
      'disk full',
      'memory full of a/b',
      'pod evicted of a/b',
      'crash of a/c',
      'node ready',
      'oh no',
      'kubelet started',
    )
    await fc.assert(
      fc.asyncProperty(
        times.chain((all) =>
          fc.tuple(
            fc.constant(all.sort((a, b) => a - b)),
            fc.array(words, { minLength: all.length, maxLength: all.length }),
          ),
        ),
        async ([all, texts]) => {
          const lines = all.map((ms, index) =>
            at(new Date(Date.UTC(2024, 5, 2, 11) + ms).toISOString().slice(11, 23), texts[index] ?? ''),
          )
          const forwards = await diagnose(lines.join('\n'), { rules: RULES })
          const backwards = await diagnose(lines.toReversed().join('\n'), { rules: RULES })
          const renumbered = JSON.parse(JSON.stringify(backwards), (key, value: unknown) =>
            key === 'line' ? lines.length + 1 - Number(value) : value,
          ) as Report
          expect({ ...renumbered, inputs: [] }).toEqual({ ...forwards, inputs: [] })
        },
      ),
    )
  })
})

describe('every line', () => {
  test('is counted once: the parts add up to the number of lines', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (text) => {
        const { lines, inputs } = await diagnose(`${text}\n`, { rules: RULES })
        const { total, ...parts } = lines
        expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total)
        expect(total).toBe(text.split('\n').length)
        expect(inputs.map((input) => input.lines)).toEqual([total])
      }),
    )
  })

  test('is counted once, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const { lines, inputs } = await diagnose(bytes, { rules: RULES })
        const { total, ...parts } = lines
        expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total)
        expect(inputs[0]?.bytes).toBe(bytes.length)
      }),
    )
  })

  test('of evidence stands in the log at its number', async () => {
    await fc.assert(
      fc.asyncProperty(log, async (text) => {
        const lines = text.split('\n')
        const { incidents, unexplained } = await diagnose(text, { rules: RULES })
        const evidence = incidents.flatMap(({ timeline }) => timeline).flatMap((event) => event.evidence)
        for (const { line, text: shown } of evidence) expect(shown.split('\n', 1)[0]).toBe(lines[line - 1])
        for (const { line, example } of unexplained) expect(example.split('\n', 1)[0]).toBe(lines[line - 1])
      }),
    )
  })
})

async function read(diagnosis: Diagnosis, { name, text }: { name: string; text: string }): Promise<void> {
  const limiter = new LineLimiter()
  await diagnosis.read(name, text.split('\n'), limiter)
}
