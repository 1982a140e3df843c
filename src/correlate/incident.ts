// What the correlate stage gives: incidents. Times are epoch microseconds.
import type { Confidence, Level, Rule } from '../rules/rule.ts'
import type { Episode } from './episode.ts'
import type { Sample } from './sample.ts'
import type { Span } from './spans.ts'

/** `recovered`: something showed it. `ongoing`: the log ends while it lasts. `quiet`: no more evidence, no proof of recovery. */
export type Status = 'ongoing' | 'recovered' | 'quiet'

/** What showed that an incident was over. */
export interface Recovery {
  readonly rule: Rule
  readonly us: number
}

/** An effect of an incident: all its episodes of one rule. */
export interface Effect {
  readonly rule: Rule
  readonly level: Level
  readonly count: number
  readonly subjects: readonly string[]
  readonly first: number
  readonly last: number
  /** The id of the rule that it hangs under. */
  readonly under: string
  /** What tied it to its cause: one record that named both, or that they happened together. */
  readonly evidence: 'same record' | 'time'
}

/** One line of the story. */
export interface TimelineEvent {
  readonly rule: Rule
  readonly signature: string
  readonly summary: string
  readonly count: number
  readonly first: number
  readonly last: number
  /** Microseconds that the last digit of `first` stands for. */
  readonly precision: number
  readonly subjects: readonly string[]
  readonly evidence: readonly Sample[]
  /** The id of the rule that explains it, for effects. */
  readonly under?: string
}

/** One kubelet process and what became of it. */
export interface Run {
  readonly pid: number
  readonly first: number
  readonly last: number
  /** `replaced`: another process followed and nothing showed how this one ended. */
  readonly state: 'running' | 'exited' | 'stopped' | 'replaced'
}

/** A cause that could also explain something of the incident, and why it was not taken. */
export interface Alternative {
  readonly rule: Rule
  readonly of: string
  readonly reason: string
}

/** Episodes that are linked by cause and effect. A report has it as {@link ReportIncident}. */
export interface Incident {
  readonly id: string
  readonly node: string
  readonly level: Level
  readonly status: Status
  readonly recovery?: Recovery
  readonly start: number
  readonly end: number
  readonly cause: {
    readonly rule: Rule
    readonly summary: string
    readonly count: number
    readonly subjects: readonly string[]
    readonly confidence: Confidence
    readonly reasons: readonly string[]
  }
  readonly effects: readonly Effect[]
  readonly timeline: readonly TimelineEvent[]
  readonly runs: readonly Run[]
  readonly alsoPossible: readonly Alternative[]
  /** Evidence over time, of one episode after the other. */
  readonly spans: readonly Span[]
}

/** An incident while it is put together: the episodes of its root and what hangs under them. */
export interface Tree {
  readonly node: string
  readonly rule: Rule
  readonly roots: readonly Episode[]
  /** Roots included, in the order of time. */
  readonly episodes: readonly Episode[]
}
