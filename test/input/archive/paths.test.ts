import { describe, expect, test } from '@jest/globals'
import { nodeOfPath } from '../../../src/input/archive/paths.ts'

describe('the node that a path names', () => {
  test.each([
    ['kind-logs/kind-worker/kubelet.log', 'kind-worker'],
    ['kind-worker2/journal.log', 'kind-worker2'],
    ['bundle.tgz/kind-worker/containerd.log', 'kind-worker'],
    ['must-gather/nodes/worker-0/worker-0_logs_kubelet.gz', 'worker-0'],
    ['must-gather/nodes/worker-0.example.com/dmesg', 'worker-0.example.com'],
    ['support.zip/10.5.0.2/service-logs/kubelet.log', '10.5.0.2'],
    ['support.zip/talos-cp-1/dmesg.log', 'talos-cp-1'],
    ['results.tar.gz/plugins/systemd-logs/results/kind-worker/systemd_logs', 'kind-worker'],
    ['results.tar.gz/plugins/systemd_logs/results/kind-worker.json', 'kind-worker'],
    ['insights.tgz/config/node/logs/worker-0.example.com.log', 'worker-0.example.com'],
    ['node-a-2024-06-02_15_39_04.tar.gz/node-a-2024-06-02_15_39_04/rke2/agent-logs/kubelet.log', 'node-a'],
    ['node-a.example-2024-06-02_15_39_04/k8s/containerlogs/kubelet', 'node-a.example'],
    ['/tmp/eks_i-0abc123def_2024-06-02_1539-UTC_0.7.8.tar.gz/kubelet/kubelet.log', 'i-0abc123def'],
    ['artifacts/bootstrap-e2e-minion-group-x7f2/kubelet.log.gz', 'bootstrap-e2e-minion-group-x7f2'],
    ['node1/kubelet.log.2.gz', 'node1'],
    ['nodes/node1/messages-20240602', 'node1'],
  ])('%s: %s', (path, node) => {
    expect(nodeOfPath(path)).toBe(node)
  })

  test.each([
    'kubelet.log',
    '/var/log/kubelet.log',
    'var_log/messages',
    'kubelet/kubelet.log',
    'rke2/agent-logs/kubelet.log',
    'inspection-report/snap.microk8s.daemon-kubelite/journal.log',
    'host_service_logs/masters/kubelet_service.log',
    'host-collectors/run-host/journalctl-kubelet.txt',
    'sos_commands/kubernetes/journalctl_--no-pager_--unit_kubelet',
    '/home/me/Downloads/kubelet.log',
    '2024-06-02/kubelet.log',
    '20240602/kubelet.log',
    './kubelet.log',
    '../kubelet.log',
    'nodes.log',
    'node1/app.log',
  ])('%s: none', (path) => {
    expect(nodeOfPath(path)).toBeUndefined()
  })
})
