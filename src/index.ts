/**
 * kubelog-diagnose: names the root cause of what is wrong with a Kubernetes node from kubelet's log.
 *
 * This entry runs anywhere, browsers included. `kubelog-diagnose/node` adds what needs Node: files, streams by split2, and
 * the built-in rules from disk. Each stage of the pipeline can be used alone; docs/architecture.md shows how they follow each other.
 *
 * @module
 */
export { diagnose, Diagnosis, type DiagnoseOptions, type ReadOptions } from './diagnose.ts'
export { follow } from './follow/follow.ts'
export { Follower, type FollowOptions } from './follow/follower.ts'
export type { CloseReason, FollowChange, FollowEvent, GoneEvent, IncidentEvent } from './report/follow-event.ts'
export { formatFollowEvent } from './report/text/follow-event.ts'
export { diagnoseEvents } from './stream/iterate.ts'
export { DiagnosisStream } from './stream/web.ts'
export { LiveDiagnosis, type EventOptions } from './stream/live.ts'
export type { DiagnosisEvent, RecordEvent, RecordMatch } from './stream/event.ts'
export { Session, type SessionOptions } from './session.ts'
export { LineLimiter, MAX_LINE } from './lines/limit.ts'
export { splitLines } from './lines/split.ts'
export type { LogSource, SourceOptions, WebSource } from './lines/source.ts'
export { JournalParser, type JournalOptions, type JournalSink } from './journal/parser.ts'
export { FORMATS, type Format, type JournalEntry, type Marker, type Origin, type Stamp } from './journal/entry.ts'
export { KlogParser } from './klog/parser.ts'
export { LogRecord, type RecordKind, type Source } from './klog/record.ts'
export { readHeader, type Header, type Severity } from './klog/header.ts'
export { readStructured, type KeyValue, type Structured } from './klog/structured.ts'
export { Clock, type ClockOptions, type Order } from './time/clock.ts'
export { Dating } from './time/dating.ts'
export { toIso, UNDATED, type Instant } from './time/instant.ts'
export { withRules } from './rules/rule.ts'
export type {
  Conditions,
  Confidence,
  Fact,
  Level,
  Mark,
  MatchSample,
  NoMatchSample,
  Persistence,
  Position,
  RemediationStep,
  Role,
  Rule,
  Signature,
} from './rules/rule.ts'
export { configureRules, Suppressor, type Config, type Suppression } from './config/config.ts'
export { Matcher, type MatcherOptions } from './match/matcher.ts'
export type { Obstacle } from './match/condition.ts'
export type { Explanation, NearMiss } from './match/explain.ts'
export type { Match } from './match/signature.ts'
export type { Regex, RegexCompiler } from './match/regex.ts'
export { Correlator, type Observation } from './correlate/correlator.ts'
export { toIncidents } from './correlate/incidents.ts'
export type { Alternative, Effect, Incident, Recovery, Run, Status, TimelineEvent } from './correlate/incident.ts'
export type { Sample } from './correlate/sample.ts'
export type { Span } from './correlate/spans.ts'
export type { Category, CorrelatorState, LineCounts } from './correlate/state.ts'
export { toReport } from './report/build.ts'
export type {
  Report,
  ReportEvent,
  ReportEvidence,
  ReportFleetRow,
  ReportHistogram,
  ReportHostCheck,
  ReportIncident,
  ReportInput,
  ReportMark,
  ReportNode,
  ReportUnexplained,
  Time,
} from './report/report.ts'
export { redactReport } from './redact/report.ts'
export { redactEvent, redactFollowEvent } from './redact/events.ts'
export { Redactor } from './redact/redactor.ts'
export { formatJson, jsonText } from './report/json.ts'
export { reportLines, type ReportLine } from './report/ndjson/ndjson.ts'
export { OUTPUTS, type Output, type OutputName, type OutputOptions } from './report/outputs.ts'
export { formatHtml, type PageAssets } from './report/html/html.ts'
export { formatText } from './report/text/text.ts'
export type { Style, TextOptions } from './report/text/page.ts'
export { sanitize } from './report/sanitize.ts'
