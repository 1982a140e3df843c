// Signatures that only ask who wrote a record: what they match is known before any record is read.
import type { Rule } from '../rules/rule.ts'
import { toMatch, type Match } from './signature.ts'

/**
 * The matches of each SYSLOG_IDENTIFIER that a signature with `at: identifier` names.
 *
 * @example
 * byIdentifier(rules).get('kubenswrapper')?.[0]?.facts //=> { distribution: 'openshift', unit: 'kubelet' }
 */
export function byIdentifier(rules: readonly Rule[]): ReadonlyMap<string, readonly Match[]> {
  const matches = new Map<string, Match[]>()
  for (const rule of rules) {
    for (const signature of rule.signatures) {
      if (signature.at !== 'identifier') continue
      matches.set(signature.contains, [...(matches.get(signature.contains) ?? []), toMatch(rule, signature, {})])
    }
  }
  return matches
}
