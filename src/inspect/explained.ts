// What is said of a record: the journal entry, its time, the klog record, and what the rules say of it. The lines of `explain --output json`.
import type { Category } from '../correlate/state.ts'
import type { Format, Marker } from '../journal/entry.ts'
import type { Severity } from '../klog/header.ts'
import type { RecordKind, Source } from '../klog/record.ts'
import type { Obstacle } from '../match/condition.ts'
import type { Match } from '../match/signature.ts'
import type { Confidence, Level, Role } from '../rules/rule.ts'

/** One record, or one line that is no entry. */
export interface ExplainedRecord {
  readonly input: string
  readonly line: number
  readonly kind: RecordKind | Marker['kind']
  /** What the record's lines are counted as in a report. */
  readonly category: Category
  /** As it stands in the input; of long records the beginning and the end. */
  readonly text: string
  /** Absent for lines that are no entry, as all that follows. */
  readonly entry?: Source & { readonly format: Format; readonly lines: number; readonly broken?: true }
  readonly time?: { readonly instant: string | null; readonly precision: number; readonly assumptions: string[] }
  /** The message of a record without a klog header. */
  readonly message?: string
  readonly klog?: ExplainedKlog
  readonly matches?: readonly ExplainedMatch[]
  readonly nearMisses?: readonly ExplainedNearMiss[]
}

export interface ExplainedKlog {
  readonly severity: Severity | null
  readonly file: string
  readonly line: number
  readonly structured: boolean
  readonly msg: string
  readonly values: readonly { readonly key: string; readonly value: string }[]
}

export interface ExplainedMatch extends Pick<Match, 'signature' | 'subject' | 'captures'> {
  readonly rule: string
  readonly title: string
  readonly role: Role
  readonly level: Level
  readonly confidence: Confidence
}

export interface ExplainedNearMiss {
  readonly rule: string
  readonly signature: string
  readonly contains: string
  readonly obstacles: readonly Obstacle[]
}
