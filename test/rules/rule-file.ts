// Rule files for tests of what is checked over whole rules and packs.
import { stringify } from 'yaml'
import { formatRuleError } from '../../src/errors.ts'
import { decodeRule, type RuleFile } from '../../src/rules/decode.ts'

const WORDS = 'the kettle of the node is empty'

/**
 * A rule file with one signature and its sample. Fields of `written` replace whole top-level fields of the file; the words
 * of the literal and of the title are those of the id.
 */
export function ruleText(id: string, written: Readonly<Record<string, unknown>> = {}): string {
  const literal = `${id}: ${WORDS}`
  const fields = {
    id,
    title: id.replaceAll('-', ' ').padEnd(3, 'x'),
    role: 'cause',
    level: 'low',
    status: 'experimental',
    description: `What ${id} is. And why.`,
    impact: 'there is no tea',
    window: '5m',
    signatures: [{ id: 'empty', contains: literal, at: 'head' }],
    falsePositives: ['the kettle is new'],
    remediation: [
      { phase: 'confirm', title: 'look into the kettle' },
      { phase: 'mitigate', title: 'fill the kettle again' },
    ],
    samples: { match: [{ log: sampleLog(id), signature: 'empty', from: 'synthetic' }] },
    ...written,
  }
  return stringify(fields, { lineWidth: 0 })
}

/** A line that the signature of {@link ruleText} matches. */
export function sampleLog(id: string): string {
  return `Mar 11 08:15:42 node-a kubelet[1187]: E0311 08:15:42.604118    1187 kettle.go:7] "${id}: ${WORDS}" kettle="blue"`
}

/** The same, decoded. */
export function ruleFile(id: string, written: Readonly<Record<string, unknown>> = {}): RuleFile {
  const decoded = decodeRule(ruleText(id, written), `${id}.yaml`)
  if (!decoded.ok) throw new Error(decoded.errors.map(formatRuleError).join('\n'))
  return decoded.file
}
