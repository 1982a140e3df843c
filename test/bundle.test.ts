// The command as the build bundles it. `npm test` builds first.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import stringWidth from 'fast-string-width'
import width from '../scripts/bundle/fast-string-width.mjs'
import type { Report } from '../src/report/report.ts'
import { WATCHES_EXHAUSTED } from './cli/fixtures.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CLI = join(ROOT, 'dist', 'cli')

/** Files that a file of the bundle always loads, itself included, and the bytes in them. */
function loadedBy(file: string): Map<string, number> {
  const loaded = new Map<string, number>()
  const waiting = [file]
  for (const name of waiting) {
    const text = readFileSync(join(CLI, name), 'utf8')
    loaded.set(name, text.length)
    for (const [, next = ''] of text.matchAll(/(?:from|import)"\.\/([^"]+)"/g))
      if (!loaded.has(next)) waiting.push(next)
  }
  return loaded
}

describe('the short way to the width of a text', () => {
  test('gives the width of each character that it knows, and of all others', () => {
    const wrong = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).filter(
      (char) => width(`a${char}`) !== stringWidth(`a${char}`),
    )
    expect(wrong).toEqual([])
    expect(width('月 →')).toBe(4)
  })
})

describe('a run that only names logs', () => {
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'))
    for (const path of ['package.json', 'dist/bin.js', 'dist/cli', 'dist/pack.json', 'dist/rules.json'])
      cpSync(join(ROOT, path), join(folder, path), { recursive: true })
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  test('needs no package', () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(folder, 'dist/bin.js')], {
      encoding: 'utf8',
      input: WATCHES_EXHAUSTED,
    })
    expect({ stderr, status }).toEqual({ stderr: '', status: 1 })
    expect(stdout).toContain('inotify watches exhausted')
    expect(stdout).toContain('sysctl') // of the text that is read when a rule is shown
  })

  test('nor do options and help', () => {
    const { stdout, status } = spawnSync(process.execPath, [join(folder, 'dist/bin.js'), 'rules', '--help'], {
      encoding: 'utf8',
    })
    expect({ stdout, status }).toEqual({ stdout: expect.stringContaining('rules show'), status: 0 })
  })

  // What is loaded must be compiled, which takes the largest part of the start. Before it may grow: does every run need it?
  test('loads few files, and little', () => {
    const loaded = loadedBy('main.js')
    expect(loaded.size).toBeLessThanOrEqual(4)
    expect([...loaded.values()].reduce((sum, bytes) => sum + bytes)).toBeLessThan(330_000)
  })

  // One character of another alphabet doubles the room that the text takes.
  test('loads text in ASCII', () => {
    for (const name of loadedBy('main.js').keys())
      expect(readFileSync(join(CLI, name), 'latin1')).toMatch(/^[\0-\x7f]+$/)
  })
})

test('a text that is too long for the platform loads RE2, and matches', () => {
  const long = WATCHES_EXHAUSTED.replaceAll('inotify_add_watch /sys', `inotify_add_watch /${'x'.repeat(2000)}/sys`)
  const found = [WATCHES_EXHAUSTED, long].map((input) => {
    const { stdout } = spawnSync(process.execPath, [join(ROOT, 'dist/bin.js'), '-o', 'json'], {
      encoding: 'utf8',
      input,
    })
    return (JSON.parse(stdout) as Report).incidents.map(({ cause }) => `${cause.rule} ${cause.count}`)
  })
  expect(long.length).toBeGreaterThan(2000)
  expect(found[1]).toEqual(found[0])
})

test('the licences of what is in the bundle are beside it', () => {
  const licenses = readFileSync(join(CLI, 'licenses.txt'), 'utf8')
  for (const name of ['yargs', 'yargs-parser', 'y18n', 'fast-wrap-ansi', 'date-fns', '@date-fns/tz'])
    expect(licenses).toMatch(new RegExp(`^${name} \\d.*\\((?:MIT|ISC)\\)\n\n[^]*?Copyright`, 'm'))
})
