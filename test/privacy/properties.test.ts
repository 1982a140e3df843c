// What holds of a redacted report, whatever the names of a cluster are.
import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildPage } from '../../scripts/build-page.mjs'
import { diagnose } from '../../src/diagnose.ts'
import type { PageAssets } from '../../src/report/html/html.ts'
import { OUTPUT_NAMES, OUTPUTS } from '../../src/report/outputs.ts'
import type { Report } from '../../src/report/report.ts'
import { redactReport } from '../../src/redact/report.ts'
import { Redactor } from '../../src/redact/redactor.ts'
import { builtinRules } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { hostileReport, everyRuleReport, PATIENCE } from '../report/reports.ts'
import { clusters, logOf, survivors, type Cluster } from './cluster.ts'

const RUNS = { numRuns: 8 }
let rules: readonly Rule[]
let page: PageAssets

beforeAll(async () => {
  rules = await builtinRules()
  page = await buildPage()
}, PATIENCE)

const reportOf = (cluster: Cluster): Promise<Report> =>
  diagnose(logOf(cluster), { rules, name: `/home/${cluster.user}/${cluster.nodes[0]}.log` })

describe('of any cluster', () => {
  test('no name and no address is left in any output', async () => {
    await fc.assert(
      fc.asyncProperty(clusters, async (cluster) => {
        const report = redactReport(await reportOf(cluster))
        expect(report.incidents.length).toBeGreaterThan(3)
        expect(report.unexplained).not.toEqual([])
        for (const name of OUTPUT_NAMES) {
          const text = OUTPUTS[name].format(report, { page, text: { verbose: true, width: 4000 } })
          expect({ name, left: survivors(text.replace(page.script, ''), cluster) }).toEqual({ name, left: [] })
        }
      }),
      RUNS,
    )
  })

  test('redacting again changes nothing, and what was the same and what was not still is', async () => {
    await fc.assert(
      fc.asyncProperty(clusters, async (cluster) => {
        const report = await reportOf(cluster)
        const redactor = new Redactor()
        const once = redactReport(report, redactor)
        expect(redactReport(once)).toEqual(once)
        expect(redactReport(report, redactor)).toEqual(once)
        expect(relations(once)).toEqual(relations(report))
      }),
      RUNS,
    )
  })
})

describe.each([
  ['every rule', everyRuleReport],
  ['strangers', hostileReport],
])('of the report of %s', (_name, make) => {
  const redactor = new Redactor()
  let report: Report
  let redacted: Report

  beforeAll(async () => {
    report = await make()
    redacted = redactReport(report, redactor)
  }, PATIENCE)

  test('redacting again changes nothing', () => {
    expect(redactReport(redacted)).toEqual(redacted)
  })

  test('the same things are the same, and different ones differ', () => {
    expect(relations(redacted)).toEqual(relations(report))
  })

  test('marks stand on the same words', () => {
    const words = (one: Report): string[] =>
      one.incidents.flatMap(({ timeline }) =>
        timeline.flatMap(({ evidence }) =>
          evidence.map(({ text, mark }) => text.slice(mark?.start ?? 0, mark?.end ?? 0)),
        ),
      )
    expect(words(redacted)).toEqual(words(report).map((text) => redactor.text(text)))
  })
})

test('what the built-in rules say stays as it is', () => {
  const redactor = new Redactor()
  const said = rules.flatMap(({ title, description, impact = '', falsePositives, references, remediation }) => [
    title,
    description,
    impact,
    ...falsePositives,
    ...references,
    ...remediation.flatMap((step) => [step.title, step.command ?? '', step.expect ?? '', step.risk ?? '']),
  ])
  expect(said.filter((text) => redactor.editsOfProse(text).length > 0)).toEqual([])
})

/** All of a report but its texts, with names as numbers: which are equal, and which are not. */
function relations(report: Report): unknown {
  const counter = (): ((name: string) => number) => {
    const numbers = new Map<string, number>()
    return (name) => {
      const known = numbers.get(name) ?? numbers.size
      numbers.set(name, known)
      return known
    }
  }
  // A node and a pod of one name are two things.
  const [ofNode, ofInput, ofSubject] = [counter(), counter(), counter()]
  const { incidents, fleet, nodes, inputs, unexplained, lines } = report
  return {
    lines,
    inputs: inputs.map(({ name, assumptions, ...rest }) => ({
      ...rest,
      name: ofInput(name),
      assumptions: assumptions.length,
    })),
    nodes: nodes.map(({ name, first, last }) => [ofNode(name), first, last]),
    fleet: fleet.map(({ firstNode, ...rest }) => ({ ...rest, firstNode: ofNode(firstNode) })),
    unexplained: unexplained.map(({ template: _template, example: _example, input, ...rest }) => ({
      ...rest,
      input: ofInput(input),
    })),
    incidents: incidents.map(({ id, node, level, status, start, end, cause, effects, timeline, histogram }) => ({
      id,
      node: ofNode(node),
      level,
      status,
      start,
      end,
      histogram,
      cause: [cause.rule, cause.count, cause.confidence, cause.subjects.map(ofSubject)],
      effects: effects.map(({ subjects, ...rest }) => ({ ...rest, subjects: subjects.map(ofSubject) })),
      timeline: timeline.map(({ summary: _summary, subjects, evidence, ...rest }) => ({
        ...rest,
        subjects: subjects.map(ofSubject),
        evidence: evidence.map(({ input, line }) => [ofInput(input), line]),
      })),
    })),
  }
}
