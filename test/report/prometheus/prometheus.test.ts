import { beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { formatPrometheus } from '../../../src/report/prometheus/prometheus.ts'
import type { Report } from '../../../src/report/report.ts'
import { samples } from '../readers.ts'
import { allReports, MAKERS, type ReportName, PATIENCE } from '../reports.ts'

let reports: Record<ReportName, Report>

beforeAll(async () => {
  reports = await allReports()
}, PATIENCE)

const hasPromtool = spawnSync('promtool', ['--version']).status === 0

describe('the metrics', () => {
  test('of an incident', () => {
    const found = samples(formatPrometheus(reports.recovered)).filter(({ value }) => value !== 0)
    const id = reports.recovered.incidents[0]?.id
    expect(found).toEqual([
      { name: 'kubelog_incidents', labels: { node: 'node-a', level: 'critical', status: 'recovered' }, value: 1 },
      {
        name: 'kubelog_incident_events',
        labels: {
          node: 'node-a',
          incident: id,
          rule: 'disk-full',
          level: 'critical',
          status: 'recovered',
          confidence: 'high',
        },
        value: 1,
      },
      {
        name: 'kubelog_incident_start_timestamp_seconds',
        labels: { node: 'node-a', incident: id, rule: 'disk-full' },
        value: 1717329600,
      },
      {
        name: 'kubelog_incident_end_timestamp_seconds',
        labels: { node: 'node-a', incident: id, rule: 'disk-full' },
        value: 1717329600,
      },
      { name: 'kubelog_log_last_timestamp_seconds', labels: { node: 'node-a' }, value: 1717329630 },
      { name: 'kubelog_log_last_timestamp_seconds', labels: { node: 'node-b' }, value: 1717329600 },
      { name: 'kubelog_lines', labels: { state: 'explained' }, value: 1 },
      { name: 'kubelog_lines', labels: { state: 'context' }, value: 2 },
    ])
  })

  test('are zero where nothing is wrong, so that an alert ends', () => {
    const counts = samples(formatPrometheus(reports.healthy)).filter(({ name }) => name === 'kubelog_incidents')
    expect(counts).toHaveLength(4 * 3)
    expect(new Set(counts.map(({ value }) => value))).toEqual(new Set([0]))
  })

  test('have effects with the incident that they are of', () => {
    const effects = samples(formatPrometheus(reports.sample)).filter(
      ({ name }) => name === 'kubelog_incident_effect_events',
    )
    expect(effects.map(({ labels: { incident, rule }, value }) => [incident, rule, value])).toEqual([
      [reports.sample.incidents[0]?.id, 'cadvisor-start-failed', 1],
      [reports.sample.incidents[0]?.id, 'kubelet-exited', 1],
    ])
  })

  test('are ours alone, whatever a node is called', () => {
    const text = formatPrometheus(reports.hostile)
    expect(text.split('\n').filter((line) => !/^(?:# (?:HELP|TYPE) )?kubelog_|^$/.test(line))).toEqual([])
    expect(text).toContain('node="<i>\\"n`]|\\\\"')
    expect(samples(text).filter(({ name }) => name.includes('evil'))).toEqual([])
  })

  test.each(Object.keys(MAKERS) as ReportName[])('of the report "%s" have each series once', (name) => {
    const series = samples(formatPrometheus(reports[name])).map(({ name, labels }) => JSON.stringify([name, labels]))
    expect(new Set(series).size).toBe(series.length)
  })

  const whenThere = hasPromtool ? test : test.skip
  whenThere.each(Object.keys(MAKERS) as ReportName[])('of the report "%s" are fine with promtool', (name) => {
    const input = formatPrometheus(reports[name])
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' })
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' })
  })
})
