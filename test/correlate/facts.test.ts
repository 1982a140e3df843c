// What a log tells of its nodes: collected in any order, in a fixed amount of memory, and without taking part in the diagnosis.
import { describe, expect, test } from '@jest/globals'
import { Diagnosis } from '../../src/diagnose.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import type { Report } from '../../src/report/report.ts'
import type { RemediationStep } from '../../src/rules/rule.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const remediation: RemediationStep[] = [
  { phase: 'confirm', title: 'Ask the runtime' },
  { phase: 'mitigate', title: 'Restart containerd', when: { runtime: ['containerd'] } },
  { phase: 'mitigate', title: 'Restart CRI-O', when: { runtime: ['crio'] } },
]
const RULES = [
  aRule({
    id: 'node-runtime',
    role: 'context',
    marks: 'fact',
    level: 'informational',
    signatures: [
      aSignature('runtime is ', {
        regex: 'runtime is (?<name>[a-z]+) (?<version>[0-9.]+)',
        facts: { runtime: '{name}', runtimeVersion: '{version}' },
      }),
      { id: 'windows', contains: 'kubelet.exe', at: 'identifier', facts: { os: 'windows' } },
    ],
  }),
  aRule({ id: 'runtime-down', remediation, signatures: [aSignature('Runtime is down', { facts: { cgroup: 'v1' } })] }),
]

const at = (second: number, host: string, text: string, name = 'kubelet'): string =>
  `2024-03-11T08:15:${String(second).padStart(2, '0')}.000000+00:00 ${host} ${name}[9]: E0311 08:15:${String(second).padStart(2, '0')}.000000       9 kubelet.go:7] ${text}`

async function diagnosisOf(lines: readonly string[]): Promise<Diagnosis> {
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.read('log', lines, new LineLimiter())
  return diagnosis
}

async function reportOf(...lines: string[]): Promise<Report> {
  return (await diagnosisOf(lines)).report()
}

const factsOf = ({ nodes }: Report): object[] => nodes.map(({ facts }) => facts)
const mitigations = ({ incidents }: Report): string[][] =>
  incidents.map((it) => it.remediation.filter(({ phase }) => phase === 'mitigate').map(({ title }) => title))

describe('facts of nodes', () => {
  test('are what the rules state, node by node', async () => {
    const report = await reportOf(
      at(1, 'node-a', 'the runtime is containerd 1.7.2'),
      at(2, 'node-b', 'the runtime is crio 1.30.1'),
      at(3, 'node-b', 'something else', 'kubelet.exe'),
    )
    expect(factsOf(report)).toEqual([
      { runtime: ['containerd'], runtimeVersion: ['1.7.2'] },
      { os: ['windows'], runtime: ['crio'], runtimeVersion: ['1.30.1'] },
    ])
  })

  test('have every value that was seen, once', async () => {
    const report = await reportOf(
      at(1, 'node-a', 'the runtime is containerd 1.7.2'),
      at(2, 'node-a', 'the runtime is containerd 1.6.9'),
      at(3, 'node-a', 'the runtime is containerd 1.7.2'),
    )
    expect(factsOf(report)).toEqual([{ runtime: ['containerd'], runtimeVersion: ['1.6.9', '1.7.2'] }])
  })

  test('may stand on a failure', async () => {
    expect(factsOf(await reportOf(at(1, 'node-a', 'Runtime is down')))).toEqual([{ cgroup: ['v1'] }])
  })

  test('are a few, however many values a log has', async () => {
    const lines = Array.from({ length: 50 }, (_unused, n) => at(n, 'node-a', `the runtime is containerd 1.7.${n}`))
    const [facts] = (await reportOf(...lines)).nodes.map((node) => node.facts['runtimeVersion'])
    expect(facts).toHaveLength(8)
    expect(facts).toEqual((await reportOf(...lines.reverse())).nodes[0]?.facts['runtimeVersion'])
  })

  test('are the same however the work was spread', async () => {
    const lines = [
      at(1, 'node-a', 'the runtime is containerd 1.7.2'),
      at(2, 'node-b', 'the runtime is crio 1.30.1'),
      at(3, 'node-a', 'the runtime is containerd 1.6.9'),
      at(4, 'node-a', 'Runtime is down'),
    ]
    const whole = await diagnosisOf(lines)
    const parts = await Promise.all([lines.slice(2), lines.slice(0, 1), lines.slice(1, 2)].map(diagnosisOf))
    const merged = new Diagnosis(RULES)
    for (const part of parts) merged.merge(part.state())
    const facts = (of: Diagnosis): object[] => of.state().nodes.map(([name, node]) => [name, node.facts])
    expect(facts(merged)).toEqual(facts(whole))
  })
})

describe('a match that only states a fact', () => {
  test('explains nothing: an error that nobody knows stays unexplained', async () => {
    const { lines, unexplained } = await reportOf(at(1, 'node-a', 'the runtime is containerd 1.7.2'))
    expect(lines).toMatchObject({ total: 1, unexplained: 1, context: 0 })
    expect(unexplained).toHaveLength(1)
  })

  test('stands in no timeline', async () => {
    const { incidents } = await reportOf(
      at(1, 'node-a', 'the runtime is containerd 1.7.2'),
      at(2, 'node-a', 'Runtime is down'),
    )
    expect(incidents.map(({ timeline }) => timeline.map(({ rule }) => rule))).toEqual([['runtime-down']])
  })
})

describe('the remedy', () => {
  const down = at(5, 'node-a', 'Runtime is down')

  test.each<[what: string, lines: string[], steps: string[]]>([
    ['has every variant when nothing is known', [down], ['Restart containerd', 'Restart CRI-O']],
    ['is for the runtime of the node', [at(1, 'node-a', 'the runtime is crio 1.30.1'), down], ['Restart CRI-O']],
    [
      'is not for the runtime of another node',
      [at(1, 'node-b', 'the runtime is crio 1.30.1'), at(2, 'node-a', 'the runtime is containerd 1.7.2'), down],
      ['Restart containerd'],
    ],
    [
      'is for both runtimes when the log shows both',
      [at(1, 'node-a', 'the runtime is crio 1.30.1'), at(9, 'node-a', 'the runtime is containerd 1.7.2'), down],
      ['Restart containerd', 'Restart CRI-O'],
    ],
  ])('%s', async (_what, lines, steps) => {
    expect(mitigations(await reportOf(...lines))).toEqual([steps])
  })
})
