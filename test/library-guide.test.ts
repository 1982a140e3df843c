// docs/library.md: its programs run, print what it says, and compile.
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { ruleText } from './rules/rule-file.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const SAMPLE = join(ROOT, 'samples', 'inotify-watches-exhausted', 'watches-exhausted.log')
const KETTLE = ruleText('kettle-boiled-over', {
  signatures: [{ id: 'boiled-over', contains: 'Boiled over', at: 'head' }],
})

interface Block {
  readonly language: string
  readonly code: string
  /** What it prints, where the page says so. */
  readonly output: string | undefined
}

const guide = readFileSync(join(ROOT, 'docs', 'library.md'), 'utf8')
const BLOCKS: readonly Block[] = [
  ...guide.matchAll(/^```(?<language>js|ts)\n(?<code>[^]*?)^```\n(?:\n```text\n(?<output>[^]*?)^```)?/gm),
].map(({ groups = {} }) => ({
  language: groups['language'] ?? '',
  code: groups['code'] ?? '',
  output: groups['output'],
}))

/** A folder as a user has one: the package is in its node_modules. */
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'library-'))
  mkdirSync(join(folder, 'node_modules'))
  symlinkSync(ROOT, join(folder, 'node_modules', 'kubelog-diagnose'))
  symlinkSync(join(ROOT, 'node_modules', '@types'), join(folder, 'node_modules', '@types'))
  copyFileSync(SAMPLE, join(folder, 'kubelet.log'))
  mkdirSync(join(folder, 'node01'))
  copyFileSync(SAMPLE, join(folder, 'node01', 'kubelet.log'))
  execFileSync('tar', ['-czf', 'bundle.tar.gz', 'node01/kubelet.log'], { cwd: folder })
  mkdirSync(join(folder, 'my-rules'))
  writeFileSync(join(folder, 'my-rules', 'kettle-boiled-over.yaml'), KETTLE)
  for (const [index, { code }] of BLOCKS.entries()) {
    writeFileSync(join(folder, `${index}.mjs`), code)
    writeFileSync(join(folder, `${index}.mts`), code)
  }
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the programs of the library guide', () => {
  test('print what it says', () => {
    const runnable = [...BLOCKS.entries()].filter(([, { language }]) => language === 'js')
    const code = runnable.map(([index]) => `console.log('<${index}>')\nawait import('./${index}.mjs')`).join('\n')
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const printed = new Map(stdout.split(/^</m).map((part) => part.split(/>\n/, 2) as [string, string]))
    for (const [index, { output }] of runnable) {
      if (output === undefined) expect(printed.get(String(index))).not.toBe('')
      else expect(printed.get(String(index))).toBe(output)
    }
    expect(runnable.length).toBeGreaterThan(9)
  })

  test('compile', () => {
    const compile = ['--noEmit', '--strict', '--noImplicitAny', 'false', '--target', 'es2023', '--module', 'nodenext']
    const libraries = ['--lib', 'es2023,dom,dom.asynciterable', '--types', 'node']
    const files = BLOCKS.map((_block, index) => `${index}.mts`)
    const { stdout } = spawnSync(join(ROOT, 'node_modules', '.bin', 'tsc'), [...compile, ...libraries, ...files], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(stdout).toBe('')
  })
})
