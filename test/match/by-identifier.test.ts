import { describe, expect, test } from '@jest/globals'
import { Matcher } from '../../src/match/matcher.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const K3S = aRule({
  id: 'node-kind',
  role: 'context',
  marks: 'fact',
  signatures: [
    { id: 'k3s', contains: 'k3s', at: 'identifier', facts: { distribution: 'k3s' } },
    aSignature('Starting k3s', { facts: { unit: 'k3s' } }),
  ],
})
const CAUSE = aRule({ id: 'probe-failed', signatures: [aSignature('Probe failed')] })
const NOISE = aRule({ id: 'chatter', role: 'noise', signatures: [aSignature('Sync loop')] })

function found(log: string, rules: readonly Rule[] = [K3S, CAUSE, NOISE]): string[] {
  return new Matcher(rules).match(recordOf(log)).map(({ rule, signature }) => `${rule.id}/${signature}`)
}

describe('a literal at `identifier` matches', () => {
  test.each<[what: string, log: string, matches: string[]]>([
    ['every record of the identifier', 'Mar 11 08:15:42 edge-7 k3s[812]: Running kubelet', ['node-kind/k3s']],
    [
      'beside what else the record matches',
      'Mar 11 08:15:42 edge-7 k3s[812]: Probe failed',
      ['probe-failed/probe-failed', 'node-kind/k3s'],
    ],
    ['no longer identifier', 'Mar 11 08:15:42 edge-7 k3s-agent[812]: Running kubelet', []],
    ['no text that holds the literal', 'Mar 11 08:15:42 edge-7 systemd[1]: Running k3s', []],
    ['no record without an identifier', 'E0311 08:15:42.604118     812 kubelet.go:7] k3s is gone', []],
    [
      'nothing where a noise rule takes the record',
      'Mar 11 08:15:42 edge-7 k3s[812]: Sync loop',
      ['chatter/sync-loop'],
    ],
    [
      'beside another signature of its rule',
      'Mar 11 08:15:42 edge-7 k3s[812]: Starting k3s v1.30.4+k3s1',
      ['node-kind/starting-k3s', 'node-kind/k3s'],
    ],
  ])('%s', (_what, log, matches) => {
    expect(found(log)).toEqual(matches)
  })
})

test('an explanation leaves out what every record of its identifier matches', () => {
  const { matches, nearMisses } = new Matcher([K3S, CAUSE]).explain(
    recordOf('Mar 11 08:15:42 edge-7 k3s[812]: Probe failed'),
  )
  expect(matches.map(({ rule }) => rule.id)).toEqual(['probe-failed'])
  expect(nearMisses).toEqual([])
})

describe('the facts of a match', () => {
  const facts = { runtime: 'containerd', runtimeVersion: '{version}', osImage: '{os} {release}' }
  const signature = aSignature('Runtime is up', {
    regex: 'Runtime is up(?:, version (?<version>[0-9.]+))?(?:, on (?<os>[A-Z]\\w+))?',
    facts,
  })

  test.each<[log: string, facts: object]>([
    ['Runtime is up', { runtime: 'containerd' }],
    ['Runtime is up, version 1.7.2', { runtime: 'containerd', runtimeVersion: '1.7.2' }],
    ['Runtime is up, version 1.7.2, on Debian', { runtime: 'containerd', runtimeVersion: '1.7.2' }],
  ])('%s: only those whose captures are there', (log, expected) => {
    const [match] = new Matcher([aRule({ id: 'a', signatures: [signature] })]).match(recordOf(log))
    expect(match?.facts).toEqual(expected)
  })
})
