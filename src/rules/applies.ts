// Which steps of a remedy are for the node at hand.
import type { Conditions, RemediationStep } from './rule.ts'

/** The values of each fact of a node. */
export type NodeFacts = Readonly<Record<string, readonly string[]>>

/**
 * Is a step for a node of which these facts are known? What is not known is in no step's way.
 *
 * @example
 * applies({ phase: 'mitigate', title: 'Restart CRI-O', when: { runtime: ['crio'] } }, { runtime: ['containerd'] }) //=> false
 */
export function applies({ when, unless }: RemediationStep, facts: NodeFacts): boolean {
  return (
    (when === undefined ||
      pairs(when, facts).every(([wanted, known]) => known.some((value) => wanted.includes(value)))) &&
    (unless === undefined ||
      pairs(unless, facts).every(([unwanted, known]) => known.some((value) => !unwanted.includes(value))))
  )
}

/** The values that a condition names and those of the node, for facts of which something is known. */
function pairs(conditions: Conditions, facts: NodeFacts): (readonly [readonly string[], readonly string[]])[] {
  return Object.entries(conditions)
    .map(([fact, values]) => [values, facts[fact] ?? []] as const)
    .filter(([, known]) => known.length > 0)
}
