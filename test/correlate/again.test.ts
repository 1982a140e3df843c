// Records that say again what one before them said are counted without being looked at: the state must be the same.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { cellOf } from '../../src/correlate/buckets.ts'
import { Correlator } from '../../src/correlate/correlator.ts'
import type { Repeat, Repeats } from '../../src/correlate/repeat.ts'
import { compareSamples } from '../../src/correlate/sample.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { recordOf } from '../klog-records.ts'
import { at, seen } from './story.ts'

const RULES = [
  seen('disk-full', { explains: ['pod-evicted'] }),
  seen('pod-evicted', { role: 'effect', subject: 'pod' }),
  seen('all-echo', {}, { echo: true }),
  seen('harmless', { role: 'noise' }),
  seen('told', { role: 'lifecycle' }, { facts: { version: 'v1' } }),
]
const matcher = new Matcher(RULES)
const TEXTS = [
  'disk full',
  'disk full: pod evicted of shop/web-0',
  'pod evicted of shop/web-0, all echo',
  'harmless',
  'told',
  'nobody knows',
]

/** All of one cell together. */
function byCell(repeats: readonly Repeat[]): Repeats[] {
  const cells = [...new Set(repeats.map(({ us }) => cellOf(us)))]
  return cells.map((cell) => {
    const sorted = repeats.filter(({ us }) => cellOf(us) === cell).sort(compareSamples)
    return { count: sorted.length, first: sorted[0] as Repeat, last: sorted.at(-1) as Repeat } // none is empty
  })
}

describe('what is said again', () => {
  test.each(TEXTS)('counts as if it was looked at: %s', (text) => {
    const spread = fc.integer({ min: 1, max: 200 * MINUTE })
    const close = fc.integer({ min: 1, max: MINUTE })
    const moments = fc.array(fc.oneof(spread, close), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(moments, fc.nat(5), fc.integer({ min: 1, max: 12 }), (times, first, together) => {
        const original = recordOf(at('12:00:00', text))
        const matches = matcher.match(original)
        const [added, counted] = [new Correlator(RULES), new Correlator(RULES)]
        let again: ReturnType<Correlator['again']> | undefined
        let waiting: Repeat[] = []
        for (const [index, us] of times.entries()) {
          const origin = { input: 'log', line: index + 1 }
          const record = original.again(original, `line ${index + 1}`, origin)
          const instant = { us, precision: 1 }
          added.add({ record, instant, matches })
          if (again === undefined || index < first) {
            counted.add({ record, instant, matches })
            again = counted.again({ record, matches })
          } else {
            const kept = { ...instant, ...origin, record: () => record, keep: () => undefined }
            waiting.push({ ...kept, keep: () => (index % 2 === 0 ? kept : undefined) })
          }
          if (waiting.length < together && index < times.length - 1) continue
          for (const repeats of byCell(waiting)) again(repeats)
          waiting = []
          if (index % 7 === 3) counted.settle()
        }
        expect(counted.state()).toEqual(added.state())
      }),
      { numRuns: 60 },
    )
  })

  test('keeps the line that may be shown, and makes no record of it before that', () => {
    const record = recordOf(at('12:00:00', 'disk full'))
    const matches = matcher.match(record)
    const correlator = new Correlator(RULES)
    correlator.add({ record, instant: { us: 1, precision: 1 }, matches })
    const again = correlator.again({ record, matches })
    const [made, kept]: [number[], number[]] = [[], []]
    for (let us = 2; us < 100; us++) {
      const repeat: Repeat = {
        us,
        precision: 1,
        input: 'log',
        line: us,
        record: () => {
          made.push(us)
          return record.again(record, `line ${us}`, { input: 'log', line: us })
        },
        keep: () => (kept.push(us) > 0 ? repeat : undefined),
      }
      again({ count: 1, first: repeat, last: repeat })
    }
    correlator.settle()
    expect([made, kept]).toEqual([[], [99]])
    expect(JSON.stringify(correlator.state())).toContain('line 99')
  })
})
