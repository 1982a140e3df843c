import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import type { InotifyReport } from '../../src/host/inotify/report.ts'
import { hostWith, inotifyTree, processTree, type Tree } from '../host/tree.ts'
import { run } from './run.ts'

const UID = '0c6e1f0a-5a7e-4b0e-9f44-6b8a2f1d3c55'
const ID = '7c1f9e0b2a4d6c8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d1e3f5a7b9c0d2e'

const CONSUMER: Tree = {
  ...processTree(201, {
    name: 'node',
    command: ['node', 'consume\u001b[31m.js'],
    inotify: { 17: 60 },
    cgroup: `0::/kubepods/pod${UID}/${ID}\n`,
  }),
  [`var/log/containers/hog-0_web_hog-${ID}.log`]: '',
}
const KUBELET = processTree(101, { name: 'kubelet', inotify: { 5: 39 }, cgroup: '0::/system.slice/kubelet.service\n' })
const LOGIN = processTree(102, { name: 'bash', uid: 1000, inotify: { 5: 1 } })

const roots: Record<string, string> = {}
const made = {
  full: { ...inotifyTree({ watches: 100 }), ...KUBELET, ...CONSUMER, ...LOGIN },
  well: { ...inotifyTree({ watches: 200 }), ...KUBELET, ...CONSUMER, ...LOGIN },
  hidden: { ...inotifyTree({ watches: 200 }), ...KUBELET, 'proc/103/status': 'Name:\tsecret\nPPid:\t1\n' },
  both: { ...inotifyTree({ watches: 100 }), ...KUBELET, ...CONSUMER, 'proc/103/status': 'Name:\tsecret\nPPid:\t1\n' },
  namespaces: {
    ...inotifyTree({ watches: 200 }),
    ...KUBELET,
    ...processTree(301, { name: 'rootless', inotify: { 9: 121 }, namespace: '4026539999' }),
  },
  nothing: {},
}

beforeAll(() => {
  for (const [name, tree] of Object.entries(made)) roots[name] = hostWith(tree)
})

afterAll(() => {
  for (const root of Object.values(roots)) rmSync(root, { recursive: true })
})

const inotify = (host: string, ...argv: string[]) => run(['inotify', '--host-root', roots[host] ?? '', ...argv])

describe('the exit code', () => {
  test.each([
    ['well', 0, ''],
    ['full', 1, ''],
    ['both', 1, ''],
    ['hidden', 2, 'kubelog-diagnose: cannot tell: 1 of 2 processes hide their files (run it as root)\n'],
    [
      'namespaces',
      2,
      'kubelog-diagnose: cannot tell: with the watches of other user namespaces, which may count for root, it would be 80 %\n',
    ],
    [
      'nothing',
      2,
      'kubelog-diagnose: this kernel does not show limits on inotify: is /proc mounted, and is it Linux?\n',
    ],
  ])('on the host %s is %d', async (host, code, stderr) => {
    expect(await inotify(host)).toMatchObject({ code, stderr })
  })

  test.each([[['--top', '0']], [['--watch=x']], [['--watch', '1', '-o', 'prometheus']]])(
    'is 2 for %j',
    async (argv) => {
      expect(await inotify('well', ...argv)).toMatchObject({ code: 2, stdout: '' })
    },
  )
})

