import { beforeAll, describe, expect, test } from '@jest/globals'
import { formatOtlp } from '../../../src/report/otlp/otlp.ts'
import type { Report } from '../../../src/report/report.ts'
import { throughOtlp } from '../readers.ts'
import { allReports, MAKERS, type ReportName, PATIENCE } from '../reports.ts'

let reports: Record<ReportName, Report>

beforeAll(async () => {
  reports = await allReports()
}, PATIENCE)

/** The definitions at hand are older than the field `eventName`. */
const withoutNames = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === 'eventName' ? undefined : value))

describe('the log records', () => {
  test.each(
    (Object.keys(MAKERS) as ReportName[]).filter(
      (name) => name !== 'empty' && name !== 'healthy' && name !== 'hostile',
    ),
  )('of the report "%s" come through protobuf as they went in', (name) => {
    const text = formatOtlp(reports[name])
    expect(throughOtlp(text)).toEqual(withoutNames(text))
  })

  test('are one an incident and one for each event, in the time of the log', () => {
    const [resource] = throughOtlp(formatOtlp(reports.sample)).resourceLogs ?? []
    const records = resource?.scopeLogs[0]?.logRecords ?? []
    const [incident] = reports.sample.incidents
    expect(records).toHaveLength(1 + (incident?.timeline.length ?? 0))
    expect(records[0]).toMatchObject({
      timeUnixNano: '1717342744168847000',
      severityNumber: 21,
      severityText: 'critical',
      body: { stringValue: 'inotify watches exhausted -> kubelet exited' },
    })
    expect(records.at(-1)?.attributes).toContainEqual({ key: 'kubelog.rule', value: { stringValue: 'kubelet-exited' } })
    expect(records.at(-1)?.attributes).toContainEqual({ key: 'log.file.line', value: { intValue: '3' } })
  })

  test('have their node as the resource', () => {
    const nodes = (throughOtlp(formatOtlp(reports.hostile)).resourceLogs ?? []).map(({ resource }) =>
      resource.attributes.find(({ key }) => key === 'k8s.node.name'),
    )
    // UTF-8 has no halves of pairs.
    const whole = (name: string): string => name.replace(/[\p{Cs}\ufffd]+/gu, '?')
    expect(new Set(nodes.map((node) => whole(node?.value.stringValue ?? '')))).toEqual(
      new Set(reports.hostile.incidents.map(({ node }) => whole(node))),
    )
  })

  test.each<ReportName>(['healthy', 'empty'])('of the report "%s" are none', (name) => {
    expect(JSON.parse(formatOtlp(reports[name]))).toEqual({ resourceLogs: [] })
  })
})
