// A failure that is normal for a moment, and the line of it that is never normal.
import { describe, expect, test } from '@jest/globals'
import { Diagnosis } from '../../src/diagnose.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import type { Persistence } from '../../src/rules/rule.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const FAILED = 'Probe failed'
const KILLED = 'probe failed, will be restarted'

function diagnosis(persistence: Persistence): Diagnosis {
  return new Diagnosis([
    aRule({
      id: 'probe-failed',
      level: 'high',
      window: 10 * MINUTE,
      persistence,
      signatures: [aSignature(FAILED), aSignature(KILLED, { decisive: true })],
    }),
    aRule({ id: 'started', role: 'lifecycle', marks: 'start', signatures: [aSignature('Kubelet version')] }),
  ])
}

const at = (minute: number, text: string): string =>
  `2024-03-11T08:${String(minute).padStart(2, '0')}:00.000000+00:00 node-a kubelet[9]: ${text}`

async function levels(persistence: Persistence, lines: readonly string[]): Promise<string[]> {
  const whole = diagnosis(persistence)
  await whole.read('log', lines, new LineLimiter())
  return whole.report().incidents.map(({ level }) => level)
}

describe('an episode', () => {
  test.each<[what: string, persistence: Persistence, lines: string[], levels: string[]]>([
    ['with too few matches is passing', { count: 3 }, [at(1, FAILED), at(2, FAILED)], ['low']],
    ['with too few matches, one of them decisive, is not', { count: 3 }, [at(1, FAILED), at(2, KILLED)], ['high']],
    ['that is too short is passing', { lasting: 2 * MINUTE }, [at(1, FAILED)], ['low']],
    ['that is one decisive match is not', { lasting: 2 * MINUTE }, [at(1, KILLED)], ['high']],
    ['during the start is passing', { startup: 5 * MINUTE }, [at(1, 'Kubelet version'), at(2, FAILED)], ['low']],
    [
      'with a decisive match at the start is not',
      { startup: 5 * MINUTE },
      [at(1, 'Kubelet version'), at(2, KILLED)],
      ['high'],
    ],
    [
      'with a decisive match is an incident where passing ones are none',
      { count: 3, passing: 'informational' },
      [at(1, KILLED)],
      ['high'],
    ],
    ['has no part in what another one decides', { count: 3 }, [at(1, KILLED), at(40, FAILED)], ['high', 'low']],
  ])('%s', async (_what, persistence, lines, expected) => {
    expect(await levels(persistence, lines)).toEqual(expected)
  })
})

test('the level is the same in any order and however the work was spread', async () => {
  const lines = [at(3, FAILED), at(1, KILLED), at(2, FAILED)]
  const states = await Promise.all(
    lines.map(async (line) => {
      const part = diagnosis({ count: 9 })
      await part.read('log', [line], new LineLimiter())
      return part.state()
    }),
  )
  for (const order of [states, [...states].reverse()]) {
    const merged = diagnosis({ count: 9 })
    for (const state of order) merged.merge(state)
    expect(merged.report().incidents.map(({ level }) => level)).toEqual(['high'])
  }
})

test('a decisive match counts when so many follow that times are kept coarsely', async () => {
  const lines = Array.from(
    { length: 600 },
    (_unused, n) =>
      `2024-03-${String(1 + Math.floor(n / 24)).padStart(2, '0')}T${String(n % 24).padStart(2, '0')}:00:00.000000+00:00 node-a kubelet[9]: ${n === 300 ? KILLED : FAILED}`,
  )
  expect(await levels({ count: 1000 }, lines)).toContain('high')
})
