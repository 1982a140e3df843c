// `--redact` on the command line: in no output and no message of any command a name is left.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { diagnose } from '../../src/diagnose.ts'
import type { Report } from '../../src/report/report.ts'
import { builtinRules } from '../../src/rules/load.ts'
import { run } from '../cli/run.ts'
import { at } from '../correlate/story.ts'
import { hostWith, inotifyTree, processTree } from '../host/tree.ts'
import { clusters, logOf, survivors, type Cluster } from './cluster.ts'

const [CLUSTER] = fc.sample(clusters, { numRuns: 1, seed: 6 }) as [Cluster]
const LOG = logOf(CLUSTER)
const ID = '7c1f9e0b2a4d6c8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d1e3f5a7b9c0d2e'

let folder: string
let file: string
let host: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kubelog-'))
  file = join(folder, `${CLUSTER.nodes[0]}.log`)
  writeFileSync(file, LOG)
  host = hostWith({
    ...inotifyTree({ watches: 100 }),
    ...processTree(201, {
      command: ['/srv/node', `--connect=${CLUSTER.apiServer}`, CLUSTER.secret],
      inotify: { 17: 95 },
      cgroup: `0::/kubepods/pod${CLUSTER.uid}/${ID}\n`,
    }),
    'proc/sys/kernel/hostname': `${CLUSTER.nodes[0]}\n`,
    [`var/log/containers/${CLUSTER.pods[0]}_${CLUSTER.namespace}_${CLUSTER.container}-${ID}.log`]: '',
  })
})

afterAll(() => {
  for (const path of [folder, host]) rmSync(path, { recursive: true })
})

describe('with --redact no name is left in', () => {
  test.each([
    [['-o', 'json']],
    [['--verbose']],
    [['--brief']],
    [['-o', 'ndjson', '--follow']],
    [['--follow', '--verbose']],
    [['explain']],
    [['explain', '-o', 'json']],
  ])('what %j prints', async (argv) => {
    const plain = await run(argv, { stdin: LOG })
    const { stdout, code } = await run([...argv, '--redact'], { stdin: LOG })
    expect(survivors(plain.stdout, CLUSTER)).not.toEqual([])
    expect({ code, left: survivors(stdout, CLUSTER) }).toEqual({ code: plain.code, left: [] })
    expect(stdout).toMatch(/-\d/)
  })

  test('the shapes of rules coverage', async () => {
    const stdin = at('12:00:00', '"Odd thing" err="cart-0 at 10.0.0.7" pod="shop/cart-0"')
    const { stdout } = await run(['rules', 'coverage', '-o', 'json', '--redact'], { stdin })
    const { unexplained } = JSON.parse(stdout) as { unexplained: { template: string; example: string }[] }
    expect(unexplained[0]).toMatchObject({
      template: 'Odd thing: err=pod-1 at <addr>',
      example: expect.stringMatching(/ node-1 .* err="pod-1 at ip-1" pod="namespace-1\/pod-1"$/),
    })
  })

  test.each(['text', 'json', 'prometheus'])('what inotify prints as %s', async (output) => {
    const { stdout, stderr } = await run(['inotify', '--host-root', host, '-o', output, '--redact'])
    expect(stdout).toMatch(/pod-1/)
    expect(survivors(stdout + stderr, CLUSTER)).toEqual([])
  })

  test('what it says of inputs and of the host', async () => {
    const missing = join(folder, `${CLUSTER.nodes[1]}.log`)
    const argv = [file, missing, '--redact', '--host', '--host-root', host, '-o', 'json']
    const { stdout, stderr } = await run(argv)
    expect(stderr).toContain('input-2.log: no such file or folder')
    expect(stderr).toMatch(/--host: this is node-1, so nothing is checked for node-2/)
    expect(survivors(stdout + stderr, CLUSTER)).toEqual([])
    expect((JSON.parse(stdout) as Report).inputs.map(({ name }) => name)).toEqual(['input-1.log'])
  })
})

test('the library says the same with the option', async () => {
  const report = await diagnose(LOG, { rules: await builtinRules(), name: 'stdin', redact: true })
  const { stdout } = await run(['-o', 'json', '--redact'], { stdin: LOG })
  expect(JSON.parse(stdout)).toEqual(report)
})
