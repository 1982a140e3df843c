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
    'mistyped.yaml': 'disable:\n  - disk-ful\n',
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

  test('with a rule that is none names the one that was meant', async () => {
    const { stderr } = await run(['--config', join(folder, 'mistyped.yaml')], { stdin: WATCHES_EXHAUSTED })
    expect(stderr).toMatch(
      /mistyped\.yaml:2:5: UNKNOWN_RULE: there is no rule `disk-ful`; did you mean `disk-full`\?\n$/,
    )
  })

  test('that is not there is told in one line', async () => {
    const { code, stderr } = await run(['--config', join(folder, 'none.yaml')], { stdin: WATCHES_EXHAUSTED })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^kubelog-diagnose: --config: \S+none\.yaml: no such file or folder\n$/)
  })
})

describe('the configuration that is found by itself', () => {
  let home: string
  beforeAll(async () => {
    home = await folderWith({
      '.config/kubelog-diagnose/config.yaml': 'disable: [inotify-watches-exhausted]\n',
      'xdg/kubelog-diagnose/config.yaml': 'levels: { inotify-watches-exhausted: low }\n',
      'wrong/kubelog-diagnose/config.yaml': 'levels: 3\n',
      'folder/kubelog-diagnose/config.yaml/x': '',
      'logs/config.yaml': 'disable: [inotify-watches-exhausted]\n',
      'logs/.config/kubelog-diagnose/config.yaml': 'disable: [inotify-watches-exhausted]\n',
      'logs/kubelog-diagnose/config.yaml': 'disable: [inotify-watches-exhausted]\n',
      'logs/kubelet.log': WATCHES_EXHAUSTED,
    })
  })
  afterAll(() => rm(home, { recursive: true }))

  const levels = async (env: Record<string, string>, ...argv: string[]): Promise<string[]> => {
    const from = Object.fromEntries(Object.entries(env).map(([name, path]) => [name, path.replace('~', home)]))
    const { stdout } = await run(['-o', 'json', ...argv], { env: from, stdin: WATCHES_EXHAUSTED })
    return (JSON.parse(stdout) as Report).incidents.map(({ level }) => level)
  }

  test.each<[string, Record<string, string>, string[]]>([
    ['is in $XDG_CONFIG_HOME', { XDG_CONFIG_HOME: '~/xdg', HOME: '~' }, ['low']],
    ['or else in ~/.config', { HOME: '~' }, []],
    ['is nowhere without either', {}, ['high']],
    ['may be missing', { HOME: '~/logs/none' }, ['high']],
    [
      'is not looked for by a relative path, which would be the working directory',
      { XDG_CONFIG_HOME: 'xdg' },
      ['high'],
    ],
    [
      'counts less than the variable',
      { HOME: '~', KUBELOG_DIAGNOSE_CONFIG: '~/xdg/kubelog-diagnose/config.yaml' },
      ['low'],
    ],
    ['is switched off by an empty variable', { HOME: '~', KUBELOG_DIAGNOSE_CONFIG: '' }, ['high']],
  ])('%s', async (_where, env, expected) => {
    expect(await levels(env)).toEqual(expected)
  })

  test('is switched off by --no-config', async () => {
    expect(await levels({ HOME: '~' }, '--no-config')).toEqual(['high'])
  })

  test('is never one that lies among the logs', async () => {
    expect(await levels({}, join(home, 'logs'))).toEqual(['high'])
  })

  test('that is wrong is told, as one that is named', async () => {
    const env = { XDG_CONFIG_HOME: join(home, 'wrong') }
    const { code, stderr } = await run([], { env, stdin: WATCHES_EXHAUSTED })
    expect(code).toBe(2)
    expect(stderr).toContain('wrong/kubelog-diagnose/config.yaml:1:9: SCHEMA: ')
  })

  test('that cannot be read is told, and the log is diagnosed without it', async () => {
    const env = { XDG_CONFIG_HOME: join(home, 'folder') }
    const { code, stderr } = await run([], { env, stdin: WATCHES_EXHAUSTED })
    expect(code).toBe(1)
    expect(stderr).toMatch(/config\.yaml: is a folder: diagnosed without it\n$/)
  })
})
