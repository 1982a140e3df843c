// The checks that `--host` carries out, each on hosts of files.
import { afterEach, describe, expect, test } from '@jest/globals'
import { readFileSync, rmSync } from 'node:fs'
import { HOST_CHECKS, runCheck, type CheckResult } from '../../src/host/checks/registry.ts'
import { Host, type FileSystemUse, type HostOptions } from '../../src/host/host.ts'
import { decodeRule } from '../../src/rules/decode.ts'
import { BUILTIN_RULES, loadRules } from '../../src/rules/load.ts'
import { rule } from '../cli/fixtures.ts'
import { hostWith, inotifyTree, processTree, type Tree } from './tree.ts'

const NOW = new Date('2024-07-01T12:00:00Z')
const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

async function check(name: string, tree: Tree, options: HostOptions = {}): Promise<CheckResult> {
  const root = hostWith(tree)
  roots.push(root)
  const result = await runCheck(name, new Host({ ...options, root }), { now: NOW })
  if (result === undefined) throw new Error(`no check ${name}`)
  return result
}

describe('the names of the checks', () => {
  test('are those that a rule may name', () => {
    const schema = JSON.parse(readFileSync(new URL('../../rules/rule.schema.json', import.meta.url), 'utf8')) as {
      $defs: { step: { properties: { check: { enum: string[] } } } }
    }
    expect(schema.$defs.step.properties.check.enum).toEqual(Object.keys(HOST_CHECKS).sort())
  })

  test('are all in use', async () => {
    const steps = (await loadRules(BUILTIN_RULES)).flatMap(({ remediation }) => remediation)
    expect([...new Set(steps.flatMap(({ check }) => check ?? []))].sort()).toEqual(Object.keys(HOST_CHECKS).sort())
  })

  test('are no others', async () => {
    expect(await runCheck('weather', new Host(), { now: NOW })).toBe(undefined)
  })
})

describe('a step of a rule', () => {
  const withCheck = (phase: string, name: string): string[] => {
    const text = rule({ [`phase: ${phase}\n`]: `phase: ${phase}\n    check: ${name}\n` })
    const decoded = decodeRule(text, 'flux-overheated.yaml')
    return decoded.ok ? [] : decoded.errors.map(({ message }) => message)
  }

  test('may name a check when it confirms', () => {
    expect(withCheck('confirm', 'swap')).toEqual([])
  })

  test('may not name a check that there is not', () => {
    expect(withCheck('confirm', 'weather').join()).toMatch(
      /`remediation\.0\.check` must be one of certificates, .*swap/,
    )
  })

  test('may not name a check when it changes something', () => {
    expect(withCheck('mitigate', 'swap').join()).toMatch(/`remediation\.1\.phase` must be one of confirm/)
  })
})

describe('what may not be read', () => {
  /** Reading a folder as a file fails for root too. */
  const unreadable: Tree = { ...inotifyTree(), 'proc/1/mounts/x': '' }
  const statfs = (): FileSystemUse => ({ bsize: 4096, blocks: 100, bavail: 99, files: 0, ffree: 0 })

  test('is said, and nothing is ruled out then', async () => {
    const { verdict, unreadable: what } = await check('disk', unreadable, { statfs })
    expect({ verdict, what }).toEqual({ verdict: 'unknown', what: ['/proc/<pid>/mounts: is a folder'] })
  })
})

