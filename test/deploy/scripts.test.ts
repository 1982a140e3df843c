// The scripts in the manifests, as the shell of the image runs them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from '../cli/fixtures.ts'

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const deploy = (name: string): unknown => parse(readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8'))

const { spec } = deploy('daemonset.yaml') as {
  spec: { template: { spec: { containers: [{ args: [string] }] } } }
} // manifests.test.ts tests its shape
const LOOP = spec.template.spec.containers[0].args[0]
const { data } = deploy('node-problem-detector.yaml') as { data: Record<'kubelog.json' | 'kubelog.sh', string> } // likewise

let folder: string

beforeAll(async () => {
  folder = await folderWith({
    'bin/README': '',
    'broken.log': WATCHES_EXHAUSTED,
    'fine.log': HEALTHY,
    'npd.sh': data['kubelog.sh'],
  })
  const command = `#!/bin/sh\nexec '${process.execPath}' '${BIN}' --no-config "$@"\n`
  await writeFile(join(folder, 'bin', 'kubelog-diagnose'), command)
  await chmod(join(folder, 'bin', 'kubelog-diagnose'), 0o755)
})

afterAll(() => rm(folder, { recursive: true }))

/** Runs the loop of the DaemonSet until it has written, and ends it as kubelet ends a pod. */
async function loop(log: string): Promise<{ code: unknown; metrics: string | undefined; npd: string }> {
  const out = await folderWith({})
  const env = {
    JOURNAL: join(folder, log),
    TEXTFILES: out,
    NPD: out,
    SINCE: '2024-01-01',
    PAUSE: '5',
    PATH: `${join(folder, 'bin')}:/usr/bin:/bin`,
  }
  const child = spawn('sh', ['-c', LOOP], { env, stdio: 'ignore' })
  const ended = once(child, 'exit')
  while (!existsSync(join(out, 'npd'))) await pause(20)
  child.kill('SIGTERM')
  const [code] = await ended
  const metrics = existsSync(join(out, 'kubelog.prom')) ? readFileSync(join(out, 'kubelog.prom'), 'utf8') : undefined
  const npd = readFileSync(join(out, 'npd'), 'utf8')
  await rm(out, { recursive: true })
  return { code, metrics, npd }
}

function plugin(file: string): SpawnSyncReturns<string> {
  return spawnSync('sh', [join(folder, 'npd.sh'), file], { encoding: 'utf8' })
}

describe('the loop of the DaemonSet', () => {
  test('writes what is wrong, for both, and ends when it is told to', async () => {
    const { code, metrics, npd } = await loop('broken.log')
    expect(code).toBe(0)
    expect(metrics).toMatch(/^kubelog_\w+\{.*inotify-watches-exhausted.*\} \d/m)
    expect(npd).toMatch(/^1\ninotify watches exhausted .*\n$/)
  })

  test('writes that all is well', async () => {
    const { metrics, npd } = await loop('fine.log')
    expect(metrics).not.toContain('inotify')
    expect(npd).toMatch(/^0\n\S.*\n$/)
  })

  test('leaves the old metrics when the journal cannot be read', async () => {
    const { metrics, npd } = await loop('none.log')
    expect(metrics).toBeUndefined()
    expect(npd).toMatch(/^2\n/)
  })
})

describe('the plugin of node-problem-detector', () => {
  test.each([
    ['1\nkubelet exited\n', 1, 'kubelet exited\n'],
    ['0\nno incident\n', 0, 'no incident\n'],
    ['2\n\n', 2, '\n'],
  ])('passes on %j', async (text, status, stdout) => {
    const file = join(folder, 'npd')
    await writeFile(file, text)
    expect(plugin(file)).toMatchObject({ status, stdout, stderr: '' })
  })

  test('says that it does not know when the result is old, or missing', async () => {
    const file = join(folder, 'old')
    await writeFile(file, '1\nkubelet exited\n')
    const before = new Date(Date.now() - 3_600_000)
    await utimes(file, before, before)
    for (const name of [file, join(folder, 'missing')]) expect(plugin(name)).toMatchObject({ status: 2, stderr: '' })
  })

  test('has a configuration that is JSON, with the condition that its rule sets', () => {
    const { conditions, rules } = JSON.parse(data['kubelog.json']) as {
      conditions: { type: string }[]
      rules: { condition: string }[]
    } // its own
    expect(rules.map(({ condition }) => condition)).toEqual(conditions.map(({ type }) => type))
  })
})
