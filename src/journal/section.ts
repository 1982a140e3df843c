// `==> name <==`: the heads under which `minikube logs` and tail put the logs of many programs into one.

/**
 * Whose lines follow: `own` is read as any log; `kernel` and `runtime` are what they are; `foreign` are the logs of programs
 * that are not the node's (the API server, a table, minikube itself), which say nothing about it that kubelet's do not.
 */
export type Section = 'own' | 'kernel' | 'runtime' | 'foreign'

const HEAD = /^==> (.{1,300}) <==$/
const CONTAINER = / \[[\da-f]{6,64}\]$/
const KERNEL = new Set(['dmesg', 'kernel'])
const RUNTIME = new Set(['docker', 'containerd', 'cri-o', 'crio', 'cri-dockerd', 'cri-docker', 'container runtime'])
const FOREIGN = new Set([
  'audit',
  'last start',
  'describe nodes',
  'container status',
  'coredns',
  'etcd',
  'kindnet',
  'kube-addon-manager',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-proxy',
  'kube-scheduler',
  'kubernetes-dashboard',
  'dashboard',
  'storage-provisioner',
  'controller_ingress',
])

/**
 * Reads the head of a section; undefined when the line is none.
 *
 * @example
 * readSection('==> kube-apiserver [0aa1f6498e6e] <==') //=> 'foreign'
 */
export function readSection(line: string): Section | undefined {
  const name = HEAD.exec(line)?.[1]?.trim().toLowerCase()
  if (name === undefined) return undefined
  if (KERNEL.has(name)) return 'kernel'
  if (RUNTIME.has(name)) return 'runtime'
  return FOREIGN.has(name) || CONTAINER.test(name) ? 'foreign' : 'own'
}
