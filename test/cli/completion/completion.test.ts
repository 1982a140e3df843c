import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { folderWith, rule } from '../fixtures.ts'
import { everyCommand } from '../../../src/cli/completion/known.ts'
import { commandLine } from '../../../src/cli/define.ts'
import { ioOf, run } from '../run.ts'
import { hasShell, offeredByFish, SHELLS, typed, type Shell } from './shells.ts'

let folder: string
const script = (shell: Shell): string => join(folder, 'scripts', shell)

beforeAll(async () => {
  folder = await folderWith({
    'kubelet.log': '',
    'scripts/README': '',
    'bin/kubectl':
      '#!/bin/sh\necho node/worker-1; echo node/worker-2; echo "node/x\\$(touch hacked)"; echo node/cp-1\n',
    'my logs/node a.log': '',
    'extra.d/hardware/flux-overheated.yaml': rule(),
  })
  await chmod(join(folder, 'bin', 'kubectl'), 0o755)
  for (const shell of SHELLS) await writeFile(script(shell), (await run(['completion', shell])).stdout)
})

afterAll(() => rm(folder, { recursive: true }))

describe.each(SHELLS)('the script for %s', (shell) => {
  const here = hasShell(shell) ? test : test.skip

  here('has no syntax error', () => {
    expect(spawnSync(shell, ['-n', script(shell)], { encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })

  test('has every option of every command', async () => {
    const { stdout } = await run(['completion', shell])
    const options = everyCommand(commandLine(ioOf())).flatMap((command) => command.options.map(({ name }) => name))
    const spelling = shell === 'fish' ? '-l ' : '--'
    expect(options.length).toBeGreaterThan(60)
    expect(options.filter((name) => !new RegExp(`${spelling}${name}(?![\\w-])`).test(stdout))).toEqual([])
  })

  test('has the rules of --rules', async () => {
    const { stdout } = await run(['--rules', join(folder, 'extra.d'), 'completion', shell])
    expect(stdout).toContain('flux-overheated')
    expect(stdout).toContain('inotify-watches-exhausted')
  })
})

// What is typed, with TAB as \t, and what the command then gets.
const TYPED: readonly (readonly [line: string, got: readonly string[]])[] = [
  ['expl\t', ['explain']],
  ['ru\tsh\tinotify-w\t', ['rules', 'show', 'inotify-watches-exhausted']],
  ['ru\tcov\tkube\t', ['rules', 'coverage', 'kubelet.log']],
  ['--verb\t', ['--verbose']],
  ['--output js\t', ['--output', 'json']],
  ['--output=js\t', ['--output=json']],
  ['-o js\t', ['-o', 'json']],
  ['-o q\t', ['-o', 'q']],
  ['--fail-on=cri\t', ['--fail-on=critical']],
  ['kube\t', ['kubelet.log']],
  ['kubelet.log --bri\t', ['kubelet.log', '--brief']],
  ['--node rules kube\t', ['--node', 'rules', 'kubelet.log']],
  ['--output=json expl\t--on\tunexp\t', ['--output=json', 'explain', '--only', 'unexplained']],
  ['explain --out\tte\t', ['explain', '--output', 'text']],
  ['kubelet.log ext\t', ['kubelet.log', 'extra.d']],
  ['comp\tzs\t', ['completion', 'zsh']],
  ['--config kube\t', ['--config', 'kubelet.log']],
  ['rules check ex\t', ['rules', 'check', 'extra.d']],
  ['--rules=ex\t', ['--rules=extra.d']],
  ['my\tno\t', ['my logs/node a.log']],
  ['node worker-2 cp\t', ['node', 'worker-2', 'cp-1']],
  ['node --tail 5 w\t2', ['node', '--tail', '5', 'worker-2']],
]

describe.each(['bash', 'zsh'] as const)('in %s', (shell) => {
  const here = hasShell(shell) ? test : test.skip
  here('the TAB key completes what is begun', () => {
    const lines = TYPED.map(([line]) => line)
    const got = typed(shell, script(shell), folder, lines)
    const shown = lines.map((line, at) => [line, got[at]?.flatMap(plain)])
    expect(shown).toEqual(TYPED.map(([line, words]) => [line, words.flatMap(plain)]))
  })
})

/** zsh writes a `=` between an option and its value, and takes the slash behind a folder away in the end. */
function plain(word: string): string[] {
  return word.replace(/\/$/, '').split('=')
}

describe('in fish', () => {
  const here = hasShell('fish') ? test : test.skip
  here.each([
    ['explain ku', ['kubelet.log']],
    ['rules ', ['check', 'coverage', 'list', 'new', 'show']],
    ['rules show inotify-', ['inotify-instances-exhausted', 'inotify-watches-exhausted']],
    ['rules show x ', []],
    ['--output=js', ['--output=json']],
    ['-o js', ['json']],
    ['--color ', ['always', 'auto', 'never']],
    ['--node rules exp', ['explain']],
    ['explain --on', ['--only']],
    ['rules check e', ['extra.d/']],
    ['completion ', ['bash', 'fish', 'zsh']],
    ['node cp-1 wo', ['worker-1', 'worker-2']],
    ['-o json kubelet.log --ver', ['--verbose', '--version']],
  ])('`%s` offers %j', (line, words) => {
    const [offered] = offeredByFish(script('fish'), folder, [line])
    expect([...(offered?.keys() ?? [])]).toEqual(words)
  })

  here('what is offered is described', () => {
    const [offered] = offeredByFish(script('fish'), folder, ['rules show inotify-watches'])
    expect(offered?.get('inotify-watches-exhausted')).toBe('inotify watches exhausted')
  })
})

test('what kubectl says runs no command', () => {
  expect(existsSync(join(folder, 'hacked'))).toBe(false)
})

test('a shell without a completion is told, with the nearest one', async () => {
  const { code, stderr } = await run(['completion', 'fihs'])
  expect(code).toBe(2)
  expect(stderr).toContain('did you mean fish?')
})
