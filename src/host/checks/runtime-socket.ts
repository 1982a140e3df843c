// Does something listen at the socket over which kubelet speaks to the runtime?
import type { Host } from '../host.ts'
import { commandOf, pidsOf, processStatus } from '../process.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

// Where runtimes listen unless they are told otherwise.
const USUAL = [
  '/run/containerd/containerd.sock',
  '/run/crio/crio.sock',
  '/run/cri-dockerd.sock',
  '/run/k3s/containerd/containerd.sock',
  '/var/snap/microk8s/common/run/containerd.sock',
  '/run/k0s/containerd.sock',
]

// kubelet's flag beats its file.
const FLAG = /--container-runtime-endpoint[= ]"?(?:unix:\/\/)?(?<path>\/[^\s"']+)/
const FIELD = /^\s*containerRuntimeEndpoint:\s*["']?(?:unix:\/\/)?(?<path>\/[^\s"']+)/m

/** Nothing is sent: the kernel itself lists who listens. That a runtime listens does not say that it answers. */
export const checkRuntimeSocket: HostCheck = (host) => {
  const text = host.text('/proc/1/net/unix') ?? host.text('/proc/net/unix')
  if (text === undefined) return unknown('this kernel shows no list of sockets')
  const listening = listeningSockets(text)
  const wanted = configured(host)
  const others = USUAL.filter((path) => path !== wanted && listening.has(path)).map(
    (path) => `something listens at ${path}`,
  )
  const details = [...others, ...runtimes(host)]
  if (wanted === undefined) {
    const summary = 'kubelet is not seen to be told of a socket, and nothing listens at the usual ones'
    return others.length === 0 ? finding(true, summary, details) : finding(false, others.join('; '), runtimes(host))
  }
  if (listening.has(wanted))
    return finding(false, `something listens at ${wanted}, where kubelet looks for the runtime`, details)
  const what = host.has(wanted) ? 'is there, but nobody listens at it' : 'is not there'
  return finding(true, `${wanted}, where kubelet looks for the runtime, ${what}`, details)
}

const ACCEPTS = 0x10000 // __SO_ACCEPTCON

/** Lines are `Num RefCount Protocol Flags Type St Inode Path`. */
function listeningSockets(text: string): ReadonlySet<string> {
  const lines = text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
  return new Set(
    lines
      .filter(([, , , flags = '0']) => (parseInt(flags, 16) & ACCEPTS) !== 0)
      .flatMap((columns) => (columns[7] === undefined ? [] : [plain(columns[7])])),
  )
}

/** /var/run is a link to /run. */
function plain(path: string): string {
  return path.replace(/^\/var\/run\//, '/run/')
}

function configured(host: Host): string | undefined {
  const kubelet = pidsOf(host).flatMap((pid) => {
    const status = processStatus(host, pid)
    return status?.name === 'kubelet' ? [commandOf(host, status)] : []
  })
  const flags = [...kubelet, host.text('/var/lib/kubelet/kubeadm-flags.env') ?? '']
  const path =
    flags.map((text) => FLAG.exec(text)?.groups?.['path']).find((found) => found !== undefined) ??
    FIELD.exec(host.text('/var/lib/kubelet/config.yaml') ?? '')?.groups?.['path']
  return path === undefined ? undefined : plain(path)
}

const RUNTIMES: ReadonlySet<string> = new Set(['containerd', 'crio', 'dockerd', 'cri-dockerd'])

function runtimes(host: Host): string[] {
  const found = pidsOf(host)
    .flatMap((pid) => processStatus(host, pid) ?? [])
    .filter(({ name }) => RUNTIMES.has(name))
    .map(({ name, pid }) => `${name} runs as pid ${pid}`)
  return found.length === 0 ? ['no process of a runtime is seen'] : found
}
