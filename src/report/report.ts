// The report as other programs get it: plain JSON, published as schema/report.schema.json. Times are RFC 3339 with microseconds
// in UTC, or null where nothing dates a line.
import type { LineCounts } from '../correlate/state.ts'
import type { Confidence, Level, RemediationStep, Role } from '../rules/rule.ts'

/** A time in UTC with microseconds (RFC 3339); null where nothing dates a line. */
export type Time = string | null

/** A part of a text, in UTF-16 code units. */
export interface ReportMark {
  readonly start: number
  readonly end: number
}

/** A line of the log that shows something. */
export interface ReportEvidence {
  readonly input: string
  readonly line: number
  readonly text: string
  /** The words by which the rule knows the line; absent where they are written in another way. */
  readonly mark?: ReportMark
}

/** One line of the story: equal events in a row. */
export interface ReportEvent {
  readonly time: Time
  readonly rule: string
  readonly role: Role
  readonly title: string
  readonly summary: string
  readonly signature: string
  readonly count: number
  readonly first: Time
  readonly last: Time
  /** What the last digit of `first` stands for, in microseconds: 1 or 1000000. */
  readonly precision: number
  readonly subjects: readonly string[]
  readonly explainedBy?: string
  readonly evidence: readonly ReportEvidence[]
}

/** Counts of events over time. */
export interface ReportHistogram {
  /** When the first step begins; null when nothing is dated. */
  readonly start: Time
  /** The width of a step in microseconds. */
  readonly step: number
  /** Events in each step, those of effects included. */
  readonly counts: readonly number[]
}

/** Something that went wrong: its cause, what came of it, and what to do. */
export interface ReportIncident {
  readonly id: string
  readonly node: string
  readonly level: Level
  readonly status: 'ongoing' | 'recovered' | 'quiet'
  readonly recovery?: { readonly time: Time; readonly rule: string; readonly title: string }
  readonly start: Time
  readonly end: Time
  readonly cause: {
    readonly rule: string
    readonly title: string
    readonly summary: string
    readonly role: Role
    readonly level: Level
    readonly description: string
    readonly impact: string
    readonly count: number
    readonly subject: string
    readonly subjects: readonly string[]
    readonly confidence: Confidence
    readonly confidenceReasons: readonly string[]
    readonly falsePositives: readonly string[]
    readonly references: readonly string[]
  }
  readonly effects: readonly {
    readonly rule: string
    readonly title: string
    readonly level: Level
    readonly count: number
    readonly subject: string
    readonly subjects: readonly string[]
    readonly first: Time
    readonly last: Time
    readonly explainedBy: string
    readonly evidence: 'same record' | 'time'
  }[]
  readonly timeline: readonly ReportEvent[]
  readonly histogram: ReportHistogram
  readonly kubelet: readonly {
    readonly pid: number
    readonly first: Time
    readonly last: Time
    readonly state: 'running' | 'exited' | 'stopped' | 'replaced'
  }[]
  readonly alsoPossible: readonly {
    readonly rule: string
    readonly title: string
    readonly of: string
    readonly reason: string
  }[]
  /** The steps that fit what is known of the node. */
  readonly remediation: readonly RemediationStep[]
  /** What the host itself says to the steps that name a check; only with `--host`, and only of the node that was asked. */
  readonly hostChecks?: readonly ReportHostCheck[]
}

/** One check of the host. Its texts have names of processes and files in them. */
export interface ReportHostCheck {
  readonly check: string
  readonly verdict: 'confirmed' | 'not-now' | 'unknown'
  readonly summary: string
  readonly details: readonly string[]
  /** What might not be read, and why. */
  readonly unreadable: readonly string[]
}

/** Warnings and errors of one shape that no rule knows. */
export interface ReportUnexplained {
  readonly severity: 'W' | 'E' | 'F'
  readonly file: string
  readonly template: string
  readonly count: number
  readonly first: Time
  readonly example: string
  readonly input: string
  readonly line: number
}

/** What was read. */
export interface ReportInput {
  readonly name: string
  readonly format: string
  readonly lines: number
  readonly bytes: number
  readonly first: Time
  readonly last: Time
  readonly order: string
  readonly cutLines: number
  readonly assumptions: readonly string[]
}

/** A node of the log. */
export interface ReportNode {
  readonly name: string
  readonly first: Time
  readonly last: Time
  /** What the log tells of the node: `version` of kubelet, `runtime`, `cgroup` ... */
  readonly facts: Readonly<Record<string, readonly string[]>>
}

/** A cause over all nodes of a report. */
export interface ReportFleetRow {
  readonly rule: string
  readonly title: string
  /** The worst level of its incidents. */
  readonly level: Level
  /** How many nodes have it, and on how many it goes on. */
  readonly nodes: number
  readonly ongoing: number
  /** When and on which node it was seen first. */
  readonly first: Time
  readonly firstNode: string
}

/** What a log says: the JSON of `--output json`. docs/json-report.md describes every field. */
export interface Report {
  readonly schemaVersion: 1
  readonly incidents: readonly ReportIncident[]
  /** The causes of all incidents over all nodes. */
  readonly fleet: readonly ReportFleetRow[]
  readonly unexplained: readonly ReportUnexplained[]
  /** There were more shapes than are kept; `lines.unexplained` counts them all. */
  readonly unexplainedTruncated: boolean
  readonly inputs: readonly ReportInput[]
  /** Matches that a configuration suppressed. */
  readonly suppressed: readonly { readonly reason: string; readonly count: number }[]
  readonly nodes: readonly ReportNode[]
  readonly lines: LineCounts
}
