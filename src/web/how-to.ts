// How to come by a log of a kubelet.
import { command } from '../page/copy.ts'
import { el } from '../page/dom.ts'

const WAYS: readonly (readonly [where: string, command: string])[] = [
  ['On the node', 'sudo journalctl -u kubelet --since -2d | gzip > kubelet.log.gz'],
  ['On a node of k3s or RKE2', "sudo journalctl -u 'k3s*' -u 'rke2*' --since -2d | gzip > kubelet.log.gz"],
  [
    'From afar, where kubelet lets logs be asked for',
    'kubectl get --raw "/api/v1/nodes/NODE/proxy/logs/?query=kubelet" > kubelet.log',
  ],
]

export function howTo(): HTMLElement {
  return el(
    'dl',
    { class: 'how-to' },
    ...WAYS.flatMap(([where, text]) => [el('dt', {}, where), el('dd', {}, command(text))]),
  )
}
