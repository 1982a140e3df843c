// What a check of the host finds.
import type { Host } from '../host.ts'

/**
 * `confirmed`: the host is now in the state that the log tells of. `not-now`: it is not; it may have been. `unknown`: what would tell is
 * not there or may not be read.
 */
export type Verdict = 'confirmed' | 'not-now' | 'unknown'

export interface Finding {
  readonly verdict: Verdict
  /** One line: the numbers that decide, and who. */
  readonly summary: string
  /** More lines, the most important ones first. */
  readonly details: readonly string[]
}

export interface CheckContext {
  readonly now: Date
  readonly stop?: AbortSignal
}

/** Looks at a host and changes nothing on it. */
export type HostCheck = (host: Host, context: CheckContext) => Finding | Promise<Finding>

export function finding(isConfirmed: boolean, summary: string, details: readonly string[] = []): Finding {
  return { verdict: isConfirmed ? 'confirmed' : 'not-now', summary, details }
}

export function unknown(summary: string, details: readonly string[] = []): Finding {
  return { verdict: 'unknown', summary, details }
}
