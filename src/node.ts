/**
 * What needs Node: rule files, log files, and streams.
 *
 * @module
 */
export { builtinRules, loadRules, readRuleFiles } from './rules/load.ts'
export { loadPage } from './report/load-page.ts'
export { decodeRule, type Decoded, type RuleFile } from './rules/decode.ts'
export { checkRules } from './check/check.ts'
export { re2Regex } from './match/re2.ts'
export { DiagnosisTransform } from './stream/node.ts'
export { readLines } from './input/lines.ts'
export { openLogs, type OpenOptions } from './input/open-logs.ts'
export type { Log } from './input/expand.ts'
export type { Limits } from './input/limits.ts'
export { findInputs, type FoundInputs, type Input, type InputProblem } from './input/find.ts'
export type { JournalFilter } from './input/journalctl.ts'
export { formatRuleError, RulePackError, type RuleError, type RuleErrorCode } from './errors.ts'
