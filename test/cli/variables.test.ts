import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { commandLine } from '../../src/cli/define.ts'
import { variables } from '../../src/cli/surroundings.ts'
import type { Report } from '../../src/report/report.ts'
import { FLUX, folderWith, HEALTHY, rule, WATCHES_EXHAUSTED } from './fixtures.ts'
import { ioOf, run } from './run.ts'

// Without journald's prefix, which names the node.
const BARE = WATCHES_EXHAUSTED.replace(/^.*kubelet\[\d+\]: /gm, '')
let folder: string

beforeAll(async () => {
  folder = await folderWith({
    'rules/hardware/flux-overheated.yaml': rule(),
    'quiet.yaml': 'disable: [inotify-watches-exhausted]\n',
  })
})

afterAll(() => rm(folder, { recursive: true }))

const jsonOf = async (env: Record<string, string>, stdin: string, ...argv: string[]): Promise<Report> =>
  JSON.parse((await run(['-o', 'json', ...argv], { env, stdin })).stdout) as Report

describe('a variable stands for', () => {
  test('--output', async () => {
    const { stdout } = await run([], { env: { KUBELOG_DIAGNOSE_OUTPUT: 'ndjson' }, stdin: WATCHES_EXHAUSTED })
    expect(stdout).toMatch(/^\{/)
  })

  test('--node', async () => {
    const { incidents } = await jsonOf({ KUBELOG_DIAGNOSE_NODE: 'node-7' }, BARE)
    expect(incidents.map(({ node }) => node)).toEqual(['node-7'])
  })

  test('--timezone, of the commands that have it', async () => {
    const env = { KUBELOG_DIAGNOSE_TIMEZONE: 'Asia/Kolkata' }
    expect((await jsonOf(env, WATCHES_EXHAUSTED)).incidents[0]?.start).toMatch(/T10:09:00/)
    expect((await run(['explain'], { env, stdin: WATCHES_EXHAUSTED })).stdout).toContain('10:09:00')
    expect((await run(['rules', 'list'], { env })).code).toBe(0)
  })

  test('--rules', async () => {
    const { incidents } = await jsonOf({ KUBELOG_DIAGNOSE_RULES: join(folder, 'rules') }, FLUX)
    expect(incidents.map(({ cause }) => cause.rule)).toEqual(['flux-overheated'])
  })

  test('--fail-on', async () => {
    expect((await run([], { env: { KUBELOG_DIAGNOSE_FAIL_ON: 'critical' }, stdin: WATCHES_EXHAUSTED })).code).toBe(0)
  })

  test('--color', async () => {
    const { stdout } = await run([], { env: { KUBELOG_DIAGNOSE_COLOR: 'always' }, stdin: WATCHES_EXHAUSTED })
    expect(stdout).toContain('\u001b[')
  })

  test('--config', async () => {
    expect(
      (await jsonOf({ KUBELOG_DIAGNOSE_CONFIG: join(folder, 'quiet.yaml') }, WATCHES_EXHAUSTED)).incidents,
    ).toEqual([])
  })
})

describe('a variable', () => {
  test('counts less than the option', async () => {
    const env = { KUBELOG_DIAGNOSE_OUTPUT: 'html' }
    expect((await run(['--output', 'json'], { env, stdin: HEALTHY })).stdout).toMatch(/^\{/)
  })

  test('that is empty counts as none', async () => {
    expect((await run([], { env: { KUBELOG_DIAGNOSE_TIMEZONE: '' }, stdin: WATCHES_EXHAUSTED })).code).toBe(1)
  })

  test('of no option is passed over', async () => {
    expect((await run([], { env: { KUBELOG_DIAGNOSE_COLOUR: 'x' }, stdin: WATCHES_EXHAUSTED })).code).toBe(1)
  })

  test.each([
    [{ KUBELOG_DIAGNOSE_OUTPUT: 'jsn' }, / did you mean json\? \(by KUBELOG_DIAGNOSE_OUTPUT\)\n$/],
    [{ KUBELOG_DIAGNOSE_TIMEZONE: 'Mars' }, /there is no zone "Mars" .*\(by KUBELOG_DIAGNOSE_TIMEZONE\)\n$/],
    [{ KUBELOG_DIAGNOSE_RULES: '/no/such' }, /^kubelog-diagnose: \/no\/such: .* \(by KUBELOG_DIAGNOSE_RULES\)\n$/],
    [{ KUBELOG_DIAGNOSE_CONFIG: '/no/such' }, /no such file or folder \(by KUBELOG_DIAGNOSE_CONFIG\)\n$/],
  ])('that is wrong is named: %j', async (env, message) => {
    const { code, stderr } = await run([], { env, stdin: HEALTHY })
    expect(code).toBe(2)
    expect(stderr).toMatch(message)
  })

  test('cannot smuggle in another option', async () => {
    const { code, stdout } = await run([], { env: { KUBELOG_DIAGNOSE_NODE: 'x --output html' }, stdin: BARE })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^x --output html +HIGH/)
  })
})

test('docs/configuration.md has every variable and no other of ours', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const rows = [...page.matchAll(/^\| `([A-Z_, `]+)` \|/gm)].map(([, name = '']) => name.replaceAll('`', ''))
  expect(rows.sort()).toEqual(
    variables(commandLine(ioOf()))
      .map(([name]) => name)
      .sort(),
  )
})
