// A line of the log as `journalctl -o json` prints it: all fields of the entry, in another order in each line.

const BOOT = '3f5c0a7e9d1b4c2f8a6e0d4b7c9f1e35'
const STREAM = '7d0e4a1c5b8f4e2d9c3a6f1b0e8d7c54'
const CONSTANT = Object.entries({
  _BOOT_ID: BOOT,
  _CAP_EFFECTIVE: '1ffffffffff',
  _CMDLINE:
    '/usr/bin/kubelet --bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml',
  _COMM: 'kubelet',
  _EXE: '/usr/bin/kubelet',
  _GID: '0',
  _HOSTNAME: 'node-a',
  _MACHINE_ID: 'c1a9e7b35d2f4086a4e8d6f0b2c7935e',
  _PID: '1423',
  _SELINUX_CONTEXT: 'unconfined\n',
  _STREAM_ID: STREAM,
  _SYSTEMD_CGROUP: '/system.slice/kubelet.service',
  _SYSTEMD_INVOCATION_ID: '5e8b1d3c7a9f4b60b2d4c6e8f0a1935d',
  _SYSTEMD_SLICE: 'system.slice',
  _SYSTEMD_UNIT: 'kubelet.service',
  _TRANSPORT: 'stdout',
  _UID: '0',
  PRIORITY: '6',
  SYSLOG_FACILITY: '3',
  SYSLOG_IDENTIFIER: 'kubelet',
})

/** `us` are the microseconds since the epoch. */
export function journaldLine(us, message, random) {
  const received = us + 100 + Math.floor(random() * 400)
  const fields = [
    ...CONSTANT,
    ['__CURSOR', `s=${STREAM};i=${received.toString(16)};b=${BOOT};t=${received.toString(16)}`],
    ['__MONOTONIC_TIMESTAMP', String(received % 1e12)],
    ['__REALTIME_TIMESTAMP', String(received)],
    ['MESSAGE', message],
  ]
  for (let left = fields.length - 1; left > 0; left--) {
    const other = Math.floor(random() * (left + 1))
    ;[fields[left], fields[other]] = [fields[other], fields[left]]
  }
  return `${JSON.stringify(Object.fromEntries(fields))}\n`
}
