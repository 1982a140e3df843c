import { describe, expect, test } from '@jest/globals'
import { isNodeLog } from '../../../src/input/archive/choose.ts'
import { isOfPod } from '../../../src/input/archive/paths.ts'

// The beginnings of files, as collectors find them.
const KLOG = [
  'I0602 15:39:04.168847     563 server.go:484] "Kubelet version" kubeletVersion="v1.29.4"',
  'I0602 15:39:04.171093     563 kubelet.go:402] "Kubelet is running in standalone mode, will skip API server sync"',
  'E0602 15:39:05.000123     563 kubelet.go:1530] "Image garbage collection failed once"',
].join('\n')
const RECONCILER = 'I0602 15:39:04.168847     563 reconciler_common.go:258] "operationExecutor.MountVolume started"'
const APISERVER = [
  'I0602 15:39:04.168847       1 options.go:220] external host was not specified, using 10.0.0.1',
  'I0602 15:39:05.002201       1 server.go:148] Version: v1.29.4',
  'W0602 15:39:06.000301       1 genericapiserver.go:733] Skipping API apps/v1beta2 because it has no resources.',
].join('\n')
const REGISTRAR =
  'I0602 15:39:04.168847       1 main.go:166] Version: v2.9.0\nI0602 15:39:04.2 1 x.go:1] /var/lib/kubelet/plugins'
const SHORT = [
  '-- Logs begin at Sun 2024-06-02 10:00:00 UTC, end at Sun 2024-06-02 16:00:00 UTC. --',
  'Jun 02 15:39:04 node-a systemd[1]: Started kubelet: The Kubernetes Node Agent.',
  `Jun 02 15:39:04 node-a kubelet[563]: ${KLOG.split('\n')[0] ?? ''}`,
].join('\n')
const PRECISE =
  'Sep 14 14:12:34.894825 master-2.example kubenswrapper[1743]: I0914 14:12:34.894701    1743 flags.go:59] FLAG'
const SNAP =
  '2024-06-02T15:39:04Z kubelet-eks.daemon[1203]: I0602 15:39:04.168847    1203 server.go:484] "Kubelet version"'
const K3S =
  'Jun 02 15:39:04 node-a k3s[812]: time="2024-06-02T15:39:04Z" level=info msg="Starting k3s agent v1.29.4+k3s1"'
const KERNEL = '[    0.000000] Linux version 6.1.0-21-amd64\n[ 8123.456789] oom-kill:constraint=CONSTRAINT_MEMCG'
const TALOS_KERNEL =
  ' user: warning: [2024-06-02T15:39:04.168847123Z]: [talos] service[kubelet](Running): Started task kubelet'
const JSON_MODE =
  '{"__REALTIME_TIMESTAMP":"1717342744168847","_HOSTNAME":"node-a","SYSLOG_IDENTIFIER":"kubelet","MESSAGE":"hi"}'
const JSON_PRETTY = '{\n\t"__CURSOR" : "s=1",\n\t"_HOSTNAME" : "node-a",\n\t"MESSAGE" : "I0602 15:39:04"\n}\n'
const JSON_SSE = `data: ${JSON_MODE}\n\ndata: ${JSON_MODE}\n`
const JSON_SEQ = `\u001e${JSON_MODE}\n\u001e${JSON_MODE}\n`
const EXPORT = '__CURSOR=s=1;i=1\n__REALTIME_TIMESTAMP=1717342744168847\n_HOSTNAME=node-a\nMESSAGE=Started kubelet.\n'
const VERBOSE =
  'Sun 2024-06-02 15:39:04.168847 UTC [s=0123;i=1;b=4567;m=1;t=1;x=1]\n    PRIORITY=6\n    MESSAGE=Started\n'
const UNIX = '1717342744.168847 node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const MONOTONIC = '[   12.345678] node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const FULL = 'Sun 2024-06-02 15:39:04 UTC node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const FRENCH = 'juin 02 15:39:04 node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const RFC3164 = '<30>Jun  2 15:39:04 node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const RFC5424 =
  '<30>1 2024-06-02T15:39:04.168847+00:00 node-a kubelet 563 - - I0602 15:39:04.168847     563 kubelet.go:1530]'
