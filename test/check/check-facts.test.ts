import { describe, expect, test } from '@jest/globals'
import { checkRules } from '../../src/check/check.ts'
import { formatRuleError } from '../../src/errors.ts'
import type { RuleFile } from '../../src/rules/decode.ts'
import { ruleFile, sampleLog } from '../rules/rule-file.ts'

const CONFIRM = { phase: 'confirm', title: 'look into the kettle' }
const MITIGATE = { phase: 'mitigate', title: 'fill the kettle again' }
const WORDS = 'the kettle of the node is empty'

/** Rule `a` with these steps, beside a rule that states runtimes and units. */
function withSteps(...remediation: object[]): RuleFile[] {
  const stated = ['containerd', 'crio'].map((runtime) => ({
    id: runtime,
    contains: `runs ${runtime} here`,
    at: 'anywhere',
    facts: { runtime, unit: 'kubelet', version: '{version}' },
    regex: 'of v(?<version>[0-9]+)',
  }))
  const samples = stated.map(({ id, contains }) => ({
    log: `Mar 11 08:15:42 node-a init[1]: the node of v30 ${contains}`,
    signature: id,
    facts: { runtime: id, version: '30' },
    from: 'synthetic',
  }))
  const facts = {
    role: 'context',
    level: 'informational',
    marks: 'fact',
    signatures: stated,
    samples: { match: samples },
  }
  // The same regex twice is an error of its own.
  const [first, second] = stated
  const signatures = [first, { ...second, regex: 'node of v(?<version>[0-9]+)' }]
  return [ruleFile('a', { remediation }), ruleFile('node-kind', { ...facts, signatures, remediation: undefined })]
}

describe('conditions of steps are sound', () => {
  test.each<[what: string, files: RuleFile[]]>([
    ['when a step without one is left', withSteps(CONFIRM, MITIGATE, { ...MITIGATE, when: { runtime: ['crio'] } })],
    [
      'when what one leaves out another has',
      withSteps(CONFIRM, { ...MITIGATE, when: { runtime: ['crio'] } }, { ...MITIGATE, unless: { runtime: ['crio'] } }),
    ],
    [
      'when every mix of two facts leaves a step',
      withSteps(
        CONFIRM,
        { ...MITIGATE, unless: { runtime: ['crio'] } },
        { ...MITIGATE, when: { unit: ['kubelet'] } },
        { ...MITIGATE, when: { runtime: ['crio'] }, unless: { unit: ['kubelet'] } },
      ),
    ],
  ])('%s', (_what, files) => {
    expect(checkRules(files).map(formatRuleError)).toEqual([])
  })
})

describe('conditions of steps are refused', () => {
  test.each<[what: string, files: RuleFile[], error: string]>([
    [
      'when no rule states the value',
      withSteps(CONFIRM, MITIGATE, { ...MITIGATE, when: { runtime: ['crio', 'rkt'] } }),
      'FACT_UNKNOWN: no rule states runtime `rkt`',
    ],
    [
      'when no rule states the value that is left out',
      withSteps(CONFIRM, MITIGATE, { ...MITIGATE, unless: { unit: ['k3s'] } }),
      'FACT_UNKNOWN: no rule states unit `k3s`',
    ],
    [
      'when a value that nobody thought of leaves no step',
      withSteps(
        CONFIRM,
        { ...MITIGATE, when: { runtime: ['crio'] } },
        { ...MITIGATE, when: { runtime: ['containerd'] } },
      ),
      'REMEDIATION_INCOMPLETE: no `mitigate` step is left on a node with runtime other',
    ],
    [
      'when a mix of facts leaves no step',
      withSteps({ ...CONFIRM, when: { runtime: ['crio'] } }, { ...CONFIRM, unless: { unit: ['kubelet'] } }, MITIGATE),
      'REMEDIATION_INCOMPLETE: no `confirm` step is left on a node with runtime other, unit kubelet',
    ],
  ])('%s', (_what, files, error) => {
    expect(checkRules(files).map(formatRuleError)).toEqual([expect.stringContaining(error)])
  })
})

describe('facts are refused', () => {
  test.each<[what: string, written: object, error: string]>([
    [
      'when they name a capture that is not there',
      { signatures: [{ id: 'empty', contains: `a: ${WORDS}`, at: 'head', facts: { version: '{version}' } }] },
      'CAPTURE_UNKNOWN: `version` is no capture of this signature',
    ],
    [
      'when a sample has others',
      {
        signatures: [{ id: 'empty', contains: `a: ${WORDS}`, at: 'head', facts: { os: 'linux' } }],
        samples: { match: [{ log: sampleLog('a'), signature: 'empty', facts: { os: 'windows' }, from: 'synthetic' }] },
      },
      'SAMPLE_FACTS: `os` is "linux", not "windows"',
    ],
    [
      'when a sample has more',
      { samples: { match: [{ log: sampleLog('a'), signature: 'empty', facts: { os: 'linux' }, from: 'synthetic' }] } },
      'SAMPLE_FACTS: `os` is missing, not "linux"',
    ],
  ])('%s', (_what, written, error) => {
    expect(checkRules([ruleFile('a', { ...written })]).map(formatRuleError)).toEqual([expect.stringContaining(error)])
  })
})
