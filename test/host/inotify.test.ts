// /proc -> who holds watches. The trees are ours; inotify.e2e.test.ts and compare.test.ts ask a real kernel.
import { afterEach, describe, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import { Host } from '../../src/host/host.ts'
import { readInotify, type InotifyReport } from '../../src/host/inotify/report.ts'
import type { Crictl } from '../../src/host/pod-names.ts'
import { hostWith, inotifyTree, processTree, type FakeProcess, type Tree } from './tree.ts'

const ID = '7c1f9e0b2a4d6c8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d1e3f5a7b9c0d2e'
const UID = '0c6e1f0a-5a7e-4b0e-9f44-6b8a2f1d3c55'
const POD_CGROUP = `0::/kubepods.slice/kubepods-pod${UID.replaceAll('-', '_')}.slice/cri-containerd-${ID}.scope\n`

const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

async function inotify(
  processes: Readonly<Record<number, FakeProcess>>,
  tree: Tree = {},
  crictl?: Crictl,
): Promise<InotifyReport> {
  const all = Object.entries(processes).map(([pid, one]) => processTree(Number(pid), one))
  const root = hostWith(Object.assign({}, inotifyTree(), ...all, tree))
  roots.push(root)
  return readInotify(new Host({ root }), crictl === undefined ? {} : { crictl })
}

describe('a process', () => {
  test('has its instances and watches counted, and is named', async () => {
    const { processes } = await inotify({
      101: { name: 'kubelet', command: ['/usr/bin/kubelet', '--v=2'], inotify: { 5: 3, 9: 0 } },
      102: { name: 'cron' },
    })
    expect(processes).toMatchObject([
      { pid: 101, user: 'root', name: 'kubelet', command: '/usr/bin/kubelet --v=2', instances: 2, watches: 3 },
    ])
  })

  test('is counted in full when its fdinfo is longer than what is read at once', async () => {
    const { processes } = await inotify({ 101: { inotify: { 5: 6000 } } })
    expect(processes[0]?.watches).toBe(6000)
  })

  test.each([
    ['a thread of the kernel', { kthread: true }],
    ['a thread of a kernel that does not say so', { ppid: 2 }],
    ['a zombie', { state: 'Z (zombie)' }],
  ])('is left out when it is %s', async (_what, process) => {
    expect(await inotify({ 101: process, 102: {} })).toMatchObject({ scanned: 1, hidden: 0 })
  })

  test('without a command line is named in brackets', async () => {
    const { processes } = await inotify({ 101: { name: 'odd', command: [], inotify: { 5: 1 } } })
    expect(processes[0]?.command).toBe('[odd]')
  })

  test('whose files may not be listed is hidden', async () => {
    // A file in place of the folder: root may list every folder.
    const tree = { ...processTree(101), ...inotifyTree() }
    const root = hostWith(Object.fromEntries(Object.entries(tree).filter(([path]) => !path.includes('/fd'))))
    roots.push(root)
    expect(await readInotify(new Host({ root }))).toMatchObject({ scanned: 1, hidden: 1, users: [] })
  })

  test('whose files may be listed and not be looked at is hidden too', async () => {
    // A file in place of a link is no link that can be read.
    const report = await inotify({ 101: { inotify: { 5: 3 } } }, { 'proc/101/fd/6': '' })
    expect(report).toMatchObject({ scanned: 1, hidden: 1, users: [{ watches: 3 }] })
  })

  test('shows the same order whatever the order of the folder', async () => {
    const { processes } = await inotify({
      9: { inotify: { 5: 1 } },
      101: { inotify: { 5: 7 } },
      20: { inotify: { 5: 1 } },
    })
    expect(processes.map(({ pid }) => pid)).toEqual([101, 9, 20])
  })
})

describe('a user', () => {
  test('has the sum of its processes and the share of each limit', async () => {
    const { users } = await inotify({
      101: { inotify: { 5: 6000 } },
      102: { inotify: { 5: 192 } },
      103: { uid: 1000, inotify: { 5: 10 } },
    })
    expect(users).toMatchObject([
      { uid: 0, name: 'root', processes: 2, instances: 2, watches: 6192, watchesShare: 6192 / 8192 },
      { uid: 1000, name: 'alice', processes: 1, instances: 1, watches: 10, instancesShare: 1 / 128 },
    ])
  })

  test('has what a fork shares counted once', async () => {
    const { users, processes } = await inotify({
      101: { inotify: { 5: 40 }, inode: 7 },
      102: { ppid: 101, inotify: { 5: 40, 6: 2 }, inode: 7 },
    })
    expect(processes.map(({ watches, sharedWatches }) => [watches, sharedWatches])).toEqual([
      [42, 40],
      [40, 0],
    ])
    expect(users).toMatchObject([{ instances: 2, watches: 42 }])
  })

  test.each([
    ['siblings watch the same', { 101: { inotify: { 5: 4 }, inode: 7 }, 102: { inotify: { 5: 4 }, inode: 7 } }],
    ['parent and child watch other files', { 101: { inotify: { 5: 4 } }, 102: { ppid: 101, inotify: { 5: 4 } } }],
  ])('has both counted when %s', async (_what, processes) => {
    expect((await inotify(processes)).users).toMatchObject([{ instances: 2, watches: 8 }])
  })

  test('of another user namespace stands by itself, without a share', async () => {
    const { users } = await inotify({
      101: { inotify: { 5: 4 } },
      102: { inotify: { 5: 6 }, namespace: '4026539999' },
    })
    expect(users.map(({ isOwn, watches, watchesShare }) => [isOwn, watches, watchesShare])).toEqual([
      [true, 4, 4 / 8192],
      [false, 6, undefined],
    ])
  })
})

describe('the limit', () => {
  test('is the smaller one of the host and the user namespace', async () => {
    const { limits, users } = await inotify({ 101: { inotify: { 5: 30 } } }, inotifyTree({ namespaceWatches: 40 }))
    expect(limits).toMatchObject({ watches: 40, namespace: { watches: 40 }, host: { watches: 8192 } })
    expect(users[0]?.watchesShare).toBe(0.75)
  })

  test('is unknown where there is none', async () => {
    const root = hostWith(processTree(101, { inotify: { 5: 1 } }))
    roots.push(root)
    const { limits, users, machine } = await readInotify(new Host({ root }))
    expect([limits.watches, limits.instances, users[0]?.watchesShare, machine]).toEqual(Array(4).fill(undefined))
  })

  test.each([
    ['5.10.0-28-amd64', 8388608, 8192],
    ['4.19.0', 8388608, 8192],
    ['5.11.0', 8388608, 65472],
    ['6.8.0', 8388608, 65472],
    ['6.8.0', 524288, 8192],
    ['6.8.0', 1073741824, 1048576],
  ])('that Linux %s chooses for %d kB of memory is about %d', async (kernel, memory, limit) => {
    const { machine } = await inotify(
      {},
      { 'proc/sys/kernel/osrelease': kernel, 'proc/meminfo': `MemTotal: ${memory} kB` },
    )
    expect(machine?.defaultWatches).toBe(limit)
  })
})

describe('a larger limit', () => {
  const suggested = async (used: number, limits: Parameters<typeof inotifyTree>[0]) =>
    (await inotify({ 101: { inotify: { 5: used } } }, inotifyTree(limits))).suggestions

  test.each([
    ['nothing below 80 %', 79, 100, undefined],
    ["the kernel's default for this memory when it is more than twice of what is used", 80, 100, 65472],
    ['the power of two above twice of what is used', 40_000, 50_000, 131_072],
  ])('is %s', async (_what, used, watches, value) => {
    expect((await suggested(used, { watches }))[0]?.value).toBe(value)
  })

  test('has the memory that it can cost', async () => {
    expect((await suggested(40_000, { watches: 40_000 }))[0]?.memory).toBe(131_072 * 1024)
  })

  test('of instances is at least 1024', async () => {
    const inotifies = Object.fromEntries(Array.from({ length: 8 }, (_, fd) => [fd + 3, 0]))
    const { suggestions } = await inotify({ 101: { inotify: inotifies } }, inotifyTree({ instances: 10 }))
    expect(suggestions).toMatchObject([{ sysctl: 'fs.inotify.max_user_instances', value: 1024 }])
  })
})

describe('the name of a pod', () => {
  const consumer = { 101: { cgroup: POD_CGROUP, inotify: { 5: 3 } } }
  const ask: Crictl = () =>
    Promise.resolve(
      JSON.stringify({
        containers: [
          {
            id: ID,
            podSandboxId: 'f'.repeat(64),
            labels: {
              'io.kubernetes.pod.namespace': 'web',
              'io.kubernetes.pod.name': 'shop-0',
              'io.kubernetes.pod.uid': UID,
              'io.kubernetes.container.name': 'shop',
            },
          },
        ],
      }),
    )

  test("comes from the names of kubelet's folders", async () => {
    const { processes, owners } = await inotify(consumer, { [`var/log/pods/web_shop-0_${UID}/shop/0.log`]: '' })
    expect(processes[0]?.pod).toEqual({ namespace: 'web', pod: 'shop-0' })
    expect(owners).toMatchObject([{ owner: 'web/shop-0', watches: 3 }])
  })

  test('comes with the container from the names of the logs', async () => {
    const log = `var/log/containers/shop-0_web_shop-${ID}.log`
    expect((await inotify(consumer, { [log]: '' })).processes[0]?.pod).toEqual({
      namespace: 'web',
      pod: 'shop-0',
      container: 'shop',
    })
  })

  test('comes from crictl where the folders do not tell', async () => {
    expect((await inotify(consumer, {}, ask)).processes[0]?.pod).toEqual({
      namespace: 'web',
      pod: 'shop-0',
      container: 'shop',
    })
  })

  test.each([
    ['fails', undefined],
    ['prints no JSON', 'FATA[0000] no such socket'],
    ['knows nothing', '{"containers":[]}'],
  ])('is its UID when crictl %s', async (_what, printed) => {
    const { owners } = await inotify(consumer, {}, () => Promise.resolve(printed))
    expect(owners).toMatchObject([{ owner: `pod ${UID}` }])
  })

  test('is not asked of crictl when all are known', async () => {
    let asked = 0
    await inotify({ 101: { inotify: { 5: 1 }, cgroup: '0::/system.slice/cron.service' } }, {}, () => {
      asked++
      return Promise.resolve(undefined)
    })
    expect(asked).toBe(0)
  })
})
