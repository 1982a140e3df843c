// Why kubectl or a kubelet gives no log -> what it means and what to do. The left sides are their own words.

const PROBLEMS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^Error from server \(NotFound\): nodes "[^"]*" not found/, 'there is no such node (see kubectl get nodes)'],
  [/^Error from server \(NotFound\)/, 'the kubelet has no such file below /var/log, or no logs at all to give away'],
  [
    /^Error from server \(Forbidden\).*cannot list resource/,
    'you may not list nodes: the verb "list" on the resource "nodes" is needed',
  ],
  [
    /^Error from server \(Forbidden\)/,
    'you may not read the logs of nodes: the verb "get" on the resource "nodes/proxy" is needed',
  ],
  [
    /^Error from server \(MethodNotAllowed\)/,
    "the kubelet's log endpoint is switched off (enableSystemLogHandler or enableDebuggingHandlers in its configuration)",
  ],
  [
    /^Error from server \(ServiceUnavailable\)|error trying to reach service/,
    'the API server does not reach the kubelet: is the node up, and port 10250 open to it?',
  ],
  [
    /^error: You must be logged in|\(Unauthorized\)/,
    'kubectl is not logged in, or the kubelet does not trust the API server',
  ],
  [
    /^error: unexpected EOF|stream error|context deadline exceeded/,
    'the connection broke: this is what came until then',
  ],
]

const LONGEST = 500

/** What kubectl said, in words that help; what is not known is told as it was said. */
export function kubectlProblem(said: string): string {
  const [line = ''] = said.split('\n', 1)
  const words = PROBLEMS.find(([pattern]) => pattern.test(line))?.[1]
  const own = line.replace(/^(?:error|Error|Error from server \([A-Za-z]+\)): /, '').slice(0, LONGEST)
  return words === undefined ? `kubectl: ${own}` : words
}

/** What a kubelet writes in place of a log, with status 200. */
export type Answer =
  | { readonly kind: 'log' }
  | { readonly kind: 'files'; readonly message: string }
  | { readonly kind: 'without-options' }
  | { readonly kind: 'problem'; readonly message: string }

const LISTING = /^\s*(?:<!doctype html>\s*)?(?:<meta[^>]*>\s*)*<pre>/i
const KUBELET: readonly (readonly [pattern: RegExp, words: string])[] = [
  [
    /^\s*log not found for (\S+)/,
    'the node has no log of the service $1: name the one that runs the kubelet (--unit k3s, --unit rke2-server), or a file (--file)',
  ],
  [/^\s*error getting log for (\S+: .*)/, 'the kubelet cannot read the log of $1'],
  [/^\s*error: journal output not available/, 'the journal of the node is not available to the kubelet'],
  [/^\s*failed to get logging cmd: (.*)/, 'the kubelet cannot ask for the log: $1'],
  [/^(?:-- (?:Journal|Logs) begin[^\n]*\n)?\s*-- No entries --/, 'the journal has no entries of that time and service'],
  [/^\s*Data from the specified boot \(([^)]*)\) is not available/, 'the journal does not go back to the boot $1'],
  [
    /^\s*Specifying boot ID or boot offset has no effect/,
    'the node keeps no journal of earlier boots (no /var/log/journal)',
  ],
]

/** Judges the begin of what a kubelet gave. */
export function answerOf(head: string): Answer {
  if (LISTING.test(head)) return { kind: 'files', message: filesInstead(head) }
  if (/^\s*options present and query resolved to log files/.test(head)) return { kind: 'without-options' }
  for (const [pattern, words] of KUBELET) {
    const [first = '', detail = ''] = pattern.exec(head) ?? []
    if (first !== '') return { kind: 'problem', message: words.replace('$1', () => detail.slice(0, LONGEST)) }
  }
  return { kind: 'log' }
}

/** The most likely first: files that hold kubelet's lines where it does not log to the journal alone. */
const MAY_HOLD = /^(?:kubelet|k3s|k3s-service|daemon|messages|syslog)(?:\.log)?$/

function filesInstead(listing: string): string {
  const names = [...listing.matchAll(/<a href="([^"]{1,200})">/g)].map(([, name = '']) => name)
  const files = names.filter((name) => MAY_HOLD.test(name)).map((name) => `--file ${name}`)
  const off =
    'the kubelet answers with a list of files: log queries are switched off there (feature gate NodeLogQuery, enableSystemLogQuery)'
  if (files.length > 0) return `${off}. Try ${files.join(' or ')}`
  return `${off}, and no file of /var/log is likely to hold its log: on the node, journalctl -u kubelet | kubelog-diagnose`
}
