// What a stream of a diagnosis says while it reads: plain JSON, so that an event can be logged, sent and stored as it is.
import type { Category } from '../correlate/state.ts'
import type { Severity } from '../klog/header.ts'
import type { ReportLine } from '../report/ndjson/ndjson.ts'
import type { Time } from '../report/report.ts'
import type { Confidence, Level, Role } from '../rules/rule.ts'

/** A rule that knows a record. */
export interface RecordMatch {
  readonly rule: string
  readonly title: string
  /** `cause` and `effect` are failures; `lifecycle`, `noise` and `fact` are not. */
  readonly role: Role
  readonly level: Level
  /** What the record says, in words; the title where the rule has none for it. */
  readonly summary: string
  readonly signature: string
  /** The pod, image, volume ... that it is about; empty for the node. */
  readonly subject: string
  readonly captures: Readonly<Record<string, string>>
  readonly confidence: Confidence
}

/** A record of the log: one log call, whatever number of lines it takes. Told as soon as the next one begins. */
export interface RecordEvent {
  readonly type: 'record'
  readonly time: Time
  readonly node: string
  /** What became of it, as `lines` of the report counts it. */
  readonly category: Category
  /** klog's letter, or that of what another program states; null where there is none. */
  readonly severity: Severity | null
  /** The program that wrote it. */
  readonly identifier: string | null
  readonly pid: number | null
  /** Where in its source it was written: `kubelet.go:1412`. */
  readonly source: string | null
  /** The message without the header. */
  readonly message: string
  /** The rules that know it, none where none does. */
  readonly matches: readonly RecordMatch[]
  /** Matches that a configuration accepts, by `rule: reason`. */
  readonly suppressed: readonly string[]
  /** How many equal records it stands for, where the log says "message repeated". */
  readonly repeated: number
  readonly input: string
  /** The line of the input where it begins, from 1. */
  readonly line: number
  /** The line as it stands in the log; of long records the beginning and the end. */
  readonly text: string
}

/**
 * What a diagnosis tells: records as they are found; at the end the parts of the report, as `--output ndjson` writes them:
 * incidents, the most important one first, then `unexplained`, `node`, `input`, `suppressed` and, last, `summary`.
 *
 * @example
 * if (event.type === 'record') for (const { rule } of event.matches) count(rule)
 * else if (event.type === 'incident') alert(event.node, event.cause.title)
 */
export type DiagnosisEvent = RecordEvent | ReportLine