const BUSYBOX = 'Jun  2 15:39:04 node-a daemon.info kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const NO_HOST = 'Jun 02 15:39:04 kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"'
const DOCKER = KLOG.replace(/^/gm, '2024-06-02T15:39:04.168847123Z ')
const DOCKER_JSON =
  '{"log":"I0602 15:39:04.168847     563 kubelet.go:1530] \\"Sync\\"\\n","stream":"stderr","time":"2024-06-02T15:39:04Z"}'
const CRI = KLOG.replace(/^/gm, '2024-06-02T15:39:04.168847123Z stderr F ')
const KLOG_JSON = '{"ts":1717342744168.847,"caller":"kubelet/kubelet.go:1530","msg":"Sync","v":0}'
const CLOUD = '{"insertId":"a","jsonPayload":{"MESSAGE":"I0602 15:39:04.168847     563 kubelet.go:1530] \\"Sync\\""}}'
const LOGRUS = 'time="2024-06-02T15:39:04.168847123Z" level=info msg="starting containerd" revision=1 version=v1.7.16'
const GLOG = `Log file created at: 2024/06/02 15:39:04\nRunning on machine: win-1\nBinary: Built with gc\n${KLOG}`
const MINIKUBE = `\n==> Audit <==\n${'|---------|----------|\n| start   | --driver |\n'.repeat(80)}\n==> kubelet <==\n${SHORT}`
const MERGED = `${'-- Logs begin at Tue 2021-09-14 14:02:58 UTC, end at Tue 2021-09-14 14:44:09 UTC. --\n-- No entries --\n'.repeat(3)}${PRECISE}`
const HEX_DUMP = `${SHORT}\n${'\t00000000  6b 38 73 00 0a 1e 0a 02  76 31 12 18  |k8s.....v1..|\n'.repeat(8)}`

describe('logs of the node, by collector', () => {
  const rows: [path: string, text: string][] = [
    ['sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet', SHORT],
    ['sosreport-node-a/sos_commands/openshift/journalctl_--no-pager_--unit_kubelet', PRECISE],
    ['sosreport-node-a/sos_commands/logs/journalctl_--no-pager_--boot_-1', SHORT],
    ['sosreport-node-a/sos_commands/kernel/dmesg', KERNEL],
    ['sosreport-node-a/var/log/messages-20240602', RFC3164],
    ['must-gather.local/quay-io-x/host_service_logs/masters/kubelet_service.log', MERGED],
    ['must-gather.local/quay-io-x/host_service_logs/masters/crio_service.log', PRECISE],
    ['must-gather.local/quay-io-x/nodes/worker-0/worker-0_logs_kubelet.gz', PRECISE],
    ['eks_i-0abc_2024-06-02_1539-UTC_0.7.8/kubelet/kubelet.log', SHORT],
    ['eks_i-0abc_2024-06-02_1539-UTC_0.7.8/kubelet/kubelet.log', SNAP],
    ['eks_i-0abc_2024-06-02_1539-UTC_0.7.8/containerd/containerd-log.txt', SHORT],
    ['eks_i-0abc_2024-06-02_1539-UTC_0.7.8/kernel/dmesg.current', KERNEL],
    ['var/log/syslog.1', BUSYBOX],
    ['var/log/azure/kubelet.log', FULL],
    ['node-a-2024-06-02_15_39_04/journald/rke2-agent', K3S],
    ['node-a-2024-06-02_15_39_04/rke2/agent-logs/kubelet.log', KLOG],
    ['node-a-2024-06-02_15_39_04/rke2/agent-logs/kubelet-2024-06-02T15-39-04.168.log.gz', RECONCILER],
    ['node-a-2024-06-02_15_39_04/k8s/containerlogs/kubelet', DOCKER],
    ['inspection-report/snap.microk8s.daemon-kubelite/journal.log', SHORT],
    ['kind-control-plane/kubelet.log', SHORT],
    ['kind-control-plane/journal.log', SHORT],
    ['kind-control-plane/containerd.log', SHORT],
    ['10.5.0.2/service-logs/kubelet.log', KLOG_JSON],
    ['10.5.0.2/service-logs/cri.log', LOGRUS],
    ['10.5.0.2/dmesg.log', TALOS_KERNEL],
    ['plugins/systemd-logs/results/kind-worker/systemd_logs', JSON_MODE],
    ['host-collectors/run-host/journalctl-kubelet.txt', SHORT],
    ['config/node/logs/worker-0.example.log', PRECISE],
    ['bootstrap-e2e-minion-group-x7f2/kubelet.log', KLOG],
    ['bootstrap-e2e-minion-group-x7f2/kern.log', PRECISE],
    ['k/kubelet.err.log', GLOG],
    ['logs.txt', MINIKUBE],
    ['journal.export', EXPORT],
  ]
  test.each(rows)('%s', (path, text) => {
    expect(isOfPod(path)).toBe(false)
    expect(isNodeLog(text, path)).toBe(true)
  })
})

