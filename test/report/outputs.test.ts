// What holds of every output: all say the same as the JSON report, and text of strangers stays text.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildPage } from '../../scripts/build-page.mjs'
import { headline } from '../../src/report/answer.ts'
import type { PageAssets } from '../../src/report/html/html.ts'
import { formatJson } from '../../src/report/json.ts'
import { OUTPUT_NAMES, OUTPUTS, type OutputName } from '../../src/report/outputs.ts'
import type { Report, ReportIncident } from '../../src/report/report.ts'
import type { SarifLog } from '../../src/report/sarif/sarif.ts'
import { sanitizeLine } from '../../src/report/sanitize.ts'
import { headings, samples, testResults, throughOtlp } from './readers.ts'
import { allReports, ATTACKS, MAKERS, type ReportName, PATIENCE } from './reports.ts'

let reports: Record<ReportName, Report>
let page: PageAssets

beforeAll(async () => {
  reports = await allReports()
  page = await buildPage()
}, PATIENCE)

const REPORTS = Object.keys(MAKERS) as ReportName[] // its own keys

/** What an output tells of an incident; more outputs tell of more. */
type Told = Partial<Record<'id' | 'rule' | 'level' | 'status' | 'node' | 'headline' | 'count', string>>
type Reader = (text: string) => Told[]

const said = (text: string): string => sanitizeLine(text.replace(/\s+/g, ' '))

const whole = ({ id, node, level, status, cause }: ReportIncident): Told => ({
  id,
  node,
  level,
  status,
  rule: cause.rule,
  count: String(cause.count),
})

const READERS: readonly [OutputName, Reader, (incident: ReportIncident) => Told][] = [
  [
    'ndjson',
    (text) =>
      objects(text)
        .filter(({ type }) => type === 'incident')
        .map((line) => whole(line as unknown as ReportIncident)),
    whole,
  ],
  [
    'html',
    (text) =>
      (JSON.parse(/id="report">(?<data>[^<]*)</.exec(text)?.groups?.['data'] ?? '') as Report).incidents.map(whole),
    whole,
  ],
  [
    'markdown',
    (text) => headings(text).flatMap((title) => (title === 'Unexplained' ? [] : [{ headline: title }])),
    (incident) => ({ headline: headline(incident, '→') }),
  ],
  [
    'sarif',
    (text) =>
      (JSON.parse(text) as SarifLog).runs.flatMap(({ results }) =>
        results.map(({ ruleId, partialFingerprints, properties: { level, status, node, count } }) => ({
          id: partialFingerprints['kubelogIncident/v1'] ?? '',
          rule: ruleId,
          level: String(level),
          status: String(status),
          node: String(node),
          count: String(count),
        })),
      ),
    whole,
  ],
  [
    'junit',
    (text) =>
      testResults(text).suites.flatMap(({ cases }) =>
        cases
          .filter(({ status }) => status === 'FAIL')
          .map(({ name, failure }) => ({ id: /\((\w+)\)$/.exec(name)?.[1] ?? '', headline: failure })),
      ),
    (incident) => ({ id: incident.id, headline: headline(incident, '->') }),
  ],
  [
    'prometheus',
    (text) =>
      samples(text)
        .filter(({ name }) => name === 'kubelog_incident_events')
        .map(({ labels: { incident = '', rule = '', level = '', status = '' }, value }) => ({
          id: incident,
          rule,
          level,
          status,
          count: String(value),
        })),
    ({ id, level, status, cause }) => ({ id, level, status, rule: cause.rule, count: String(cause.count) }),
  ],
  [
    'otlp',
    (text) =>
      (throughOtlp(text).resourceLogs ?? []).flatMap(({ scopeLogs }) =>
        scopeLogs.flatMap(({ logRecords }) =>
          logRecords
            .map(({ attributes }) => new Map(attributes.map(({ key, value }) => [key, value])))
            .filter((known) => known.has('kubelog.incident.status'))
            .map((known) => ({
              id: known.get('kubelog.incident.id')?.stringValue ?? '',
              rule: known.get('kubelog.rule')?.stringValue ?? '',
              level: known.get('kubelog.incident.level')?.stringValue ?? '',
              status: known.get('kubelog.incident.status')?.stringValue ?? '',
              count: known.get('kubelog.count')?.intValue ?? '',
            })),
        ),
      ),
    ({ id, level, status, cause }) => ({ id, level, status, rule: cause.rule, count: String(cause.count) }),
  ],
]

const sorted = (told: readonly Told[]): string[] =>
  told.map((one) => JSON.stringify(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))).sort()

describe.each(REPORTS)('of the report "%s"', (name) => {
  test.each(READERS)('%s tells of the incidents of the JSON report', (output, read, expected) => {
    const { incidents } = JSON.parse(formatJson(reports[name])) as Report
    expect(sorted(read(OUTPUTS[output].format(reports[name], { page })))).toEqual(sorted(incidents.map(expected)))
  })

  test('npd tells of the worst incident that is not over', () => {
    const present = reports[name].incidents.filter(({ status }) => status !== 'recovered')
    const line = OUTPUTS.npd.format(reports[name], { page })
    expect(line.startsWith(present[0] === undefined ? '' : headline(present[0], '->'))).toBe(true)
    expect(line.includes(` (${present[0]?.level})`)).toBe(present.length > 0)
  })
})

describe('the table of outputs', () => {
  test.each(OUTPUT_NAMES.filter((name) => name !== 'text' && name !== 'npd'))('%s is compared with JSON', (name) => {
    expect(['json', ...READERS.map(([output]) => output)]).toContain(name)
  })

  test.each(OUTPUT_NAMES)('%s ends every report with one line break', (name) => {
    for (const report of Object.values(reports)) expect(OUTPUTS[name].format(report, { page })).toMatch(/[^\n]\n$/)
  })
})

test.each(REPORTS)('JSON in pieces is the same JSON: %s', (name) => {
  const report = reports[name]
  expect([...(OUTPUTS.json.pieces?.(report) ?? [])].join('')).toBe(formatJson(report))
  const odd = { ...report, unexplained: [], hint: undefined, nodes: [{}, null, [1, { a: [] }]] } as object as Report
  expect([...(OUTPUTS.json.pieces?.(odd) ?? [])].join('')).toBe(formatJson(odd))
})

describe('text of strangers', () => {
  // Control characters but LF, and what changes the direction of text or hides in it. JSON has them as escapes.
  const ACTING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

  test.each(OUTPUT_NAMES)('as %s has no acting character', (name) => {
    const text = OUTPUTS[name].format(reports.hostile, { page })
    // The script of the page replaces TABs.
    expect(ACTING.exec(text.replace(page.script, '').replaceAll('\n', ''))).toBeNull()
  })

  test.each(ATTACKS)('%j is an incident or a subject, whole', (attack) => {
    const subjects = reports.hostile.incidents
      .flatMap(({ cause, effects }) => [cause, ...effects])
      .flatMap((one) => one.subjects)
    expect(subjects.map(said)).toContain(said(attack.trimEnd()))
  })

  test('as npd is one line of ASCII', () => {
    expect(OUTPUTS.npd.format(reports.hostile, { page })).toMatch(/^[ -~]+\n$/)
  })
})

function objects(text: string): Record<string, unknown>[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
