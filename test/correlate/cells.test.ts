// Spans and samples are kept in less room than they take as objects: what comes out must be what went in, as buckets of objects have it.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Buckets } from '../../src/correlate/buckets.ts'
import { mergeEnds, type Ends, type Sample } from '../../src/correlate/sample.ts'
import { Samples } from '../../src/correlate/samples.ts'
import { mergeSpans, Spans, type Span } from '../../src/correlate/spans.ts'

const time = fc.integer({ min: -(2 ** 30), max: 2 ** 40 })
const limit = fc.integer({ min: 2, max: 20 }) // what is before 1970 has a cell of its own
const throughJson = <State>(state: State): State => JSON.parse(JSON.stringify(state)) as State

describe('spans', () => {
  const matches = fc.array(fc.record({ us: time, count: fc.nat(3), decisive: fc.boolean() }), { maxLength: 80 })

  test('are those of single matches put together, and go on from a state', () => {
    fc.assert(
      fc.property(matches, matches, limit, (some, others, max) => {
        const [spans, first] = [new Spans(max), new Spans(max)]
        const buckets = new Buckets<Span>(max, mergeSpans)
        for (const { us, count, decisive } of some) first.add(us, us, count, decisive)
        for (const { us, count, decisive } of others) spans.add(us, us, count, decisive)
        for (const { us, count, decisive } of [...some, ...others])
          buckets.add(us, { count, first: us, last: us, ...(decisive && { decisive }) })
        spans.merge(throughJson(first.state()))
        expect(spans.state()).toStrictEqual(buckets.state())
      }),
    )
  })

  test('take several matches of one cell at once', () => {
    const [one, each] = [new Spans(4), new Spans(4)]
    one.add(5, 9, 3, false)
    for (const us of [5, 6, 9]) each.add(us, us, 1, false)
    expect(one.state()).toEqual(each.state())
  })
})

describe('samples', () => {
  const sample = fc.record({
    us: time,
    head: fc.constantFrom('07 E0602 7', '17 E0602 12', '9 E0602 2 '),
    text: fc.constantFrom(`kubelet.go:7] ${'no space left on device '.repeat(3)}`, 'kubelet.go:7] evicted', '', 'x'),
    pod: fc.constantFrom('web-0', 'web-1', undefined),
    signature: fc.constantFrom('full', 'echo'),
    pid: fc.constantFrom(7, 8, undefined),
  })
  const samples = fc.array(sample, { maxLength: 80 }).map((all) =>
    all.map(({ us, head, text, pod, signature, pid }, line): Sample => {
      const captures = pod === undefined ? {} : { pod }
      const place = { us, precision: 1, input: 'log', line }
      return { ...place, text: `${head} ${text}`, signature, captures, ...(pid !== undefined && { pid }) }
    }),
  )

  test('are the first and the last ones as they were, and go on from a state', () => {
    fc.assert(
      fc.property(samples, fc.nat(80), limit, (all, cut, max) => {
        const [kept, first] = [new Samples(max), new Samples(max)]
        const buckets = new Buckets<Ends>(max, mergeEnds)
        for (const one of all.slice(0, cut)) first.add(one)
        for (const one of all.slice(cut)) kept.add(one)
        for (const one of all) buckets.add(one.us, { first: one, last: one })
        kept.merge(throughJson(first.state()))
        expect(kept.state()).toStrictEqual(buckets.state())
      }),
    )
  })
})
