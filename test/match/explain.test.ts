// Why a signature does not count: the reasons name the conditions at fault, all of them, and no others.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Obstacle } from '../../src/match/condition.ts'
import { Matcher } from '../../src/match/matcher.ts'
import type { Role, Rule, Signature } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'
import { aRule } from '../rules/a-rule.ts'

const PROBE =
  'Mar 11 08:15:42 worker-3 kubelet[1187]: I0311 08:15:42.604118    1187 prober.go:107] "Probe failed" probeType="Readiness" pod="web/shop-0" output="dial tcp: connection refused"'

const ruleWith = (id: string, signatures: readonly Signature[], role: Role = 'cause'): Rule =>
  aRule({ id, role, signatures })

function obstaclesOf(signature: Partial<Signature>, log: string): readonly Obstacle[] | undefined {
  const whole: Signature = { id: 'probe', contains: 'Probe failed', at: 'head', ...signature }
  return new Matcher([ruleWith('probe-failed', [whole])]).explain(recordOf(log)).nearMisses[0]?.obstacles
}

describe('a signature whose literal is in the record', () => {
  test.each<[what: string, signature: Partial<Signature>, obstacles: readonly Obstacle[]]>([
    [
      'fails for a literal that stands in another value',
      { contains: 'connection refused', at: 'err' },
      [{ condition: 'at', wanted: 'err', is: 'column 73 (values.output)' }],
    ],
    [
      'fails for a literal that stands in the message, not at its head',
      { contains: 'failed' },
      [{ condition: 'at', wanted: 'head', is: 'column 8' }],
    ],
    ['fails for its severity', { severity: ['W', 'E'] }, [{ condition: 'severity', wanted: ['W', 'E'], is: 'I' }]],
    [
      'fails for its identifier',
      { identifier: ['kernel'] },
      [{ condition: 'identifier', wanted: ['kernel'], is: 'kubelet' }],
    ],
    ['fails for its file', { file: ['kubelet.go'] }, [{ condition: 'file', wanted: ['kubelet.go'], is: 'prober.go' }]],
    [
      'fails for a value that is another',
      { values: { probeType: '^Liveness$' } },
      [{ condition: 'values', key: 'probeType', wanted: '^Liveness$', is: 'Readiness' }],
    ],
    [
      'fails for a value that is not there',
      { values: { containerName: '^app$' } },
      [{ condition: 'values', key: 'containerName', wanted: '^app$', is: null }],
    ],
    ['fails for its regex', { regex: 'no route to host' }, [{ condition: 'regex', regex: 'no route to host' }]],
    [
      'fails for the one of its exclusions that matches',
      { not: ['no route to host', 'connection refused'] },
      [{ condition: 'not', regex: 'connection refused' }],
    ],
    [
      'fails for everything that is in its way, in the order in which it is asked',
      { contains: 'failed', severity: ['E'], regex: 'no route to host', not: ['dial tcp'] },
      [
        { condition: 'at', wanted: 'head', is: 'column 8' },
        { condition: 'severity', wanted: ['E'], is: 'I' },
        { condition: 'regex', regex: 'no route to host' },
        { condition: 'not', regex: 'dial tcp' },
      ],
    ],
  ])('%s', (_what, signature, obstacles) => {
    expect(obstaclesOf(signature, PROBE)).toEqual(obstacles)
  })

  test('is held to be in place when one of several places is right', () => {
    const log = PROBE.replace('dial tcp: connection refused', 'Probe failed again')
    expect(obstaclesOf({ at: 'values', severity: ['E'] }, log)).toEqual([
      { condition: 'severity', wanted: ['E'], is: 'I' },
    ])
  })

  test('is not blamed for fields that the record does not have', () => {
    expect(
      obstaclesOf(
        { severity: ['E'], identifier: ['kernel'], file: ['a.go'], regex: 'not this' },
        'Probe failed, sorry',
      ),
    ).toEqual([{ condition: 'regex', regex: 'not this' }])
  })
})