describe('any mode of journalctl is one, whatever its path', () => {
  const modes = {
    SHORT,
    PRECISE,
    SNAP,
    FULL,
    FRENCH,
    UNIX,
    MONOTONIC,
    NO_HOST,
    VERBOSE,
    EXPORT,
    CLOUD,
    RFC3164,
    RFC5424,
    BUSYBOX,
  }
  const json = { JSON_MODE, JSON_PRETTY, JSON_SSE, JSON_SEQ }
  test.each(Object.entries({ ...modes, ...json }))('%s', (_mode, text) => {
    expect(isNodeLog(text, 'x/y')).toBe(true)
  })

  test('also with a byte order mark, Windows line ends or zeros of a lost block', () => {
    expect(isNodeLog(Buffer.from(`\ufeff${SHORT}`).toString('latin1'), 'x/y')).toBe(true)
    expect(isNodeLog(SHORT.replaceAll('\n', '\r\n'), 'x/y')).toBe(true)
    expect(isNodeLog(`${SHORT}\n${'\0'.repeat(4000)}${SHORT}`, 'x/y')).toBe(true)
  })

  test('also where other text is four fifths of it', () => {
    expect(isNodeLog(HEX_DUMP, 'x/y')).toBe(true)
  })
})

describe('klog lines without a journal are kubelet’s', () => {
  test.each([
    ['by their source files', 'x/y', KLOG, true],
    ['by their source files, in JSON', 'x/y', KLOG_JSON, true],
    ['by their source files, with times of docker', 'x/y', DOCKER, true],
    ['by their source files, as docker stores them', 'x/y.log', DOCKER_JSON, true],
    ['by their path', 'node-a/kubelet.log', RECONCILER, true],
    ['by their path, in the format of containers', 'node-a/kubelet.log', CRI, true],
    ['by neither', 'x/y', RECONCILER, false],
    ['not in the format of containers without a path that says so', 'x/y', CRI, false],
    ['not where a path names another program', 'var_log/kube-proxy.log', KLOG, false],
    ['not by a mention of their folder', 'x/y', REGISTRAR, false],
  ])('%s', (_why, path, text, isOne) => {
    expect(isNodeLog(text, path)).toBe(isOne)
  })

  test('the container runtime’s own text counts by its path only', () => {
    expect(isNodeLog(LOGRUS, 'node-a/containerd/containerd.log')).toBe(true)
    expect(isNodeLog(LOGRUS, 'meta/run.log')).toBe(false)
  })
})

