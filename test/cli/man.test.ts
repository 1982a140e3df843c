import { beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { run } from './run.ts'

const has = (program: string, ...argv: string[]): boolean => spawnSync(program, argv).error === undefined

let page: string

beforeAll(async () => {
  page = (await run(['man'])).stdout
})

function rendered(width: number): { text: string; stderr: string } {
  const env = { ...process.env, MANWIDTH: String(width), LC_ALL: 'C.UTF-8', MAN_KEEP_FORMATTING: '' }
  const { stdout, stderr } = spawnSync('man', ['--warnings=w', '-l', '-'], { input: page, encoding: 'utf8', env })
  return { text: stdout, stderr }
}

test('npm installs the manual page, which it does for lists only', () => {
  const { man, files } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    man: unknown
    files: string[]
  } // our own
  expect(man).toEqual(['./man/kubelog-diagnose.1'])
  expect(files).toContain('man')
})

describe('the manual page', () => {
  const withMan = has('man', '--version') ? test : test.skip

  withMan.each([80, 60])('is rendered without a warning at %d columns', (width) => {
    const { text, stderr } = rendered(width)
    expect(stderr).toBe('')
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100)
  })

  withMan.each([
    ['NAME', 'kubelog-diagnose - name the root cause'],
    ['SYNOPSIS', 'kubelog-diagnose [options] [inputs..]'],
    ['OPTIONS', '-o, --output FORM'],
    ['COMMANDS', 'rules show <id>'],
    ['EXIT STATUS', 'at least one incident'],
    ['ENVIRONMENT', 'KUBELOG_DIAGNOSE_TIMEZONE'],
    ['FILES', '$XDG_CONFIG_HOME/kubelog-diagnose/config.yaml'],
    ['EXAMPLES', "kubelog-diagnose --brief 'nodes/*/kubelet.log'"],
    ['SEE ALSO', 'journalctl(1)'],
  ])('has the section %s with %j', (section, words) => {
    const sections = rendered(100).text.split(/^(?=[A-Z][A-Z ]+$)/m)
    expect(sections.find((text) => text.startsWith(`${section}\n`))).toContain(words)
  })

  withMan('breaks no name in two', () => {
    expect(rendered(60).text).not.toContain('\u2010')
  })

  const withMandoc = has('mandoc') ? test : test.skip
  withMandoc('has nothing that mandoc would complain of, but that it has no date', () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint'], { input: page, encoding: 'utf8' })
    expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([])
  })

  test('names every option of every command', async () => {
    const commands = [[], ['explain'], ['rules', 'list'], ['rules', 'new'], ['rules', 'coverage'], ['inotify']]
    for (const command of commands) {
      const { stdout } = await run([...command, '--help'])
      const options = [...stdout.matchAll(/^ {2,6}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option)
      expect(options.length).toBeGreaterThan(4)
      for (const option of options) expect(page).toContain(`\\fB${option.replaceAll('-', String.raw`\-`)}\\fR`)
    }
  })
})
