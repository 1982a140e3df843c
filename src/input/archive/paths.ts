// What the paths of known collectors tell: sosreport, must-gather, the EKS, AKS and Rancher collectors, microk8s inspect, kind export logs,
// Talos support, sonobuoy, troubleshoot, the Insights operator, kubetest.

/** Logs of pods: they are klog and journal lines too, but of other programs. */
const OF_PODS: readonly RegExp[] = [
  /(?:^|\/)(?:pods|containers|kubernetes-logs|podlogs|pod-logs|containers-varlogs|cluster-resources|namespaces|crictl|static-pods|audit_logs)\//,
  /(?:^|\/)config\/pod\//,
  /(?:^|\/)(?:kube-system|openshift-[^/]+)\//,
  // <pod>_<namespace>_<container>-<id>.log and <namespace>_<pod>_<uid>/<container>/0.log, wherever they were copied to
  /_[^/_]+_[^/]+-[\da-f]{64}\.log/,
  /(?:^|\/)[^/_]+_[^/_]+_[\da-f-]{32,36}\/[^/]+\/\d+\.log/,
]
const OTHER_PROGRAMS =
  /(?:^|[/_.-])(?:kube-(?:apiserver|controller-manager|scheduler|proxy)|cloud-controller-manager|kubeproxy|etcd|coredns|kicker|ipamd|csi-\w+)(?:[/_.-]|$)/
const NODE_SERVICES =
  /(?:^|[/_.-])(?:kubelet|kubelite|k3s|rke2|containerd|crio|cri-o|cri-dockerd|dockerd)[\w.-]*$|\/service-logs\/cri\.log/

/** Is it, by its path, none that is even opened? */
export function isOfPod(path: string): boolean {
  return OF_PODS.some((shape) => shape.test(path))
}

export function isOfOtherProgram(path: string): boolean {
  return OTHER_PROGRAMS.test(path)
}

/** A log of kubelet, or of the container runtime beneath it. */
export function isOfNodeService(path: string): boolean {
  return NODE_SERVICES.test(path) && !isOfOtherProgram(path)
}

const LOG = String.raw`(?:kubelet|journal|kern|kernel|dmesg|containerd|crio|docker|messages|syslog)(?:[-_.][^/]*)?$`

/** Where collectors put the node's name, the surest first. */
const NODE_FOLDERS: readonly RegExp[] = [
  /(?:^|\/)systemd[-_]logs\/results\/(?<node>[^/]+?)(?:\.json)?(?:\/|$)/, // sonobuoy
  /(?:^|\/)config\/node\/logs\/(?<node>[^/]+?)\.log$/, // Insights operator
  /(?:^|\/)(?<node>[^/]+)\/(?:service-logs\/|dmesg\.log$)/, // Talos
  /(?:^|\/)nodes\/(?<node>[^/]+)\//, // must-gather, and folders of people
  /(?:^|\/)(?<node>[^/]+?)-\d{4}-\d\d-\d\d_\d\d_\d\d_\d\d\/(?:journald|systemlogs|rke2|k3s|k8s|kubeadm)\//, // Rancher
  /(?:^|\/)eks_(?<node>i-[\da-f]+)_/,
  new RegExp(String.raw`(?:^|/)(?<node>[^/]+)/${LOG}`), // kind, kubetest
]
/** Folders that hold logs and are not named after a node. */
const NO_NODES: ReadonlySet<string> = new Set(
  (
    '. .. agent archive artifacts backup bundle case collect collected containerd crio data desktop docker documents download downloads ' +
    'dump files home host host-collectors host_service_logs hosts journal journald k3s k8s kernel kubeadm kubelet kubernetes log logs ' +
    'master masters node nodes old out output report result results rke2 root run-host server system systemlogs temp tmp var var_log ' +
    'worker workers'
  ).split(' '),
)
/** Nor are dates, systemd's units and snaps, and what a collector calls its whole output. */
const NO_NODE = /^(?:\d{4}-?\d\d-?\d\d|snap\.)|\.(?:service|scope|d)$|[_.-](?:logs?|report|bundle|dump)$/

/**
 * The node that a path names, for logs that do not name it themselves.
 *
 * @example
 * nodeOfPath('kind-logs/kind-worker/kubelet.log') //=> 'kind-worker'
 */
export function nodeOfPath(path: string): string | undefined {
  const plain = path.replace(/\.(?:gz|xz|zst|bz2|lz4)$/, '')
  for (const folder of NODE_FOLDERS) {
    const node = folder.exec(plain)?.groups?.['node']
    if (node !== undefined && !NO_NODES.has(node.toLowerCase()) && !NO_NODE.test(node)) return node
  }
  return undefined
}
