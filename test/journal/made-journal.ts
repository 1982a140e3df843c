// A small journal of our own: kubelet runs out of inotify watches, exits twice, and the node is booted.
import type { Entry } from './print-journal.ts'

const START = Date.UTC(2024, 5, 2, 23, 59, 50) * 1000
const SECOND = 1_000_000
const BOOTS = ['0f'.repeat(16), 'ab'.repeat(16)]
const BOOTED = [START - 3600 * SECOND, START + 120 * SECOND]

type Of = Omit<Entry, 'realtime' | 'monotonic' | 'boot' | 'host' | 'message' | 'priority'> & {
  readonly priority?: number
}

const KUBELET: Of = { identifier: 'kubelet', pid: 1423, unit: 'kubelet.service' }
const SYSTEMD: Of = { identifier: 'systemd', pid: 1, unit: 'init.scope', about: 'kubelet.service', priority: 5 }
const KERNEL: Of = { identifier: 'kernel', unit: '', priority: 4 }
const CONTAINERD: Of = { identifier: 'containerd', pid: 801, unit: 'containerd.service' }

function entry(seconds: number, of: Of, message: string, boot = 0): Entry {
  const realtime = START + Math.round(seconds * SECOND)
  const monotonic = realtime - (BOOTED[boot] ?? 0)
  const source = of === SYSTEMD ? { source: realtime - 41 } : {}
  return { priority: 6, ...of, ...source, realtime, monotonic, boot: BOOTS[boot] ?? '', host: 'node-a', message }
}

/** klog's own time is 200 microseconds before journald's. */
function klog(seconds: number, severity: string, message: string, pid = 1423, boot = 0): Entry {
  const at = new Date((START + seconds * SECOND) / 1000).toISOString()
  const us = String(Math.round(seconds * SECOND - 200 + 10 * SECOND) % SECOND).padStart(6, '0')
  const header = `${severity}${at.slice(5, 7)}${at.slice(8, 10)} ${at.slice(11, 19)}.${us} ${String(pid).padStart(7)} `
  return entry(seconds, { ...KUBELET, pid }, `${header}${message}`, boot)
}

const WATCH = '/sys/fs/cgroup/cpu,cpuacct'
const FAILED = `kubelet.go:1508] "Failed to start cAdvisor" err="inotify_add_watch ${WATCH}: no space left on device"`

/** Oldest first. */
export const JOURNAL: readonly Entry[] = [
  entry(0.000301, SYSTEMD, 'Started kubelet.service - kubelet: The Kubernetes Node Agent.'),
  klog(0.900301, 'I', 'server.go:467] "Kubelet version" kubeletVersion="v1.29.4"'),
  entry(0.950001, CONTAINERD, 'time="2024-06-02T23:59:50.94Z" level=info msg="Start event monitor" name="Müller-節點"'),
  klog(1.300301, 'I', 'flags.go:64] "Dump of configuration" config=<'),
  entry(1.300302, KUBELET, '\t{'),
  entry(1.300303, KUBELET, '\t  "failSwapOn": true'),
  entry(1.300304, KUBELET, '\t}'),
  entry(1.300305, KUBELET, ' > source="file"'),
  klog(
    1.400301,
    'E',
    'flux.go:1298] "Flux capacitor failed" err=<\n\tthe plasma of "app" is above its limit:\n\tback-off 5m0s\n > pod="shop/cart-0"',
  ),
  klog(1.500301, 'I', '\u001b[33mwatcher.go:93]\u001b[0m "A coloured line" name="x"'),
  klog(1.600301, 'I', 'log.go:198] "A carriage return at the end" name="y"\r'),
  klog(2.200301, 'E', FAILED),
  entry(3.000301, SYSTEMD, 'kubelet.service: Main process exited, code=exited, status=1/FAILURE'),
  entry(3.100301, SYSTEMD, "kubelet.service: Failed with result 'exit-code'."),
  entry(13.000301, SYSTEMD, 'kubelet.service: Scheduled restart job, restart counter is at 1.'),
  klog(14.200301, 'E', FAILED, 1500),
  entry(15.000301, SYSTEMD, 'kubelet.service: Main process exited, code=exited, status=1/FAILURE'),
  entry(130.000001, KERNEL, 'Linux version 6.8.0-45-generic (build@host) (gcc 13.2.0) #45 SMP PREEMPT_DYNAMIC', 1),
  klog(140.200301, 'E', FAILED, 950, 1),
]
