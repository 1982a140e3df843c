// Small hand-made rules for tests of single stages.
import type { Rule, Signature } from '../../src/rules/rule.ts'
import { MINUTE } from '../../src/time/instant.ts'

/** A cause with what a test says about it, and the plainest values for the rest. */
export function aRule(fields: Partial<Rule> & Pick<Rule, 'id'>): Rule {
  return {
    title: fields.id.replaceAll('-', ' '),
    role: 'cause',
    level: 'high',
    status: 'experimental',
    description: `What ${fields.id} is. And why.`,
    subject: 'node',
    window: 5 * MINUTE,
    explains: [],
    recoveredBy: [],
    signatures: [],
    falsePositives: [],
    remediation: [],
    references: [],
    samples: { match: [], noMatch: [] },
    area: 'test',
    ...fields,
  }
}

/** A signature that is satisfied by its literal anywhere, and what a test adds. */
export function aSignature(contains: string, fields: Partial<Signature> = {}): Signature {
  return { id: contains.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), contains, at: 'anywhere', ...fields }
}