describe('the text', () => {
  test('says how full it is first', async () => {
    const { stdout } = await inotify('full')
    expect(stdout.split('\n')[0]).toMatch(/^inotify on worker-1 +99\.0 % of a limit$/)
  })

  test.each([
    ['the limits', 'watches    100 a user'],
    ["the kernel's choice", 'Linux 6.8.0-45-generic with 8.0 GiB would allow about 65,472 watches'],
    ['users', 'root                        2          99   99.0 %          2    1.5 %'],
    ['pods', '60          1  web/hog-0'],
    ['units', '39          1  kubelet.service'],
    ['processes', '201        60          1  root [web/hog-0]: node consume'],
    ['the way out', 'sudo sysctl -w fs.inotify.max_user_watches=65472'],
  ])('has %s', async (_what, text) => {
    expect((await inotify('full')).stdout.replaceAll(/\n {11,}/g, ' ')).toContain(text)
  })

  test('has no way out where none is needed', async () => {
    expect((await inotify('well')).stdout).not.toContain('sysctl')
  })

  test('says what cannot be seen', async () => {
    expect((await inotify('hidden')).stdout).toContain('1 process of 2 cannot be looked into')
  })

  test('lets no command line touch the terminal', async () => {
    const { stdout } = await inotify('full')
    expect(stdout).toContain('consume\\x1b[31m.js')
    expect(stdout).not.toContain('\u001b')
  })

  test('names as many processes as asked for, and says that there are more', async () => {
    const { stdout } = await inotify('full', '--top', '1')
    expect(stdout).toContain('and 2 more processes')
    expect(stdout).not.toContain('kubelet.service]')
  })
})

describe('the JSON', () => {
  test('has users, owners and processes', async () => {
    const { stdout } = await inotify('full', '-o', 'json')
    const { users, owners, processes, limits } = JSON.parse(stdout) as InotifyReport
    expect(limits.watches).toBe(100)
    expect(users).toMatchObject([
      { uid: 0, watches: 99 },
      { name: 'alice', watches: 1 },
    ])
    expect(owners.map(({ owner }) => owner)).toEqual(['web/hog-0', 'kubelet.service', '-'])
    expect(processes[0]).toMatchObject({
      pid: 201,
      containerId: ID,
      podUid: UID,
      pod: { namespace: 'web', pod: 'hog-0', container: 'hog' },
    })
  })
})

describe('the metrics', () => {
  test.each([
    'kubelog_inotify_watches_limit 100',
    'kubelog_inotify_user_watches{uid="0",user="root",user_namespace="4026531837"} 99',
    'kubelog_inotify_user_instances{uid="1000",user="alice",user_namespace="4026531837"} 1',
    'kubelog_inotify_process_watches{namespace="web",pod="hog-0",container="hog",name="node"} 60',
    'kubelog_inotify_process_watches{owner="kubelet.service",name="kubelet"} 39',
    'kubelog_inotify_processes_hidden 0',
  ])('have %s', async (line) => {
    expect((await inotify('full', '-o', 'prometheus')).stdout.split('\n')).toContain(line)
  })

  test('have each series once, after its help and its type', async () => {
    const { stdout } = await inotify('full', '-o', 'prometheus')
    const lines = stdout.trimEnd().split('\n')
    const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.replace(/ \S+$/, ''))
    expect(new Set(series).size).toBe(series.length)
    for (const name of series.map((line) => line.replace(/\{.*/, '')))
      expect(stdout.indexOf(`# TYPE ${name} gauge\n`)).toBeLessThan(stdout.indexOf(`\n${name}`))
  })

  test('have names with quotes escaped', async () => {
    const root = hostWith({ ...inotifyTree(), ...processTree(7, { name: 'a"b\\c', inotify: { 4: 1 } }) })
    const { stdout } = await run(['inotify', '--host-root', root, '-o', 'prometheus'])
    expect(stdout).toContain('{owner="-",name="a\\"b\\\\c"} 1')
    rmSync(root, { recursive: true })
  })
})

describe('--watch', () => {
  test('looks again until it is interrupted, one JSON a line', async () => {
    const interrupt = new AbortController()
    const looking = run(['inotify', '--host-root', roots['well'] ?? '', '-o', 'json', '--watch', '1'], {
      interrupt: interrupt.signal,
    })
    setTimeout(() => interrupt.abort(), 1300)
    const { code, stdout } = await looking
    expect(code).toBe(0)
    const looks = stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as InotifyReport).users[0]?.watches)
    expect(looks.length).toBeGreaterThanOrEqual(1)
    expect(new Set(looks)).toEqual(new Set([99]))
  })
})
