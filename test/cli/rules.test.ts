import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { builtinRules } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { FLUX, folderWith, rule } from './fixtures.ts'
import { run } from './run.ts'

const folders: string[] = []
let own: string

async function rulesIn(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await folderWith(files)
  folders.push(folder)
  return folder
}

beforeAll(async () => {
  own = await rulesIn({ 'flux-overheated.yaml': rule() })
})

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

describe('rules list', () => {
  test('has every built-in rule on a line of its own', async () => {
    const { code, stdout, stderr } = await run(['rules', 'list'])
    const lines = stdout.trimEnd().split('\n')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(new Set(lines.map((line) => line.split(' ', 1)[0]))).toEqual(
      new Set((await builtinRules()).map(({ id }) => id)),
    )
    expect(lines).toHaveLength((await builtinRules()).length)
    expect(stdout).toMatch(/^inotify-watches-exhausted +cause +high +inotify watches exhausted$/m)
  })

  test('keeps the rules of an area together', async () => {
    const areaOf = new Map((await builtinRules()).map(({ id, area }) => [id, area]))
    const lines = (await run(['rules', 'list'])).stdout.trimEnd().split('\n')
    const areas = lines.map((line) => areaOf.get(line.split(' ', 1)[0] ?? ''))
    expect(areas.filter((area, index) => area !== areas[index - 1])).toEqual([...new Set(areas)])
  })

  test('has those of --rules too', async () => {
    const { stdout } = await run(['rules', 'list', '--rules', own])
    expect(stdout).toMatch(/^flux-overheated +cause +medium +flux capacitor overheated$/m)
  })

  test('is JSON with --output json', async () => {
    const { stdout } = await run(['rules', 'list', '-o', 'json', '--rules', own])
    const listed = JSON.parse(stdout) as Rule[]
    expect(listed).toHaveLength((await builtinRules()).length + 1)
    expect(listed.find(({ id }) => id === 'flux-overheated')).toMatchObject({
      role: 'cause',
      level: 'medium',
      status: 'experimental',
      title: 'flux capacitor overheated',
    })
  })
})

describe('rules show', () => {
  test('tells what a rule knows, its causes and its consequences', async () => {
    const explained = (await builtinRules()).find(({ id }) => id === 'inotify-watches-exhausted')?.explains ?? []
    const { code, stdout, stderr } = await run(['rules', 'show', 'inotify-watches-exhausted'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^id: inotify-watches-exhausted\ntitle: inotify watches exhausted\n/)
    expect(stdout).toContain('remediation:')
    for (const id of explained) expect(stdout).toContain(`- ${id}`)
    const effect = await run(['rules', 'show', explained[0] ?? ''])
    expect(effect.stdout).toMatch(/^explainedBy:\n(?: {2}- .*\n)*? {2}- inotify-watches-exhausted$/m)
  })

  test('gives the whole rule with --output json', async () => {
    const { stdout } = await run(['rules', 'show', 'inotify-watches-exhausted', '--output', 'json'])
    expect((await builtinRules()).find(({ id }) => id === 'inotify-watches-exhausted')).toEqual(JSON.parse(stdout))
  })

  test('knows the rules of --rules', async () => {
    const { code, stdout } = await run(['rules', 'show', 'flux-overheated', '--rules', own])
    expect(code).toBe(0)
    expect(stdout).toContain('systemctl start flux-pump')
  })
})

describe('rules check', () => {
  test.each([
    ['a folder', (): string[] => [own]],
    ['the folder of --rules', (): string[] => ['--rules', own]],
  ])('checks %s with its samples', async (_what, argv) => {
    expect(await run(['rules', 'check', ...argv()])).toEqual({
      code: 0,
      stdout: '1 rule, 1 signature, 2 samples: 0 problems\n',
      stderr: '',
    })
  })

  test('checks the built-in rules, every one', async () => {
    const { stdout } = await run(['rules', 'check'])
    expect(stdout).toMatch(/^[\d,]+ rules, [\d,]+ signatures, [\d,]+ samples: \d+ problems?\n$/)
    expect(Number.parseInt(stdout, 10)).toBeGreaterThan(100)
  })

  test('tells every problem with its place', async () => {
    const folder = await rulesIn({
      'flux-overheated.yaml': rule({ 'signature: overheated': 'signature: melted', '{reason}': '{cause}' }),
      'deep/flux-cooled.yaml': rule({ 'level: medium': 'level: tepid' }),
    })
    const { code, stdout, stderr } = await run(['rules', 'check', folder])
    expect({ code, stdout }).toEqual({ code: 2, stdout: expect.stringMatching(/^1 rule, .*: \d+ problems\n$/) })
    const lines = stderr.trimEnd().split('\n')
    const place = relative('', folder)
    expect(lines).toContainEqual(
      expect.stringContaining(`${join(place, 'deep/flux-cooled.yaml')}:4:8: SCHEMA: \`level\``),
    )
    expect(lines).toContainEqual(
      expect.stringContaining(`${join(place, 'flux-overheated.yaml')}:14:14: CAPTURE_UNKNOWN: \`cause\``),
    )
    for (const line of lines) expect(line).toMatch(/^[^ :]+\.yaml:\d+:\d+: [A-Z_]+: /)
  })
})

describe('a rule file that cannot be used stops the diagnosis and is told with its place', () => {
  const rows: [what: string, changes: Record<string, string>, problem: string][] = [
    ['no YAML', { 'window: 10m': 'window: [10m' }, '9:1: YAML_SYNTAX: '],
    ['an unknown level', { 'level: medium': 'level: tepid' }, '4:8: SCHEMA: `level` '],
    ['an unknown key', { 'window: 10m': 'windows: 10m' }, '1:1: SCHEMA: '],
    ['an id that is not the name of the file', { 'id: flux-overheated': 'id: flux-hot' }, '1:5: ID_NOT_FILE_NAME: '],
    ['a link to no rule', { 'window: 10m': 'window: 10m\nexplains: [no-such-rule]' }, '9:12: UNKNOWN_RULE: '],
    ['a regex that is none', { '[^"]*': '[^"*' }, '13:12: REGEX_INVALID: '],
    ['a regex that is not linear', { '(?<reason>': '(?<reason>(?=x)' }, '13:12: REGEX_INVALID: '],
    ['a capture that is none', { '{reason}': '{cause}' }, '14:14: CAPTURE_UNKNOWN: `cause` '],
  ]
  test.each(rows)('%s', async (_what, changes, problem) => {
    const folder = await rulesIn({ 'flux-overheated.yaml': rule(changes) })
    const { code, stdout, stderr } = await run(['--rules', folder], { stdin: FLUX })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr.split('\n')[0]).toMatch(/^[^ :]+\.yaml:\d+:\d+: [A-Z_]+: ./)
    expect(stderr).toContain(`${join(relative('', folder), 'flux-overheated.yaml')}:${problem}`)
  })

  test('a folder without rule files', async () => {
    const folder = await rulesIn({ 'README.md': 'rules' })
    expect(await run(['--rules', folder], { stdin: FLUX })).toEqual({
      code: 2,
      stdout: '',
      stderr: `${folder}:1:1: NO_RULES: no *.yaml files in this folder\n`,
    })
  })
})
