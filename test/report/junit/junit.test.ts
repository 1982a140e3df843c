import { beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { formatJunit } from '../../../src/report/junit/junit.ts'
import { element } from '../../../src/report/junit/xml.ts'
import type { Report } from '../../../src/report/report.ts'
import { testResults } from '../readers.ts'
import { allReports, ATTACKS, MAKERS, type ReportName, PATIENCE } from '../reports.ts'

let reports: Record<ReportName, Report>

beforeAll(async () => {
  reports = await allReports()
}, PATIENCE)

describe('the JUnit report', () => {
  test('has a suite a node, a failed case an incident, and a passed one where there is none', () => {
    const { total, passed, failed, suites } = testResults(formatJunit(reports.recovered))
    expect({ total, passed, failed }).toEqual({ total: 2, passed: 1, failed: 1 })
    expect(suites.map(({ name, cases }) => [name, cases.map(({ status }) => status)])).toEqual([
      ['node-a', ['FAIL']],
      ['node-b', ['PASS']],
    ])
  })

  test('has the answer and the proof in a failed case', () => {
    const [failed] = testResults(formatJunit(reports.sample)).suites.flatMap(({ cases }) => cases)
    expect(failed?.failure).toBe('inotify watches exhausted -> kubelet exited')
    expect(failed?.stack_trace).toContain('\ndo now: sudo sysctl -w fs.inotify.max_user_watches=1048576\n')
    expect(failed?.stack_trace).toContain('\nwatches-exhausted.log:6: Jun 02 15:39:04 node01 kubelet[563]: W0602')
  })

  test.each(Object.keys(MAKERS) as ReportName[])('"%s" counts its cases right', (name) => {
    const { total, failed, suites } = testResults(formatJunit(reports[name]))
    const cases = suites.flatMap((suite) => suite.cases)
    expect({ total, failed }).toEqual({
      total: cases.length,
      failed: cases.filter(({ status }) => status === 'FAIL').length,
    })
  })

  test('of strangers has no element of theirs', () => {
    const xml = formatJunit(reports.hostile)
    const names = new Set([...xml.matchAll(/<\/?(?<name>[^\s>/?]*)/g)].map(({ groups }) => groups?.['name']))
    expect(names).toEqual(new Set(['', 'failure', 'properties', 'property', 'testcase', 'testsuite', 'testsuites']))
    expect(xml).not.toContain('<![CDATA[')
    const traces = testResults(xml).suites.flatMap(({ cases }) => cases.map((one) => one.stack_trace))
    for (const attack of ATTACKS.filter((text) => /[<&"]/.test(text) && !/[&;#]/.test(text)))
      expect(traces.some((trace) => trace.includes(attack))).toBe(true)
  })
})

test('an element holds any text as text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const xml = String(element('a', { b: text }, [text]))
      expect(xml.match(/[<>]/g)).toHaveLength(text === '' ? 2 : 4)
      // What XML 1.0 cannot hold.
      // oxlint-disable-next-line no-control-regex -- that is what is looked for
      expect(xml).not.toMatch(/[\0-\x08\x0b-\x1f\ufffe\uffff\p{Cs}]/u)
    }),
  )
})
