// The checks of threads, files, swap, sockets, certificates and connections, on hosts of files.
import { afterEach, describe, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import { runCheck, type CheckResult } from '../../src/host/checks/registry.ts'
import { Host } from '../../src/host/host.ts'
import { EARLY, GOOD, OLD } from './certificates.ts'
import { hostWith, processTree, type Tree } from './tree.ts'

const NOW = new Date('2024-07-01T12:00:00Z')
const roots: string[] = []

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

async function check(name: string, tree: Tree): Promise<CheckResult> {
  const root = hostWith(tree)
  roots.push(root)
  const result = await runCheck(name, new Host({ root }), { now: NOW })
  if (result === undefined) throw new Error(`no check ${name}`)
  return result
}

describe('on a host that shows nothing', () => {
  test.each([
    'certificates',
    'conntrack',
    'inotify',
    'inotify-instances',
    'open-files',
    'pids',
    'runtime-socket',
    'swap',
  ])('%s cannot tell', async (name) => {
    expect(await check(name, {})).toMatchObject({ verdict: 'unknown', details: [], unreadable: [] })
  })
})

describe('what may not be read', () => {
  // A folder in place of the file: root may read every file.
  test.each([
    ['swap', '/proc/swaps'],
    ['conntrack', '/proc/sys/net/netfilter/nf_conntrack_count'],
    ['open-files', '/proc/sys/fs/file-nr'],
    ['pids', '/proc/loadavg'],
    ['certificates', '/var/lib/kubelet/pki/kubelet.crt'],
    ['inotify', '/proc/sys/fs/inotify/max_user_watches'],
    ['runtime-socket', '/var/lib/kubelet/config.yaml'],
  ])('is said by %s, which rules nothing out then', async (name, path) => {
    const { verdict, unreadable } = await check(name, { 'proc/net/unix': 'Num\n', [`${path.slice(1)}/x`]: '' })
    expect(unreadable).toEqual([`${path}: is a folder`])
    expect(verdict).not.toBe('not-now')
  })
})

describe('open files', () => {
  const fds = Object.fromEntries(Array.from({ length: 8 }, (_, fd) => [fd + 3, 'socket:[1]']))
  const tree = (files: number, host = '100\t0\t1000'): Tree => ({
    'proc/sys/fs/file-nr': `${host}\n`,
    ...processTree(101, { name: 'kubelet', command: ['kubelet'], fds, files: [files, 20] }),
    ...processTree(102, { name: 'cron', command: ['cron'] }),
  })

  test('are counted on the host and in the fullest process', async () => {
    expect(await check('open-files', tree(10))).toMatchObject({
      verdict: 'confirmed',
      summary: 'the host has 100 of 1,000 open files (10.0 %); pid 101 (kubelet) has 9 of 10 open files (90.0 %)',
      details: ['pid 102 (cron) has 1 of 1,024 open files (0.0 %)'],
    })
  })

  test.each([
    ['a process that has some left', 11, undefined, 'not-now'],
    ['a host that is full', 100, '950\t0\t1000', 'confirmed'],
  ])('of %s', async (_what, files, host, verdict) => {
    expect(await check('open-files', tree(files, host))).toMatchObject({ verdict })
  })

  test('may be without a limit', async () => {
    const process = processTree(101, { command: ['kubelet'] })
    const limits = 'Max open files            unlimited            unlimited            files\n'
    expect(await check('open-files', { ...process, 'proc/101/limits': limits })).toMatchObject({
      verdict: 'not-now',
      summary: 'pid 101 (kubelet) has 1 of any number open files (0.0 %)',
    })
  })
})

describe('threads', () => {
  const host = (threads: number): Tree => ({
    'proc/loadavg': `0.20 0.18 0.12 1/${threads} 11206\n`,
    'proc/sys/kernel/pid_max': '32768\n',
    'proc/sys/kernel/threads-max': '1000\n',
  })
  const pod = (tree: string, current: number): Tree => ({
    [`${tree}/kubepods.slice/kubepods-pod1.slice/pids.current`]: `${current}\n`,
    [`${tree}/kubepods.slice/kubepods-pod1.slice/pids.max`]: '100\n',
    [`${tree}/kubepods.slice/pids.current`]: '400\n',
    [`${tree}/kubepods.slice/pids.max`]: 'max\n',
  })

  test.each([
    ['the host by the smaller one of its limits', host(900), 'confirmed', 'the host has 900 of 1,000 threads (90.0 %)'],
    ['a host with room', host(899), 'not-now', 'the host has 899 of 1,000 threads (89.9 %)'],
    [
      'a pod, cgroup v2',
      { ...host(10), ...pod('sys/fs/cgroup', 95) },
      'confirmed',
      'the host has 10 of 1,000 threads (1.0 %); kubepods.slice/kubepods-pod1.slice has 95 of 100 threads (95.0 %)',
    ],
    [
      'a pod, cgroup v1',
      pod('sys/fs/cgroup/pids', 12),
      'not-now',
      'kubepods.slice/kubepods-pod1.slice has 12 of 100 threads (12.0 %)',
    ],
  ])('of %s', async (_what, tree, verdict, summary) => {
    expect(await check('pids', tree)).toMatchObject({ verdict, summary })
  })

  test('are shown by process, and zombies by the parent that leaves them', async () => {
    const { details } = await check('pids', {
      ...host(900),
      ...processTree(101, { command: ['java'], threads: 700 }),
      ...processTree(102, { command: ['sh'], threads: 1 }),
      ...processTree(103, { ppid: 102, state: 'Z (zombie)' }),
      ...processTree(104, { ppid: 102, state: 'Z (zombie)' }),
    })
    expect(details).toEqual([
      'pid 101 has 700 threads (java)',
      'pid 102 has 1 threads (sh)',
      'pid 102 (sh) has 2 zombies',
    ])
  })
})

describe('swap', () => {
  const header = 'Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n'

  test('that is active is listed, with what activates it', async () => {
    const tree = {
      'proc/swaps': `${header}/dev/dm-1                               partition\t8388604\t\t1048576\t\t-2\n`,
      'etc/fstab': '/dev/sda1 / ext4 defaults 0 1\n/dev/dm-1\tnone\tswap\tsw\t0\t0\n#/swapfile none swap sw 0 0\n',
    }
    expect(await check('swap', tree)).toMatchObject({
      verdict: 'confirmed',
      summary: 'swap is active: /dev/dm-1 (partition), 1.0 GiB of 8.0 GiB used',
      details: ['/etc/fstab activates it at boot: /dev/dm-1 none swap sw 0 0'],
    })
  })

  test('that is not active is said', async () => {
    expect(await check('swap', { 'proc/swaps': header })).toMatchObject({
      verdict: 'not-now',
      summary: 'no swap is active',
    })
  })
})

describe('the socket of the runtime', () => {
  const SOCKET = '/run/containerd/containerd.sock'
  const listening = (path: string): Tree => ({
    'proc/1/net/unix': [
      'Num       RefCount Protocol Flags    Type St Inode Path',
      `0000000000000000: 00000002 00000000 00010000 0001 01 23456 ${path}`,
      '0000000000000000: 00000003 00000000 00000000 0001 03 23457 /run/connected.sock',
      '',
    ].join('\n'),
  })
  const kubelet = processTree(101, {
    name: 'kubelet',
    command: ['kubelet', `--container-runtime-endpoint=unix://${SOCKET}`],
  })
  const file = {
    'var/lib/kubelet/config.yaml':
      'kind: KubeletConfiguration\ncontainerRuntimeEndpoint: "unix:///var/run/crio/crio.sock"\n',
  }
  const flags = {
    'var/lib/kubelet/kubeadm-flags.env': `KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix://${SOCKET}"\n`,
  }

  test.each<[string, Tree, string, string]>([
    [
      'somebody listens',
      { ...kubelet, ...listening(SOCKET) },
      'not-now',
      `something listens at ${SOCKET}, where kubelet looks for the runtime`,
    ],
    [
      'it is gone',
      { ...kubelet, ...listening('/run/other.sock') },
      'confirmed',
      `${SOCKET}, where kubelet looks for the runtime, is not there`,
    ],
    [
      'nobody listens',
      { ...kubelet, ...listening('/run/other.sock'), 'run/containerd/containerd.sock': '' },
      'confirmed',
      `${SOCKET}, where kubelet looks for the runtime, is there, but nobody listens at it`,
    ],
    [
      'it is only connected',
      { ...flags, ...listening('/x'), 'proc/net/unix': '' },
      'confirmed',
      `${SOCKET}, where kubelet looks for the runtime, is not there`,
    ],
    [
      'the configuration says /var/run',
      { ...file, ...listening('/run/crio/crio.sock') },
      'not-now',
      'something listens at /run/crio/crio.sock, where kubelet looks for the runtime',
    ],
    [
      'the flag says another than the file',
      { ...flags, ...file, ...listening(SOCKET) },
      'not-now',
      `something listens at ${SOCKET}, where kubelet looks for the runtime`,
    ],
    ['kubelet was told none', listening(SOCKET), 'not-now', `something listens at ${SOCKET}`],
    [
      'there is none at all',
      listening('/x'),
      'confirmed',
      'kubelet is not seen to be told of a socket, and nothing listens at the usual ones',
    ],
  ])('when %s', async (_when, tree, verdict, summary) => {
    expect(await check('runtime-socket', tree)).toMatchObject({ verdict, summary })
  })

  test('is shown with what listens elsewhere, and with the runtimes that run', async () => {
    const { details } = await check('runtime-socket', {
      ...kubelet,
      ...listening('/run/crio/crio.sock'),
      ...processTree(77, { name: 'crio' }),
    })
    expect(details).toEqual(['something listens at /run/crio/crio.sock', 'crio runs as pid 77'])
  })
})

describe('certificates', () => {
  const CLIENT = 'var/lib/kubelet/pki/kubelet-client-current.pem'

  test('that have expired come first', async () => {
    const { verdict, summary, details } = await check('certificates', {
      'var/lib/kubelet/pki/kubelet.crt': GOOD,
      [CLIENT]: `${OLD}-----BEGIN EC PRIVATE KEY-----\nnothing\n-----END EC PRIVATE KEY-----\n`,
    })
    expect({ verdict, summary, details }).toEqual({
      verdict: 'confirmed',
      summary: `/${CLIENT} (O=system:nodes, CN=system:node:worker-1) expired 2024-06-01T00:00:00.000Z, 30 days ago`,
      details: [
        '/var/lib/kubelet/pki/kubelet.crt (CN=worker-1@1717200000) is valid until 2025-06-01T00:00:00.000Z, 334 days',
      ],
    })
  })

  test('that are valid are no trouble', async () => {
    expect(await check('certificates', { [CLIENT]: GOOD })).toMatchObject({ verdict: 'not-now' })
  })

  test('that are not yet valid are, with the clock', async () => {
    expect(await check('certificates', { 'etc/kubernetes/pki/etcd/ca.crt': EARLY })).toMatchObject({
      verdict: 'confirmed',
      summary:
        "/etc/kubernetes/pki/etcd/ca.crt (CN=etcd-ca) is not valid before 2024-08-01T00:00:00.000Z; this host's clock says 2024-07-01T12:00:00.000Z",
    })
  })

  test.each(['/var/lib/kubelet/pki/kubelet-client-2024.pem', 'kubelet-client-2024.pem'])(
    'are found by the link %s, which is one of the host',
    async (link) => {
      const tree = { [CLIENT]: { link }, 'var/lib/kubelet/pki/kubelet-client-2024.pem': OLD }
      expect(await check('certificates', tree)).toMatchObject({ verdict: 'confirmed' })
    },
  )

  test('are not looked for without end where a link leads to itself', async () => {
    expect(await check('certificates', { [CLIENT]: { link: `/${CLIENT}` } })).toMatchObject({ verdict: 'unknown' })
  })

  test('are found in a kubeconfig', async () => {
    const data = Buffer.from(OLD).toString('base64')
    const kubeconfig = `users:\n- name: default\n  user:\n    client-certificate-data: ${data}\n    client-key-data: c2VjcmV0\n`
    const { verdict, summary } = await check('certificates', { 'etc/kubernetes/kubelet.conf': kubeconfig })
    expect(verdict).toBe('confirmed')
    expect(summary).toMatch(/^\/etc\/kubernetes\/kubelet\.conf \(O=system:nodes/)
  })

  test('that are broken are passed over', async () => {
    const broken = GOOD.replace('MII', 'AAA')
    expect(await check('certificates', { [CLIENT]: broken })).toMatchObject({ verdict: 'unknown' })
  })
})

describe('tracked connections', () => {
  const tree = (count: number): Tree => ({
    'proc/sys/net/netfilter/nf_conntrack_count': `${count}\n`,
    'proc/sys/net/netfilter/nf_conntrack_max': '262144\n',
    'proc/net/stat/nf_conntrack': [
      'entries  clashres found new invalid ignore delete chainlength insert insert_failed drop early_drop icmp_error',
      '000000ff  00000000 00000000 00000000 00000003 00000000 00000000 00000000 00000000 00000000 00000010 00000000 00000000',
      '000000ff  00000000 00000000 00000000 00000003 00000000 00000000 00000000 00000000 00000002 00000001 00000000 00000000',
      '',
    ].join('\n'),
  })

  test('are counted, with what was lost since boot on all processors', async () => {
    expect(await check('conntrack', tree(262_144))).toMatchObject({
      verdict: 'confirmed',
      summary: 'limit 262,144, used 262,144 (100.0 %)',
      details: ['drop since boot: 17', 'insert_failed since boot: 2'],
    })
  })

  test('with room in the table are no trouble', async () => {
    expect(await check('conntrack', tree(1000))).toMatchObject({ verdict: 'not-now' })
  })
})
