// docs/outputs.md names every output, and every field that the outputs have of their own.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { OUTPUT_NAMES, OUTPUTS } from '../../src/report/outputs.ts'
import type { Report } from '../../src/report/report.ts'
import { samples } from './readers.ts'
import { PATIENCE, sampleReport } from './reports.ts'

const docs = readFileSync(new URL('../../docs/outputs.md', import.meta.url), 'utf8')
const section = (name: string): string => docs.split(/^## /m).find((text) => text.startsWith(`${name}\n`)) ?? ''
const words = (text: string): string[] => [
  ...new Set([...text.matchAll(/`(?<word>[\w.]+)`/g)].map(({ groups }) => groups?.['word'] ?? '')),
]

let report: Report

beforeAll(async () => {
  report = await sampleReport()
}, PATIENCE)

describe('the page on outputs', () => {
  test('has a section on every output, and on no other', () => {
    const named = [...docs.matchAll(/^\| \[`(?<name>\w+)`\]/gm)].map(({ groups }) => groups?.['name'])
    expect(new Set(named)).toEqual(new Set(OUTPUT_NAMES))
    for (const name of OUTPUT_NAMES.filter((name) => name !== 'json')) expect(section(name)).not.toBe('')
  })

  test('describes every metric with its labels', () => {
    const rows = new Map(
      section('prometheus')
        .split('\n')
        .filter((line) => line.startsWith('| `'))
        .map((line) => line.split(' | '))
        .map(([name = '', labels = '']) => [words(name)[0], words(labels).sort()]),
    )
    const found = samples(OUTPUTS.prometheus.format(report, {}))
    expect(new Set(rows.keys())).toEqual(new Set(found.map(({ name }) => name)))
    for (const { name, labels } of found) expect(rows.get(name)).toEqual(Object.keys(labels).sort())
  })

  test('describes every attribute of log records', () => {
    const keys = [...OUTPUTS.otlp.format(report, {}).matchAll(/"key":"(?<key>[^"]+)"/g)].map(
      ({ groups }) => groups?.['key'] ?? '',
    )
    expect([...new Set(keys)].filter((key) => !words(section('otlp')).includes(key))).toEqual([])
  })

  test('describes every kind of line', () => {
    const types = OUTPUTS.ndjson
      .format({ ...report, suppressed: [{ reason: 'known', count: 1 }] }, {})
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
    for (const type of new Set(types)) expect(section('ndjson')).toContain(`| \`${type}\` |`)
  })
})