describe('inotify', () => {
  const tree = (watches: number, used: number): Tree => ({
    ...inotifyTree({ watches }),
    ...processTree(101, { name: 'kubelet', command: ['kubelet'], inotify: { 5: 4 } }),
    ...processTree(201, { name: 'node', command: ['node', 'consume.mjs'], inotify: { 17: used - 4 } }),
  })

  test('names the limit, its use and who holds most', async () => {
    expect(await check('inotify', tree(1000, 1000))).toMatchObject({
      verdict: 'confirmed',
      summary: 'limit 1,000, used 1,000 by root (100.0 %), 99.6 % of it by pid 201 (node consume.mjs)',
      details: ['0.4 % of it by pid 101 (kubelet)', 'enough would be 65,472'],
    })
  })

  test.each([
    [90, 100, 'confirmed'],
    [89, 100, 'not-now'],
  ])('with %d of %d watches is %s', async (used, watches, verdict) => {
    expect(await check('inotify', tree(watches, used))).toMatchObject({ verdict })
  })

  test('tells nothing where the kernel has no such limit', async () => {
    expect(await check('inotify', {})).toMatchObject({ verdict: 'unknown' })
  })

  test('of instances counts instances', async () => {
    const host = { ...inotifyTree({ instances: 2 }), ...processTree(101, { inotify: { 5: 4, 6: 0 } }) }
    const { verdict, summary } = await check('inotify-instances', host)
    expect({ verdict, summary }).toEqual({
      verdict: 'confirmed',
      summary: 'limit 2, used 2 by root (100.0 %), 100.0 % of it by pid 101 (/usr/bin/app)',
    })
  })
})

describe('disk and inodes', () => {
  const tree: Tree = {
    'proc/1/mounts': [
      '/dev/sda1 / ext4 rw,relatime 0 0',
      '/dev/sdb1 /var/lib/containerd xfs rw 0 0',
      '/dev/sdc1 /var/lib/kubelet ext4 ro,relatime 0 0',
      'tmpfs /run tmpfs rw,nosuid 0 0',
      '',
    ].join('\n'),
    'var/lib/containerd/x': '',
    'var/lib/kubelet/x': '',
    'var/log/x': '',
    'run/x': '',
  }
  const use = (bavail: number, ffree: number): FileSystemUse => ({
    bsize: 1024 ** 2,
    blocks: 1024,
    bavail,
    files: 1000,
    ffree,
  })
  const host = (containerd: FileSystemUse): HostOptions => ({
    statfs: (path) => {
      if (path.endsWith('/containerd')) return containerd
      return path.endsWith('/run') ? { ...use(1000, 0), files: 0 } : use(512, 500)
    },
  })

  test('name the fullest filesystem first, and each one once', async () => {
    const { verdict, summary, details } = await check('disk', tree, host(use(51, 900)))
    expect({ verdict, summary, details }).toEqual({
      verdict: 'confirmed',
      summary: '95.0 % full: /var/lib/containerd (xfs), 51.0 MiB of 1.0 GiB free',
      details: [
        '50.0 % full: / (ext4) with /var, /var/log, 512.0 MiB of 1.0 GiB free',
        '50.0 % full: /var/lib/kubelet (ext4), 512.0 MiB of 1.0 GiB free',
        '2.3 % full: /run (tmpfs), 1000.0 MiB of 1.0 GiB free',
        '/var/lib/kubelet is mounted read-only',
      ],
    })
  })

  test('count inodes apart from blocks', async () => {
    const { verdict, summary, details } = await check('inodes', tree, host(use(900, 0)))
    expect({ verdict, summary }).toEqual({
      verdict: 'confirmed',
      summary: '100.0 % of inodes used: /var/lib/containerd (xfs), 0 of 1,000 free',
    })
    expect(details).toContain('no fixed number of inodes: /run (tmpfs)')
  })

  test.each([
    ['disk', use(104, 900), 'not-now'],
    ['disk', use(102, 900), 'confirmed'],
    ['inodes', use(900, 51), 'not-now'],
    ['inodes', use(900, 50), 'confirmed'],
  ])('%s follows the thresholds of kubelet', async (name, containerd, verdict) => {
    expect(await check(name, tree, host(containerd))).toMatchObject({ verdict })
  })

  test('say when a filesystem does not answer', async () => {
    const broken = (): never => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' })
    }
    expect(await check('disk', tree, { statfs: broken })).toMatchObject({
      verdict: 'unknown',
      summary: 'no filesystem could be looked at',
      unreadable: expect.arrayContaining(['/run: the device cannot be read']),
    })
  })
})
