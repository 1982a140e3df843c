// Which files of a folder or an archive are logs that can say something about the node: by what they contain; by their path only what
// never is one.

/** Bytes of a file that are looked at. */
export const LOOK_SIZE: number = 64 * 1024

/** Container logs are klog and journal lines of other programs; so are the logs of the control plane. */
const NEVER = /(?:^|\/)(?:pods|containers|kubernetes-logs|podlogs|pod-logs|cluster-resources|namespaces|crictl)\//
/** Collectors that put each node's logs into a folder of the node's name. */
const NODE_FOLDERS: readonly RegExp[] = [
  /(?:^|\/)nodes\/(?<node>[^/]+)\/(?:[^/]+_)?(?:logs?_)?kubelet/,
  /(?:^|\/)(?<node>[^/]+)\/service-logs\/kubelet/,
  /(?:^|\/)node\/logs\/(?<node>[^/]+)\.log/,
  /(?:^|\/)(?<node>[^/]+)\/(?:kubelet|journal)\.log(?:\.|$)/,
]
/** Folders that hold logs and are not named after a node. */
const NO_NODES = new Set([
  'log',
  'logs',
  'kubelet',
  'journal',
  'journald',
  'agent',
  'agent-logs',
  'systemlogs',
  'tmp',
  'var',
  '.',
  '..',
])

const SHAPES: readonly RegExp[] = [
  /^(?:<\d+>)?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d/,
  /^(?:<\d+>\d )?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d/,
  /^[A-Z][a-z]{2} \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/,
  /^\s*[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} /,
  /^\s*\{ ?"(?:.*"(?:MESSAGE|__REALTIME_TIMESTAMP)"|log" ?:|ts" ?:)/,
  /^(?:__CURSOR|__REALTIME_TIMESTAMP|-- (?:Logs|Journal) begins? at |Log file created at: )/,
  /^\[ *\d+\.\d{6}/,
]
const LINES = 60

/** Is this the beginning of a log of the node? */
export function isNodeLog(head: Uint8Array, path: string): boolean {
  if (NEVER.test(path) || head.includes(0)) return false
  const lines = Buffer.from(head)
    .toString('latin1')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, LINES)
  const shaped = lines.filter((line) => SHAPES.some((shape) => shape.test(line))).length
  return shaped > 0 && shaped >= lines.length / 5
}

/** The node that a path names, for logs that do not name it themselves. */
export function nodeOfPath(path: string): string | undefined {
  const node = NODE_FOLDERS.map((folder) => folder.exec(path)?.groups?.['node']).find((name) => name !== undefined)
  return node === undefined || NO_NODES.has(node) ? undefined : node
}
