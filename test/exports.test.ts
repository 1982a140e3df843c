// The public names. One more is a promise, one less breaks somebody: both are decisions, and this list shows them in review.
import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import * as core from '../src/index.ts'
import * as node from '../src/node.ts'

describe('the core', () => {
  test('exports these values', () => {
    expect(Object.keys(core).sort()).toEqual([
      'Clock',
      'Correlator',
      'Dating',
      'Diagnosis',
      'DiagnosisStream',
      'FORMATS',
      'Follower',
      'JournalParser',
      'KlogParser',
      'LineLimiter',
      'LiveDiagnosis',
      'LogRecord',
      'MAX_LINE',
      'Matcher',
      'OUTPUTS',
      'Redactor',
      'Session',
      'Suppressor',
      'UNDATED',
      'configureRules',
      'diagnose',
      'diagnoseEvents',
      'follow',
      'formatFollowEvent',
      'formatHtml',
      'formatJson',
      'formatText',
      'jsonText',
      'readHeader',
      'readStructured',
      'redactEvent',
      'redactFollowEvent',
      'redactReport',
      'reportLines',
      'sanitize',
      'splitLines',
      'toIncidents',
      'toIso',
      'toReport',
      'withRules',
    ])
  })

  test('exports these types', () => {
    expect(typesOf('index.ts')).toEqual([
      'Alternative',
      'Category',
      'ClockOptions',
      'CloseReason',
      'Conditions',
      'Confidence',
      'Config',
      'CorrelatorState',
      'DiagnoseOptions',
      'DiagnosisEvent',
      'Effect',
      'EventOptions',
      'Explanation',
      'Fact',
      'FollowChange',
      'FollowEvent',
      'FollowOptions',
      'Format',
      'GoneEvent',
      'Header',
      'Incident',
      'IncidentEvent',
      'Instant',
      'JournalEntry',
      'JournalOptions',
      'JournalSink',
      'KeyValue',
      'Level',
      'LineCounts',
      'LogSource',
      'Mark',
      'Marker',
      'Match',
      'MatchSample',
      'MatcherOptions',
      'NearMiss',
      'NoMatchSample',
      'Observation',
      'Obstacle',
      'Order',
      'Origin',
      'Output',
      'OutputName',
      'OutputOptions',
      'PageAssets',
      'Persistence',
      'Position',
      'ReadOptions',
      'RecordEvent',
      'RecordKind',
      'RecordMatch',
      'Recovery',
      'Regex',
      'RegexCompiler',
      'RemediationStep',
      'Report',
      'ReportEvent',
      'ReportEvidence',
      'ReportFleetRow',
      'ReportHistogram',
      'ReportHostCheck',
      'ReportIncident',
      'ReportInput',
      'ReportLine',
      'ReportMark',
      'ReportNode',
      'ReportUnexplained',
      'Role',
      'Rule',
      'Run',
      'Sample',
      'SessionOptions',
      'Severity',
      'Signature',
      'Source',
      'SourceOptions',
      'Span',
      'Stamp',
      'Status',
      'Structured',
      'Style',
      'Suppression',
      'TextOptions',
      'Time',
      'TimelineEvent',
      'WebSource',
    ])
  })
})

describe('the part for Node', () => {
  test('exports these values', () => {
    expect(Object.keys(node).sort()).toEqual([
      'DiagnosisTransform',
      'RulePackError',
      'builtinRules',
      'checkRules',
      'decodeRule',
      'findInputs',
      'formatRuleError',
      'loadPage',
      'loadRules',
      'openLogs',
      're2Regex',
      'readLines',
      'readRuleFiles',
    ])
  })

  test('exports these types', () => {
    expect(typesOf('node.ts')).toEqual([
      'Decoded',
      'FoundInputs',
      'Input',
      'InputProblem',
      'JournalFilter',
      'Limits',
      'Log',
      'OpenOptions',
      'RuleError',
      'RuleErrorCode',
      'RuleFile',
    ])
  })
})

/** Types are gone when the program runs: they are read from the text, which is a list of re-exports. */
function typesOf(file: string): string[] {
  const text = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^export (?<type>type )?\{(?<names>[^}]*)\} from/gm)]
    .flatMap(({ groups = {} }) => {
      const names = (groups['names'] ?? '').split(',').map((name) => name.trim())
      return groups['type'] === undefined ? names.filter((name) => name.startsWith('type ')) : names
    })
    .map((name) => name.replace(/^type /, ''))
    .filter((name) => name !== '')
    .sort()
}
