// What only a person knows of a failure. The texts begin with TODO, which `rules check` reports until it is gone.
import type { RemediationStep, Rule, Signature } from '../rules/rule.ts'
import { MINUTE } from '../time/instant.ts'

const REMEDIATION: readonly RemediationStep[] = [
  {
    phase: 'confirm',
    title: 'TODO How to make sure',
    command: 'TODO a command that only reads',
    expect: 'TODO what it shows when the diagnosis is right',
  },
  {
    phase: 'mitigate',
    title: 'TODO What helps now',
    command: 'TODO a command, with <PLACEHOLDER> for what the reader fills in',
    risk: 'TODO what can go wrong, or: none known',
  },
  { phase: 'prevent', title: 'TODO What keeps it from coming back' },
]

const NO_MATCH: Rule['samples']['noMatch'] = [
  {
    log: 'TODO a whole line of the nearest neighbour, which this rule must not match',
    because: 'TODO what that line is about',
  },
]

/** A rule with one signature and one sample, complete but for what must be written. */
export function withTodos(id: string, signature: Signature, log: string): Rule {
  return {
    id,
    // Titles are unique, so that several drafts can lie in one folder.
    title: `TODO ${id.replaceAll('-', ' ')}`.slice(0, 70).trimEnd(),
    role: 'cause',
    level: 'medium',
    status: 'experimental',
    description: 'TODO What is wrong, in one sentence. Then why, and what it is commonly taken for.',
    impact: 'TODO What the node or its pods lose.',
    subject: 'node',
    window: 10 * MINUTE,
    explains: [],
    recoveredBy: [],
    signatures: [signature],
    falsePositives: ['TODO When this rule can be wrong.'],
    remediation: REMEDIATION,
    references: [],
    samples: { match: [{ log, signature: signature.id, from: 'synthetic' }], noMatch: NO_MATCH },
    area: '',
  }
}
