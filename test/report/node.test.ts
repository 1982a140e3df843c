import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import { nodeWords } from '../../src/report/text/node.ts'
import { formatText } from '../../src/report/text/text.ts'
import type { Fact, RemediationStep, Rule } from '../../src/rules/rule.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

describe('what is known of a node is said', () => {
  test.each<[facts: Partial<Record<Fact, string[]>>, words: string]>([
    [{}, ''],
    [{ version: ['v1.30.4'] }, 'kubelet v1.30.4'],
    [
      {
        version: ['v1.30.4'],
        runtime: ['containerd'],
        runtimeVersion: ['1.7.2'],
        cgroup: ['v2'],
        os: ['linux'],
        osImage: ['Ubuntu 22.04.4 LTS'],
      },
      'kubelet v1.30.4, containerd 1.7.2, cgroup v2, Ubuntu 22.04.4 LTS',
    ],
    [{ runtime: ['crio'] }, 'crio'],
    [{ cgroup: ['v1'], os: ['linux'] }, 'cgroup v1'], // there is no other
    [{ runtimeVersion: ['1.7.2'] }, 'container runtime 1.7.2'],
    [{ os: ['windows'], cgroupDriver: ['systemd'] }, 'cgroup driver systemd, windows'],
    [{ version: ['v1.29.8', 'v1.30.4'], distribution: ['kubeadm'] }, 'kubelet v1.29.8, v1.30.4, kubeadm'],
    [{ unit: ['kubelet'], hint: ['a word to the reader'] }, ''],
    [{ osImage: ['\u001b[31mred'] }, '\\x1b[31mred'],
  ])('%j', (facts, words) => {
    expect(nodeWords(facts)).toBe(words)
  })
})

const RULES: readonly Rule[] = [
  aRule({
    id: 'node-kind',
    role: 'context',
    marks: 'fact',
    signatures: [
      aSignature('runs in k3s', { facts: { distribution: 'k3s', unit: 'k3s', hint: 'the unit is k3s or k3s-agent' } }),
      aSignature('runs in kubelet', { facts: { unit: 'kubelet' } }),
    ],
  }),
  aRule({
    id: 'limit-reached',
    remediation: [
      { phase: 'confirm', title: 'Look at the limit' },
      {
        phase: 'mitigate',
        title: 'Restart kubelet',
        command: 'systemctl restart kubelet',
        risk: 'none',
        unless: { unit: ['k3s'] },
      },
      {
        phase: 'mitigate',
        title: 'On k3s: restart k3s',
        command: 'systemctl restart k3s',
        risk: 'none',
        when: { unit: ['k3s'] },
      },
    ] satisfies RemediationStep[],
    signatures: [aSignature('limit is reached')],
  }),
]

async function textOf(...lines: string[]): Promise<string> {
  const log = lines.map((line) => `2024-03-11T08:15:42.000000+00:00 ${line}\n`).join('')
  return formatText(await diagnose(log, { rules: RULES }), { width: 100 })
}

describe('the text report', () => {
  test('says of the node of an incident what is known, what differs there, and only the steps for it', async () => {
    const text = await textOf('edge-7 k3s[9]: all runs in k3s', 'edge-7 k3s[9]: the limit is reached')
    expect(text).toContain(
      '  do now   systemctl restart k3s\n  node     k3s\n  note     the unit is k3s or k3s-agent\n',
    )
    expect(text).not.toContain('systemctl restart kubelet')
  })

  test('says nothing of a node of which nothing is known', async () => {
    const text = await textOf('node-a kubelet[9]: the limit is reached')
    expect(text).not.toMatch(/^ {2}no(?:de|te) /m)
    expect(text).toContain('systemctl restart kubelet')
    expect(text).toContain('systemctl restart k3s')
  })

  test('shows the remedy of a rule again when another node needs other steps', async () => {
    const text = await textOf(
      'edge-7 k3s[9]: all runs in k3s',
      'edge-7 k3s[9]: the limit is reached',
      'node-a kubelet[9]: all runs in kubelet',
      'node-a kubelet[9]: the limit is reached',
      'node-b kubelet[9]: all runs in kubelet',
      'node-b kubelet[9]: the limit is reached',
    )
    expect(text.match(/^ {6}systemctl restart \w+$/gm)).toEqual([
      '      systemctl restart k3s',
      '      systemctl restart kubelet',
    ])
    expect(text).toContain('as in [2]')
  })

  test('says what is known of the nodes when there is no incident', async () => {
    expect(await textOf('edge-7 k3s[9]: I0311 08:15:42.000000 9 kubelet.go:7] all runs in k3s')).toMatch(
      /^No incident found on edge-7 \(k3s\)\./,
    )
  })
})
