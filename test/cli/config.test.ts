import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../src/report/report.ts'
import { folderWith, WATCHES_EXHAUSTED } from './fixtures.ts'
import { run } from './run.ts'

let folder: string

beforeAll(async () => {
  folder = await folderWith({
    'accepted.yaml': 'suppress:\n  - rule: inotify-watches-exhausted\n    reason: raised with the next image, ops\n',
    'wrong.yaml': 'disable:\n  - disk-ful\nlevels: 3\n',
  })
})

afterAll(() => rm(folder, { recursive: true }))

describe('--config', () => {
  test('suppresses what a site accepts, and the report says so', async () => {
    const given = { stdin: WATCHES_EXHAUSTED }
    const { code, stdout } = await run(['--config', join(folder, 'accepted.yaml'), '--output', 'json'], given)
    const { incidents, suppressed } = JSON.parse(stdout) as Report
    expect(code).toBe(0)
    expect(incidents).toEqual([])
    expect(suppressed).toEqual([{ reason: 'inotify-watches-exhausted: raised with the next image, ops', count: 5 }])
  })

  test('that is wrong is told with line and column, and nothing is diagnosed', async () => {
    const file = join(folder, 'wrong.yaml')
    const { code, stdout, stderr } = await run(['--config', file], { stdin: WATCHES_EXHAUSTED })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`${file}:3:9: SCHEMA: \`levels\` must be`)
  })

  test('that is not there is told in one line', async () => {
    const { code, stderr } = await run(['--config', join(folder, 'none.yaml')], { stdin: WATCHES_EXHAUSTED })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^kubelog-diagnose: --config: \S+none\.yaml: no such file or folder\n$/)
  })
})