describe('what is no log of the node', () => {
  const status = [
    '● kubelet.service - kubelet: The Kubernetes Node Agent',
    '     Loaded: loaded (/lib/systemd/system/kubelet.service; enabled)',
    '     Active: active (running) since Sun 2024-06-02 15:39:04 UTC; 1h ago',
    '',
    ...Array<string>(6).fill(
      'Jun 02 15:39:04 node-a kubelet[563]: I0602 15:39:04.168847     563 kubelet.go:1530] "Sync"',
    ),
  ].join('\n')
  const rows: [path: string, text: string][] = [
    [
      'x/kubelet_service.txt',
      '# /etc/systemd/system/kubelet.service\n[Unit]\nDescription=kubelet\n[Service]\nExecStart=/usr/bin/kubelet\n',
    ],
    ['x/snap.microk8s.daemon-kubelite/systemctl.log', status],
    ['x/systemctl-status.txt', Buffer.from(status).toString('latin1')],
    ['nodes/worker-0.yaml', 'apiVersion: v1\nkind: Node\nmetadata:\n  name: worker-0\n'],
    ['usage.csv', 'time,node,cpu\n2024-06-02T15:39:04Z,node-a,12\n2024-06-02T15:39:05Z,node-a,13\n'],
    ['ps.txt', 'USER PID %CPU\nroot 563 2.0 /usr/bin/kubelet --config=/var/lib/kubelet/config.yaml\n'],
    [
      'etcd/etcd.log',
      '{"level":"info","ts":"2024-06-02T15:39:04.168Z","caller":"etcdmain/etcd.go:73","msg":"Running"}\n',
    ],
    [
      'ipamd/ipamd.log',
      '{"level":"debug","ts":"2024-06-02T15:39:04.168Z","caller":"ipamd/ipamd.go:463","msg":"Start"}\n',
    ],
    ['audit.log', '{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"Metadata","verb":"get"}\n'],
    ['kube-apiserver-a/kube-apiserver.log', APISERVER],
    ['x/control-plane.log', APISERVER],
    [
      'var/log/dpkg.log',
      '2024-06-02 15:39:04 status installed libc6:amd64 2.36-9\n2024-06-02 15:39:05 startup packages configure\n',
    ],
    ['var/log/yum.log', 'Jun 02 15:39:04 Installed: kubelet-1.29.4-150500.2.1.x86_64\nJun 02 15:39:09 Updated: bash\n'],
    ['var/log/cloud-init.log', '2024-06-02 15:39:04,168 - util.py[DEBUG]: Cloud-init v. 23.4 running\n'],
    ['var/log/waagent.log', '2024-06-02T15:39:04.168847Z INFO Daemon Daemon Azure Linux Agent Version: 2.9\n'],
    [
      'app.log',
      '2024-06-02T15:39:04.168847Z  INFO linkerd2_proxy: release 2.14\n2024-06-02T15:39:04Z WARN http: slow\n',
    ],
    [
      'plugins/e2e/results/global/e2e.log',
      'Jun  2 15:39:04.168: INFO: >>> kubeConfig: /tmp/kubeconfig\nSTEP: Building a namespace\n',
    ],
    ['kubectl/events', 'NAMESPACE LAST SEEN TYPE REASON\nkube-system 12m Warning FailedMount\n'],
    ['empty', ''],
    ['noise', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) & 0xff)).toString('latin1')],
  ]
  test.each(rows)('%s', (path, text) => {
    expect(isNodeLog(text, path)).toBe(false)
  })
})

describe('logs of pods, which are not opened', () => {
  const id = 'a'.repeat(64)
  const uid = '0f3c2a51-7d1e-4d0b-9a55-0123456789ab'
  test.each([
    'must-gather/namespaces/openshift-etcd/pods/etcd-0/etcd/etcd/logs/current.log',
    'kind-control-plane/pods/kube-system_etcd-kind/etcd/0.log',
    'kind-control-plane/containers/coredns-76f75df574-x_kube-system_coredns-0.log',
    `var_log/aws-node-x7f2_kube-system_aws-node-${id}.log`,
    `var_log/kube-system_coredns-76f75df574-x_${uid}/coredns/0.log`,
    'node-a-2024-06-02_15_39_04/rke2/podlogs/kube-system-etcd-node-a',
    'node-a-2024-06-02_15_39_04/kubeadm/containers-varlogs/x.log',
    '10.5.0.2/kubernetes-logs/kube-system/kube-apiserver.log',
    'podlogs/kube-system/etcd/logs/etcd.txt',
    'cluster-resources/pods/logs/default/web/web.log',
    'config/pod/openshift-dns/logs/dns/errors.log',
    'dump/kube-system/kube-proxy-x/logs.txt',
    'audit_logs/kube-apiserver/audit.log.gz',
  ])('%s', (path) => {
    expect(isOfPod(path)).toBe(true)
  })
})

describe('hostile text and paths take no longer', () => {
  test.each([
    ['a path of many separators', RECONCILER, `kubelet${'_'.repeat(50_000)}!`],
    ['a path of many folders', RECONCILER, '_/'.repeat(20_000)],
    ['lines of many brackets', '{'.repeat(60_000), 'x/y'],
    ['lines of many blanks', `${' '.repeat(65_000)}x`, 'x/y'],
    ['a stamp and many words', `Jun 02 15:39:04 ${'a.'.repeat(30_000)}`, 'x/y'],
    ['blank lines', '\n'.repeat(65_000), 'x/y'],
  ])('%s', (_what, text, path) => {
    expect(isOfPod(path)).toBe(false)
    expect(isNodeLog(text, path)).toBe(false)
  })
})
