// A report -> SARIF 2.1.0, which editors and code hosts show as results at lines of files: here the lines of the logs. The
// timeline is the code flow of a result, so that a viewer steps through the story line by line.
import { effectOf, headline, proof, since } from '../answer.ts'
import { jsonText } from '../json.ts'
import type { Report, ReportEvent, ReportIncident } from '../report.ts'
import { location, message, uri, type SarifLocation, type SarifMessage } from './parts.ts'
import { sarifLevel, toRules, type SarifRule } from './rules.ts'

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

export interface SarifOptions {
  /** The version of the program, where it is known. */
  readonly version?: string
}

/** Formats a report as a SARIF log. */
export function formatSarif(report: Report, options: SarifOptions = {}): string {
  return jsonText(toSarif(report, options), 2)
}

/** The SARIF log as a value. */
export function toSarif(report: Report, { version }: SarifOptions = {}): SarifLog {
  const rules = toRules(report)
  const driver = {
    name: 'kubelog-diagnose',
    informationUri: 'https://www.npmjs.com/package/kubelog-diagnose',
    ...(version !== undefined && { version }),
    rules,
  }
  const results = report.incidents.map((incident) => toResult(incident, rules))
  const artifacts = report.inputs.map(({ name, bytes }) => ({ location: { uri: uri(name) }, length: bytes }))
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', artifacts, results }],
  }
}

export interface SarifLog {
  readonly $schema: string
  readonly version: '2.1.0'
  readonly runs: {
    readonly tool: {
      readonly driver: { readonly name: string; readonly version?: string; readonly rules: SarifRule[] }
    }
    readonly columnKind: 'utf16CodeUnits'
    readonly artifacts: { readonly location: { readonly uri: string }; readonly length: number }[]
    readonly results: SarifResult[]
  }[]
}

interface SarifStep {
  readonly location: SarifLocation & { readonly message: SarifMessage }
  readonly executionTimeUtc?: string
}

export interface SarifResult {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: SarifRule['defaultConfiguration']['level']
  readonly message: SarifMessage
  readonly locations: SarifLocation[]
  readonly relatedLocations: (SarifLocation & { readonly id: number })[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly codeFlows: { readonly threadFlows: { readonly locations: SarifStep[] }[] }[]
  readonly properties: Readonly<Record<string, unknown>>
}

function toResult(incident: ReportIncident, rules: readonly SarifRule[]): SarifResult {
  const { id, node, level, status, start, end, cause, effects, timeline } = incident
  const [first, ...others] = proof(incident)
  const text = `${headline(incident, '->')} on ${node}: ${cause.summary}. Since ${since(incident)}. ${effectOf(incident)}`
  return {
    ruleId: cause.rule,
    ruleIndex: rules.findIndex((rule) => rule.id === cause.rule),
    level: sarifLevel(level),
    message: message(text),
    locations: first === undefined ? [] : [location(first)],
    relatedLocations: others.map((evidence, index) => ({ id: index + 1, ...location(evidence) })),
    partialFingerprints: { 'kubelogIncident/v1': id },
    codeFlows: [{ threadFlows: [{ locations: timeline.flatMap(step) }] }],
    properties: {
      node,
      level,
      status,
      start,
      end,
      count: cause.count,
      confidence: cause.confidence,
      effects: effects.map(({ rule }) => rule),
    },
  }
}

function step({ title, summary, time, evidence }: ReportEvent): SarifStep[] {
  return evidence.slice(0, 1).map((line) => ({
    location: { ...location(line), message: message(summary === title ? title : `${title}: ${summary}`) },
    ...(time !== null && { executionTimeUtc: time }),
  }))
}