describe('a signature that would match', () => {
  const first: Signature = { id: 'first', contains: 'Probe failed', at: 'head' }
  const second: Signature = { id: 'second', contains: 'connection refused', at: 'values' }

  test('gives way to an earlier one of its rule', () => {
    const { matches, nearMisses } = new Matcher([ruleWith('probe-failed', [first, second])]).explain(recordOf(PROBE))
    expect(matches.map(({ signature }) => signature)).toEqual(['first'])
    expect(nearMisses).toMatchObject([
      { signature: { id: 'second' }, obstacles: [{ condition: 'order', signature: 'first' }] },
    ])
  })

  test('is silenced by a noise rule, which is named', () => {
    const rules = [ruleWith('probe-failed', [first]), ruleWith('probe-noise', [second], 'noise')]
    const { matches, nearMisses } = new Matcher(rules).explain(recordOf(PROBE))
    expect(matches.map(({ rule }) => rule.id)).toEqual(['probe-noise'])
    expect(nearMisses).toMatchObject([
      { rule: { id: 'probe-failed' }, obstacles: [{ condition: 'noise', rule: 'probe-noise' }] },
    ])
  })
})

test('signatures whose literal is not in the record are not spoken of', () => {
  expect(obstaclesOf({ contains: 'Probe succeeded' }, PROBE)).toBeUndefined()
})

/** The signature without the conditions that are at fault. */
function without(obstacles: readonly Obstacle[], signature: Signature): Signature {
  const { severity, identifier, file, values = {}, not = [], regex, at, ...rest } = signature
  const isFine = (field: Obstacle['condition']): boolean => !obstacles.some(({ condition }) => condition === field)
  const badKeys = new Set(obstacles.map((obstacle) => (obstacle.condition === 'values' ? obstacle.key : '')))
  const badNot = new Set(obstacles.map((obstacle) => (obstacle.condition === 'not' ? obstacle.regex : '')))
  return {
    ...rest,
    at: isFine('at') ? at : 'anywhere',
    ...(severity && isFine('severity') && { severity }),
    ...(identifier && isFine('identifier') && { identifier }),
    ...(file && isFine('file') && { file }),
    ...(regex !== undefined && isFine('regex') && { regex }),
    values: Object.fromEntries(Object.entries(values).filter(([key]) => !badKeys.has(key))),
    not: not.filter((source) => !badNot.has(source)),
  }
}

const PHRASES = ['Probe failed', 'connection refused', 'no route to host', 'OOM killed']
const phrases = fc.array(fc.constantFrom(...PHRASES), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(': '))
const lines = fc
  .record({
    severity: fc.constantFrom('I', 'W', 'E'),
    file: fc.constantFrom('prober.go', 'kubelet.go'),
    message: fc.oneof(
      phrases,
      fc.tuple(phrases, phrases).map(([msg, err]) => `"${msg}" err="${err}" pod="web/shop-0"`),
    ),
  })
  .map(({ severity, file, message }) => `${severity}0311 08:15:42.604118    1187 ${file}:107] ${message}`)
const signatures: fc.Arbitrary<Signature> = fc.record(
  {
    id: fc.stringMatching(/^[a-z]{8}$/),
    contains: fc.constantFrom(...PHRASES),
    at: fc.constantFrom('head', 'err', 'values', 'anywhere'),
    severity: fc.subarray(['I', 'W', 'E'], { minLength: 1 }),
    file: fc.constant(['kubelet.go']),
    values: fc.dictionary(fc.constantFrom('err', 'pod'), fc.constantFrom(...PHRASES, 'web/'), { maxKeys: 2 }),
    regex: fc.constantFrom(...PHRASES),
    not: fc.subarray(PHRASES, { maxLength: 2 }),
  },
  { requiredKeys: ['id', 'contains', 'at'] },
)
const packs = fc.array(fc.array(signatures, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })

test('every signature whose literal is there matches, or would match without the conditions at fault', () => {
  fc.assert(
    fc.property(packs, lines, (pack, line) => {
      const record = recordOf(line)
      const rules = pack.map((list, index) => ruleWith(`rule-${index}`, list))
      const matcher = new Matcher(rules)
      const { matches, nearMisses } = matcher.explain(record)
      expect(matches).toEqual(matcher.match(record))
      const there = rules.flatMap(({ signatures }) => signatures).filter(({ contains }) => line.includes(contains))
      expect(matches.length + nearMisses.length).toBe(there.length)
      for (const { rule, signature, obstacles } of nearMisses) {
        const [only] = new Matcher([ruleWith(rule.id, [without(obstacles, signature)])]).match(record)
        expect(only?.signature).toBe(signature.id)
        expect(obstacles).not.toHaveLength(0)
      }
    }),
  )
})
