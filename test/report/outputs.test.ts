// What holds of every output: all say the same as the JSON report, and text of strangers stays text.
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildPage } from '../../scripts/build-page.mjs'
import { headline } from '../../src/report/answer.ts'
import type { PageAssets } from '../../src/report/html/html.ts'
import { formatJson } from '../../src/report/json.ts'
import { OUTPUT_NAMES, OUTPUTS, type OutputName } from '../../src/report/outputs.ts'
import type { Report } from '../../src/report/report.ts'
import type { SarifLog } from '../../src/report/sarif/sarif.ts'
import { sanitizeLine } from '../../src/report/sanitize.ts'
import { samples, testResults } from './readers.ts'
import { allReports, ATTACKS, MAKERS, type ReportName, PATIENCE } from './reports.ts'
import { factsOf, TELLERS, type Told } from './told.ts'

let reports: Record<ReportName, Report>
let page: PageAssets

beforeAll(async () => {
  reports = await allReports()
  page = await buildPage()
}, PATIENCE)

const REPORTS = Object.keys(MAKERS) as ReportName[] // its own keys

const said = (text: string): string => sanitizeLine(text.replace(/\s+/g, ' '))

/** What cannot be seen, as it is and as an escape: outputs differ in which they have. */
const UNSEEN = /\\x[\da-f]{2}|\\u(?:[\da-f]{4}|\{[\da-f]+\})|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s\ufffd-\uffff]/giu
const visible = (value: unknown): unknown =>
  typeof value === 'string' ? value.replace(UNSEEN, ' ').replace(/ +/g, ' ').trim() : value

/** The facts that an output tells, in an order that does not depend on that of the incidents. */
const sorted = (told: readonly Told[], tells: readonly (keyof Told)[]): string[] =>
  told.map((one) => JSON.stringify(tells.map((fact) => [fact, visible(one[fact])]))).sort()

describe.each(REPORTS)('of the report "%s"', (name) => {
  test.each(TELLERS)('$output tells of the incidents of the JSON report: $tells', ({ output, tells, read }) => {
    const { incidents } = JSON.parse(formatJson(reports[name])) as Report
    const told = read(OUTPUTS[output].format(reports[name], { page }))
    expect(sorted(told, tells)).toEqual(sorted(incidents.map(factsOf), tells))
  })

  test('the totals of all outputs are those of the JSON report', () => {
    const { incidents, lines, unexplained, inputs, nodes } = JSON.parse(formatJson(reports[name])) as Report
    const text = (output: OutputName): string => OUTPUTS[output].format(reports[name], { page })
    const { total: _total, ...states } = lines
    const metrics = samples(text('prometheus'))
    const of = (wanted: string): typeof metrics => metrics.filter((metric) => metric.name === wanted)
    expect(Object.fromEntries(of('kubelog_lines').map(({ labels, value }) => [labels['state'], value]))).toEqual(states)
    expect(of('kubelog_unexplained_shapes').map(({ value }) => value)).toEqual([unexplained.length])
    const counts = of('kubelog_incidents')
    expect(counts.reduce((sum, { value }) => sum + value, 0)).toBe(incidents.length)
    for (const { labels, value } of counts)
      expect(value).toBe(
        incidents.filter(
          ({ node, level, status }) =>
            visible(node) === visible(labels['node']) && level === labels['level'] && status === labels['status'],
        ).length,
      )
    const [run] = (JSON.parse(text('sarif')) as SarifLog).runs
    expect(run?.artifacts.map(({ length }) => length)).toEqual(inputs.map(({ bytes }) => bytes))
    const { failed, suites } = testResults(text('junit'))
    expect([failed, suites.length]).toEqual([
      incidents.length,
      new Set([...nodes.map(({ name }) => name), ...incidents.map(({ node }) => node)]).size,
    ])
  })

  test('npd tells of the worst incident that is not over', () => {
    const present = reports[name].incidents.filter(({ status }) => status !== 'recovered')
    const line = OUTPUTS.npd.format(reports[name], { page })
    expect(line.startsWith(present[0] === undefined ? '' : headline(present[0], '->'))).toBe(true)
    expect(line.includes(` (${present[0]?.level})`)).toBe(present.length > 0)
  })
})

describe('the table of outputs', () => {
  test('has no machine-readable output that is not compared with JSON', () => {
    const compared = ['text', 'npd', ...TELLERS.map(({ output }) => output)] // for people; of the worst incident, above
    expect(compared.sort()).toEqual([...OUTPUT_NAMES].sort())
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

  test.each(ATTACKS)('%j is there, whole', (attack) => {
    const { incidents } = reports.hostile
    const subjects = incidents.flatMap(({ cause, effects }) => [cause, ...effects].flatMap((one) => one.subjects))
    const names = [...subjects, ...incidents.map(({ node }) => node)]
    expect(names.map(said)).toContain(said(attack))
    expect(reports.hostile.inputs.map(({ name }) => name)).toContain(`logs/${attack}`)
  })

  test('as npd is one line of ASCII', () => {
    expect(OUTPUTS.npd.format(reports.hostile, { page })).toMatch(/^[ -~]+\n$/)
  })
})
