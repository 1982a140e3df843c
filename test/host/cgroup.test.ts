// The paths are those of the runtimes and of both cgroup drivers; ids are ours.
import { describe, expect, test } from '@jest/globals'
import { containerOf } from '../../src/host/cgroup.ts'

const ID = '7c1f9e0b2a4d6c8e0f1a3b5c7d9e1f2a4b6c8d0e2f4a6b8c0d1e3f5a7b9c0d2e'
const OUTER = 'a'.repeat(64)
const UID = '0c6e1f0a-5a7e-4b0e-9f44-6b8a2f1d3c55'
const SLICED = UID.replaceAll('-', '_')
const HASH = '5f0c3a9e7b1d2c4e6f8a0b1c2d3e4f5a'

const container = (runtime?: string): object => ({ containerId: ID, podUid: UID, ...(runtime && { runtime }) })

test.each<[what: string, cgroup: string, ref: object]>([
  [
    'containerd, cgroup v2, systemd driver',
    `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${SLICED}.slice/cri-containerd-${ID}.scope`,
    container('cri-containerd'),
  ],
  [
    'a guaranteed pod, which has no class',
    `0::/kubepods.slice/kubepods-pod${SLICED}.slice/cri-containerd-${ID}.scope`,
    container('cri-containerd'),
  ],
  ['containerd, cgroup v2, cgroupfs driver', `0::/kubepods/besteffort/pod${UID}/${ID}`, container()],
  [
    'containerd, cgroup v1, cgroupfs driver',
    `12:pids:/kubepods/burstable/pod${UID}/${ID}\n1:name=systemd:/kubepods/burstable/pod${UID}/${ID}\n0::/`,
    container(),
  ],
  [
    'containerd, cgroup v1, whose path has colons',
    `11:memory:/system.slice/containerd.service/kubepods-burstable-pod${SLICED}.slice:cri-containerd:${ID}`,
    container('cri-containerd'),
  ],
  [
    'CRI-O',
    `0::/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${SLICED}.slice/crio-${ID}.scope`,
    container('crio'),
  ],
  [
    'CRI-O with a cgroup below its scope',
    `0::/kubepods.slice/kubepods-pod${SLICED}.slice/crio-${ID}.scope/container`,
    container('crio'),
  ],
  ['conmon of CRI-O', `0::/kubepods.slice/kubepods-pod${SLICED}.slice/crio-conmon-${ID}.scope`, container('crio')],
  [
    'Docker under Kubernetes',
    `5:cpu,cpuacct:/kubepods.slice/kubepods-pod${SLICED}.slice/docker-${ID}.scope`,
    container('docker'),
  ],
  ['Docker alone, cgroup v1', `4:memory:/docker/${ID}`, { containerId: ID }],
  ['Docker alone, cgroup v2', `0::/system.slice/docker-${ID}.scope`, { containerId: ID, runtime: 'docker' }],
  ['Podman', `0::/machine.slice/libpod-${ID}.scope/container`, { containerId: ID, runtime: 'libpod' }],
  [
    'kind, whose node is a container itself',
    `0::/docker/${OUTER}/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/kubelet-kubepods-besteffort-pod${SLICED}.slice/cri-containerd-${ID}.scope`,
    container('cri-containerd'),
  ],
  [
    'a static pod, whose UID is a hash',
    `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod${HASH}.slice/cri-containerd-${ID}.scope`,
    { containerId: ID, podUid: HASH, runtime: 'cri-containerd' },
  ],
  ['a path seen from a cgroup namespace', `0::/../../kubepods/pod${UID}/${ID}`, container()],
  ['a service', '0::/system.slice/kubelet.service', { unit: 'kubelet.service' }],
  [
    'a service of cgroup v1, which not every controller names',
    '8:pids:/system.slice/cron.service\n3:cpuset:/\n0::/',
    { unit: 'cron.service' },
  ],
  ['a login', '0::/user.slice/user-1000.slice/session-4.scope', { unit: 'session-4.scope' }],
  ['the root', '0::/', {}],
  ['a word that only ends in pod', '0::/system.slice/tripod.service', { unit: 'tripod.service' }],
  ['nothing', '', {}],
])('reads the cgroup of %s', (_what, cgroup, ref) => {
  expect(containerOf(`${cgroup}\n`)).toEqual(ref)
})

describe('a path by a stranger', () => {
  test('does not hang the reader', () => {
    expect(containerOf(`0::/${'a-'.repeat(50_000)}${'pod'.repeat(10_000)}`)).toEqual({})
  })
})
