// The shape of a decoded rule. The fields are described one by one in docs/rule-format.md; durations are microseconds here.
import type { Severity } from '../klog/header.ts'

/** What a rule tells of: a failure (`cause`, `effect`), a step of kubelet (`lifecycle`), other news, or nothing (`noise`). */
export type Role = 'cause' | 'effect' | 'lifecycle' | 'context' | 'noise'
/** Sigma's levels, from the worst. */
export type Level = 'critical' | 'high' | 'medium' | 'low' | 'informational'
/** How sure a match or a cause is. */
export type Confidence = 'high' | 'medium' | 'low'
/** What a lifecycle rule means for the course of a kubelet. */
export type Mark =
  'start' | 'stop' | 'exit' | 'restart' | 'registered' | 'ready' | 'not-ready' | 'boot' | 'shutdown' | 'gap' | 'fact'
/** Where a signature's literal may stand; `identifier`: it is the SYSLOG_IDENTIFIER. */
export type Position = 'head' | 'err' | 'values' | 'anywhere' | 'identifier'
/** What a log can tell of its node beside what happened there. */
export type Fact =
  | 'version'
  | 'distribution'
  | 'unit'
  | 'runtime'
  | 'runtimeVersion'
  | 'cgroup'
  | 'cgroupDriver'
  | 'os'
  | 'osImage'
  | 'kernel'
  | 'cloud'
  | 'hint'

export const LEVELS: readonly Level[] = ['critical', 'high', 'medium', 'low', 'informational']

/** One way in which a rule shows in the log. */
export interface Signature {
  readonly id: string
  readonly contains: string
  readonly at: Position
  readonly regex?: string
  readonly severity?: readonly Severity[]
  readonly identifier?: readonly string[]
  readonly file?: readonly string[]
  readonly values?: Readonly<Record<string, string>>
  readonly not?: readonly string[]
  /** Capture to `values.<key>`. */
  readonly captures?: Readonly<Record<string, string>>
  readonly summary?: string
  readonly confidence?: Confidence
  /** Says again what another signature of the rule counts. */
  readonly echo?: true
  /** One match is enough for the full level, whatever `persistence` asks for. */
  readonly decisive?: true
  /** What a match tells of the node: fixed words, or captures in braces. */
  readonly facts?: Readonly<Partial<Record<Fact, string>>>
}

/** From which count or length on a failure has its full level, and which level it has before. */
export interface Persistence {
  readonly count?: number
  /** Microseconds. */
  readonly lasting?: number
  /** Microseconds. */
  readonly startup?: number
  readonly passing?: Level
}

/** Something to do about a cause. */
export interface RemediationStep {
  readonly phase: 'confirm' | 'mitigate' | 'prevent'
  readonly title: string
  readonly command?: string
  readonly expect?: string
  readonly risk?: string
  /** The check of src/host/ that carries the step out on the node itself, when it is asked for. */
  readonly check?: string
  /** Left out on nodes whose facts say otherwise. */
  readonly when?: Conditions
  /** Left out on nodes whose facts say so. */
  readonly unless?: Conditions
}

/** Values of facts, any of which fits. */
export type Conditions = Readonly<Partial<Record<Fact, readonly string[]>>>

/** A piece of log that a rule must know. */
export interface MatchSample {
  readonly log: string
  readonly signature: string
  readonly captures?: Readonly<Record<string, string>>
  readonly facts?: Readonly<Record<string, string>>
  readonly from: string
  readonly also?: readonly string[]
}

/** A piece of log that looks similar and that a rule must leave alone. */
export interface NoMatchSample {
  readonly log: string
  readonly because: string
}

/** One failure mode, or one thing that is none: how to see it, what it leads to, how to fix it. */
export interface Rule {
  readonly id: string
  readonly title: string
  readonly role: Role
  readonly level: Level
  readonly status: 'stable' | 'experimental'
  readonly description: string
  readonly impact?: string
  /** `node`, or the capture that says what the failure is about. */
  readonly subject: string
  /** Microseconds. */
  readonly window: number
  readonly explains: readonly string[]
  readonly recoveredBy: readonly string[]
  readonly marks?: Mark
  readonly persistence?: Persistence
  readonly occurrences?: { readonly of: string; readonly count: number; readonly within: number }
  readonly signatures: readonly Signature[]
  readonly falsePositives: readonly string[]
  readonly remediation: readonly RemediationStep[]
  readonly references: readonly string[]
  readonly samples: { readonly match: readonly MatchSample[]; readonly noMatch: readonly NoMatchSample[] }
  /** The folder of the rule file: `host`, `runtime` ... */
  readonly area: string
  /** From `--rules`: its regexes run on a linear-time engine. */
  readonly custom?: true
}

/** Do incidents come from this rule? */
export function isFailure(rule: Rule): boolean {
  return rule.role === 'cause' || rule.role === 'effect'
}

/** Does the rule only tell what its node is? Such a match does not explain the record that it stands on. */
export function isFact(rule: Rule): boolean {
  return rule.marks === 'fact'
}

/**
 * Rules with more of them: those of the same id are replaced.
 *
 * @example
 * withRules(await builtinRules(), await loadRules('my-rules', { custom: true }))
 */
export function withRules(rules: readonly Rule[], more: readonly Rule[]): Rule[] {
  const replaced = new Set(more.map(({ id }) => id))
  return [...rules.filter(({ id }) => !replaced.has(id)), ...more]
}
