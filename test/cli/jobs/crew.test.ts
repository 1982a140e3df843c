// Several processes must find what one finds. `npm test` builds what a worker runs.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { CrewOptions } from '../../../src/cli/jobs/crew.ts'
import { readWithCrew } from '../../../src/cli/jobs/crew.ts'
import type { Here } from '../../../src/cli/read-inputs.ts'
import type { Input } from '../../../src/input/find.ts'
import { tarOf, zipOf } from '../../input/archive/make.ts'
import { FLUX, folderWith, HEALTHY, rule, WATCHES_EXHAUSTED } from '../fixtures.ts'
import type { Given, Result } from '../run.ts'

/** What the next crew runs in place of a worker, and what it may read itself before the others have begun with all that is left. */
let script: string | undefined
let interrupt: AbortController | undefined
/** Inputs that workers began to read. */
let begun: string[] = []

/** By itself, the command would have read these small files before a worker has started: here it waits. */
async function patientCrew(inputs: readonly Input[], here: Here, options: CrewOptions) {
  let onBegin = (): void => {}
  let onLoss = (): void => {}
  const lost = new Promise<void>((resolve) => (onLoss = resolve))
  const stopped = new Promise((resolve) => options.io.interrupt.addEventListener('abort', resolve))
  const others = new Promise<void>((resolve) => (onBegin = resolve))
  const patient: Here = {
    ...here,
    read: async (input) => {
      await Promise.race([others, lost, stopped])
      return here.read(input)
    },
    onBegin: (name) => {
      begun.push(name)
      if (begun.length === inputs.length - 1) onBegin()
      interrupt?.abort()
    },
  }
  return readWithCrew(inputs, patient, {
    ...options,
    ...(script !== undefined && { worker: script }),
    onLoss: (message) => {
      options.onLoss(message)
      onLoss()
    },
  })
}

jest.unstable_mockModule('../../../src/cli/jobs/crew.ts', () => ({ readWithCrew: patientCrew }))
const { run: runCommand } = await import('../run.ts')

let logs: string
let site: string

beforeAll(async () => {
  const [one, two] = [WATCHES_EXHAUSTED, HEALTHY + FLUX]
  logs = await folderWith({
    'a.log': one,
    'b.log': two,
    'c.log.gz': gzipSync(one.replaceAll('node-a', 'node-c')),
    'd.tar': await tarOf({ 'node-d/kubelet.log': one.replaceAll('Jun 02', 'Jun 03'), 'node-d/README': 'x' }),
    'e.zip': zipOf({ 'e/kubelet.log': two, 'e/notes': 'y' }),
    'f.log.gz': gzipSync(one.repeat(50)).subarray(0, 150),
    'g.tar': 'no tar',
    'h.txt': 'Logs of the outage.\n',
  })
  site = await folderWith({
    'rules/flux-overheated.yaml': rule(),
    'config.yaml':
      'levels: {kubelet-exited: low}\nsuppress:\n  - {rule: inotify-watches-exhausted, node: node-c, reason: known}\n',
    'dies.mjs': `process.on('message', ({ kind }) => kind === 'setup' ? process.send({ kind: 'ready' }) : process.kill(process.pid, 'SIGKILL'))`,
    'starts.mjs': `throw new Error('not today')`,
  })
})

afterAll(async () => {
  for (const folder of [logs, site]) await rm(folder, { recursive: true })
})

async function run(argv: readonly string[], given?: Given): Promise<Result> {
  begun = []
  return runCommand([...argv, '--output', 'json'], given)
}

describe('the report is the same with any number of processes', () => {
  test.each<{ jobs: string; argv: (site: string) => string[] }>([
    { jobs: '2', argv: () => [] },
    { jobs: '3', argv: (site) => ['--rules', join(site, 'rules'), '--config', join(site, 'config.yaml')] },
    {
      jobs: '2',
      argv: () => ['--since=2024-06-02 15:39:03', '--until=2024-06-02 15:40:01', '--timezone=+02:00', '--node=x'],
    },
    { jobs: '2', argv: () => ['--year=2023', '--max-expand=2K', '--redact'] },
  ])('$jobs, $argv', async ({ jobs, argv }) => {
    const one = await run([logs, '--jobs=1', ...argv(site)])
    const several = await run([logs, '--jobs', jobs, ...argv(site)])
    expect(begun).toHaveLength(7) // of 8
    expect(one.stdout).toContain('"incidents"')
    expect(several).toEqual(one)
  })

  test('also when stdin is one of the inputs', async () => {
    const args = [join(logs, 'a.log'), '-', join(logs, 'b.log')]
    const one = await run([...args, '--jobs=1'], { stdin: WATCHES_EXHAUSTED.replaceAll('node-a', 'node-s') })
    const two = await run([...args, '--jobs=2'], { stdin: WATCHES_EXHAUSTED.replaceAll('node-a', 'node-s') })
    expect(begun.sort()).toEqual([join(logs, 'a.log'), join(logs, 'b.log')])
    expect(two).toEqual(one)
  })
})

describe('a worker that ends', () => {
  afterAll(() => (script = undefined))

  test.each([
    ['while it reads', 'dies.mjs', 'SIGKILL'],
    ['when it starts', 'starts.mjs', 'exit code 1'],
    ['because there is none', 'nowhere.mjs', 'exit code 1'],
  ])('%s is told of, and nothing is lost', async (_when, file, how) => {
    const one = await run([logs, '--jobs', '1'])
    script = join(site, file)
    const two = await run([logs, '--jobs', '2'])
    expect(two.stdout).toBe(one.stdout)
    const loss = `kubelog-diagnose: a worker has ended (${how}): what it had to read is read without it\n`
    expect(two.stderr).toBe(`${loss}${one.stderr}`)
  })
})

test('Ctrl-C ends all of them, and what was read is reported', async () => {
  interrupt = new AbortController()
  const { stderr, code } = await run([logs, '--jobs', '3'], { interrupt: interrupt.signal })
  interrupt = undefined
  expect(stderr).toContain('interrupted: this is the report of what was read until then')
  expect([1, 2]).toContain(code) // as far as a worker came
})

test.each(['0', '1.5', 'many'])('--jobs %s is none', async (count) => {
  const { code, stderr } = await run([logs, '--jobs', count])
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--jobs: give a whole number above 0') })
})
