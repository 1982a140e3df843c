// What the matcher says of a record, with the signatures that nearly match and the reasons.
import type { Rule, Signature } from '../rules/rule.ts'
import type { Obstacle } from './condition.ts'
import type { Match } from './signature.ts'

/** A signature whose literal is in the record and that does not count, with everything that is in its way. */
export interface NearMiss {
  readonly rule: Rule
  readonly signature: Signature
  readonly obstacles: readonly Obstacle[]
}

/** What matches a record, and what nearly does. */
export interface Explanation {
  readonly matches: readonly Match[]
  /** In the order of the rules. */
  readonly nearMisses: readonly NearMiss[]
}

/** What was in the way of a signature all of whose conditions hold: another one that takes its place. */
export function rivalOf(rule: Rule, matches: readonly Match[]): Obstacle {
  const own = matches.find((match) => match.rule === rule)
  return own === undefined
    ? { condition: 'noise', rule: matches[0]?.rule.id ?? '' }
    : { condition: 'order', signature: own.signature }
}
