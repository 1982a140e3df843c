// What follow mode tells while a log is being written: plain JSON, published as schema/follow-event.schema.json.
import type { Level } from '../rules/rule.ts'
import type { ReportLine } from './ndjson/ndjson.ts'
import type { ReportIncident, Time } from './report.ts'

/** What is other than it was told last. Causes and effects are ids of rules. */
export type FollowChange =
  | { readonly what: 'cause'; readonly from: string; readonly to: string }
  | { readonly what: 'level'; readonly from: Level; readonly to: Level }
  | { readonly what: 'effects'; readonly added: readonly string[]; readonly removed: readonly string[] }
  /** How many pods, images ... the cause is about; told when they have doubled. */
  | { readonly what: 'subjects'; readonly from: number; readonly to: number }
  | { readonly what: 'status'; readonly from: ReportIncident['status']; readonly to: ReportIncident['status'] }

/**
 * Why an incident is taken to be over. `recovered`: the log shows it. `quiet`: the log goes on without it. `silent`: the log itself
 * says nothing any more, so nobody knows.
 */
export type CloseReason = 'recovered' | 'quiet' | 'silent'

interface AboutIncident {
  /** The time of the log at which it is told. */
  readonly time: Time
  /** The incident as the JSON report has it, up to now. */
  readonly incident: ReportIncident
  /** The ids of incidents that were told before and are this one. */
  readonly replaces: readonly string[]
  readonly changes: readonly FollowChange[]
  /** Of `opened` and `closed`, which follow each other then: it was over when it was read, as is much of a log of the past. */
  readonly atOnce?: true
}

/** What becomes of an incident. */
export type IncidentEvent =
  | ({ readonly type: 'opened' } & AboutIncident)
  | ({ readonly type: 'updated' } & AboutIncident)
  /** It was closed, and here it is again. */
  | ({ readonly type: 'reopened' } & AboutIncident)
  | ({ readonly type: 'closed'; readonly reason: CloseReason } & AboutIncident)
  /** The input has ended and it was not over. */
  | ({ readonly type: 'ended' } & AboutIncident)

/**
 * No more comes of an incident. `withdrawn`: it was none, as more lines show. `forgotten`: it has been over for so long that it is let
 * go of; what was told of it stands.
 */
export interface GoneEvent {
  readonly type: 'withdrawn' | 'forgotten'
  readonly time: Time
  readonly id: string
  readonly node: string
  /** The rule that was taken for its cause. */
  readonly cause: string
}

/**
 * While the log goes on, events of incidents; at its end an `ended` for each that is not over, then the parts of the report but for the
 * incidents. The last incident that was told of each id, but for those that were replaced or withdrawn, and these parts are the report.
 *
 * @example
 * if (event.type === 'opened' && event.incident.level === 'critical') page(event.incident.node, event.incident.cause.title)
 */
export type FollowEvent = IncidentEvent | GoneEvent | Exclude<ReportLine, { readonly type: 'incident' }>
