import { describe, expect, test } from '@jest/globals'
import { applies, type NodeFacts } from '../../src/rules/applies.ts'
import type { RemediationStep } from '../../src/rules/rule.ts'

type Step = Pick<RemediationStep, 'when' | 'unless'>

describe('a step is for a node', () => {
  test.each<[what: string, step: Step, facts: NodeFacts, isShown: boolean]>([
    ['without a condition', {}, { os: ['windows'] }, true],
    ['when a fact has the value', { when: { runtime: ['crio'] } }, { runtime: ['crio'] }, true],
    ['when a fact has one of the values', { when: { runtime: ['crio', 'docker'] } }, { runtime: ['docker'] }, true],
    ['when one of several values fits', { when: { runtime: ['crio'] } }, { runtime: ['containerd', 'crio'] }, true],
    ['when nothing is known', { when: { runtime: ['crio'] } }, {}, true],
    ['when only other facts are known', { when: { runtime: ['crio'] } }, { os: ['linux'] }, true],
    ['not when the fact has another value', { when: { runtime: ['crio'] } }, { runtime: ['containerd'] }, false],
    [
      'not when one of two conditions fails',
      { when: { runtime: ['crio'], os: ['linux'] } },
      { runtime: ['crio'], os: ['windows'] },
      false,
    ],
    ['unless a fact has the value', { unless: { unit: ['k3s'] } }, { unit: ['k3s'] }, false],
    ['when the fact has another value than under `unless`', { unless: { unit: ['k3s'] } }, { unit: ['kubelet'] }, true],
    ['when nothing is known of what is under `unless`', { unless: { unit: ['k3s'] } }, {}, true],
    [
      'when only one of several values is under `unless`',
      { unless: { unit: ['k3s'] } },
      { unit: ['k3s', 'kubelet'] },
      true,
    ],
    [
      'not when `when` fits and `unless` too',
      { when: { os: ['linux'] }, unless: { unit: ['k3s', 'rke2'] } },
      { os: ['linux'], unit: ['rke2'] },
      false,
    ],
  ])('%s', (_what, step, facts, isShown) => {
    expect(applies({ phase: 'mitigate', title: 'do what helps', ...step }, facts)).toBe(isShown)
  })
})
