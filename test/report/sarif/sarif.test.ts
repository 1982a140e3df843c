import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Log } from 'sarif'
import type { Report } from '../../../src/report/report.ts'
import { message, uri } from '../../../src/report/sarif/parts.ts'
import { toSarif } from '../../../src/report/sarif/sarif.ts'
import { allReports, MAKERS, type ReportName, PATIENCE } from '../reports.ts'

let reports: Record<ReportName, Report>

beforeAll(async () => {
  reports = await allReports()
}, PATIENCE)

/** That this compiles shows that the log is SARIF: the types are made of its schema. */
const logOf = (report: Report): Log => toSarif(report, { version: '1.2.3' })

describe('the SARIF log', () => {
  test('has the cause as a result at its line, and the effects beside it', () => {
    const [result] = logOf(reports.sample).runs[0]?.results ?? []
    expect(result).toMatchObject({ ruleId: 'inotify-watches-exhausted', ruleIndex: 0, level: 'error' })
    expect(result?.message.text).toMatch(/^inotify watches exhausted -> kubelet exited on node01: none left for/)
    const places = [...(result?.locations ?? []), ...(result?.relatedLocations ?? [])].map(({ physicalLocation }) => [
      physicalLocation?.artifactLocation?.uri,
      physicalLocation?.region?.startLine,
    ])
    expect(places).toEqual([
      ['watches-exhausted.log', 6],
      ['restart-failed.log', 6],
      ['restart-failed.log', 4],
      ['restart-failed.log', 3],
    ])
  })

  test('has the timeline as a code flow', () => {
    const [result] = logOf(reports.sample).runs[0]?.results ?? []
    const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? []
    expect(steps.map(({ executionTimeUtc }) => executionTimeUtc)).toEqual(
      reports.sample.incidents[0]?.timeline.map(({ time }) => time),
    )
    expect(steps.at(-1)?.location?.message?.text).toBe('kubelet exited: kubelet.service ended, exit status 1/FAILURE')
  })

  test.each(Object.keys(MAKERS) as ReportName[])('of the report "%s" points only to what is there', (name) => {
    const [run] = logOf(reports[name]).runs
    const rules = run?.tool.driver.rules ?? []
    for (const { ruleId, ruleIndex = -1 } of run?.results ?? []) expect(rules[ruleIndex]?.id).toBe(ruleId)
    const files = new Set((run?.artifacts ?? []).map(({ location }) => location?.uri))
    const used = (run?.results ?? []).flatMap(({ locations = [] }) =>
      locations.map(({ physicalLocation }) => physicalLocation?.artifactLocation?.uri),
    )
    if (name !== 'hostile') expect(used.filter((file) => !files.has(file))).toEqual([])
    for (const file of [...files, ...used]) expect(() => new URL(file ?? '?', 'file:///logs/')).not.toThrow()
  })

  test('names the program', () => {
    expect(logOf(reports.empty).runs[0]?.tool.driver).toMatchObject({
      name: 'kubelog-diagnose',
      version: '1.2.3',
      rules: [],
    })
  })
})

describe('texts', () => {
  test.each([
    ['[click](https://evil.example)', '\\[click\\](https://evil.example)'],
    ['{0} of {a}', '{{0}} of {{a}}'],
    ['a\\[b]', 'a\\\\\\[b\\]'],
    ['two\nlines\u001b', 'two lines\\\\x1b'],
  ])('%j makes no link and no placeholder', (text, safe) => {
    expect(message(text).text).toBe(safe)
  })

  test.each([
    ['kubelet.log', 'kubelet.log'],
    ['logs/a b#1?.log', 'logs/a%20b%231%3F.log'],
    ['/var/log/kubelet.log', 'file:///var/log/kubelet.log'],
    ['javascript:alert(1)', 'javascript%3Aalert(1)'],
    ['<b>"a".log', '%3Cb%3E%22a%22.log'],
    ['\ud800', '%EF%BF%BD'],
  ])('the name %j is the reference %j', (name, reference) => {
    expect(uri(name)).toBe(reference)
  })
})
