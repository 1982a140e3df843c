import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { RulePackError } from '../../src/errors.ts'
import { builtinRules, loadRules, readRuleFiles } from '../../src/rules/load.ts'
import { aRule } from './a-rule.ts'
import { ruleText } from './rule-file.ts'

describe('a folder of rule files', () => {
  let folder: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'))
  })

  afterEach(() => rmSync(folder, { recursive: true }))

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }

  test('is read to the bottom, *.yaml and *.yml, in the order of paths', async () => {
    write('node/b.yml', ruleText('b'))
    write('a.yaml', ruleText('a'))
    write('node/deep/c.yaml', ruleText('c'))
    write('node/notes.md', 'no rule')
    const rules = await loadRules(folder)
    expect(rules.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('gives each rule the folder that it is in as its area', async () => {
    write('node/b.yaml', ruleText('b'))
    expect((await loadRules(folder))[0]?.area).toBe('node')
  })

  test('may lead to known rules', async () => {
    write('a.yaml', ruleText('a', { explains: ['other'] }))
    await expect(loadRules(folder, { known: [aRule({ id: 'other' })] })).resolves.toHaveLength(1)
  })

  test('marks custom rules', async () => {
    write('a.yaml', ruleText('a'))
    expect((await loadRules(folder, { custom: true }))[0]?.custom).toBe(true)
  })

  test('fails with every problem of every file, and the path from here', async () => {
    write('a.yaml', ruleText('a', { level: 'sev1' }))
    write('b.yaml', ruleText('bee', { explains: ['nothing'] }))
    const error: unknown = await loadRules(folder).catch((thrown: unknown) => thrown)
    if (!(error instanceof RulePackError)) throw new Error('not a RulePackError', { cause: error })
    const path = relative(process.cwd(), folder)
    expect(error.errors).toHaveLength(3)
    expect(error.message.split('\n')).toEqual([
      `${path}/a.yaml:4:8: SCHEMA: \`level\` must be one of critical, high, medium, low, informational`,
      `${path}/b.yaml:1:5: ID_NOT_FILE_NAME: \`bee\` must be the file's name`,
      `${path}/b.yaml:26:5: UNKNOWN_RULE: there is no rule \`nothing\``,
    ])
  })

  test('without rule files is a problem too', async () => {
    const { files, errors } = await readRuleFiles(folder)
    expect(files).toEqual([])
    expect(errors).toEqual([expect.objectContaining({ code: 'NO_RULES', file: folder })])
  })
})

test('the built-in rules are to be had, whether the project was built or not', async () => {
  const rules = await builtinRules()
  expect(rules.length).toBeGreaterThan(100)
  expect(rules).toContainEqual(
    expect.objectContaining({ id: 'inotify-watches-exhausted', area: 'host', role: 'cause' }),
  )
})
