// What holds inotify watches, in the text format of Prometheus.
import { groupBy } from '../correlate/group.ts'
import { ownerOf, type InotifyProcess } from '../host/inotify/process.ts'
import type { InotifyReport } from '../host/inotify/report.ts'
import type { InotifyUser } from '../host/inotify/users.ts'
import { sanitizeLine } from '../report/sanitize.ts'

type Labels = Readonly<Record<string, string | undefined>>
type Sample = readonly [labels: Labels, value: number | undefined]

/**
 * Gauges for node_exporter's textfile collector. Processes are named by their owner and name, not by pid, so that a restart makes no new series;
 * only the `top` ones with most watches have one.
 *
 * @example
 * kubelog-diagnose inotify --output prometheus > /var/lib/node_exporter/inotify.prom
 */
export function inotifyMetrics(report: InotifyReport, top: number): string {
  const { limits, hidden, scanned } = report
  return [
    metric('watches_limit', 'Most watches that a user may hold.', [[{}, limits.watches]]),
    metric('instances_limit', 'Most instances that a user may hold.', [[{}, limits.instances]]),
    metric('queued_events_limit', 'Most events that an instance queues.', [[{}, limits.host.queuedEvents]]),
    ...userMetrics(report),
    ...processMetrics(report, top),
    metric('processes', 'Processes that were looked at.', [[{}, scanned]]),
    metric('processes_hidden', 'Processes whose files may not be read.', [[{}, hidden]]),
  ].join('')
}

function userMetrics({ users }: InotifyReport): string[] {
  const each = (count: (user: InotifyUser) => number): Sample[] =>
    users.map((user) => {
      const { uid, name, userNamespace } = user
      return [{ uid: String(uid), user: name, user_namespace: userNamespace }, count(user)]
    })
  return [
    metric(
      'user_watches',
      'Watches that a user holds.',
      each(({ watches }) => watches),
    ),
    metric(
      'user_instances',
      'Instances that a user holds.',
      each(({ instances }) => instances),
    ),
  ]
}

function processMetrics({ processes }: InotifyReport, top: number): string[] {
  const series = [...groupBy(processes, (one) => labelText(labelsOf(one))).values()].slice(0, top)
  const each = (count: (one: InotifyProcess) => number): Sample[] =>
    series.flatMap(([first, ...rest]): Sample[] =>
      first === undefined ? [] : [[labelsOf(first), [first, ...rest].reduce((sum, one) => sum + count(one), 0)]],
    )
  return [
    metric(
      'process_watches',
      'Watches of the processes of one name.',
      each(({ watches, sharedWatches }) => watches - sharedWatches),
    ),
    metric(
      'process_instances',
      'Instances of the processes of one name.',
      each(({ instances, sharedInstances }) => instances - sharedInstances),
    ),
  ]
}

function labelsOf(one: InotifyProcess): Labels {
  const { pod, name } = one
  if (pod === undefined) return { owner: ownerOf(one), name }
  return { namespace: pod.namespace, pod: pod.pod, container: pod.container, name }
}

function metric(name: string, help: string, samples: readonly Sample[]): string {
  const known = samples.filter(([, value]) => value !== undefined)
  if (known.length === 0) return ''
  const full = `kubelog_inotify_${name}`
  const lines = known.map(([labels, value]) => `${full}${labelText(labels)} ${value}\n`)
  return `# HELP ${full} ${help}\n# TYPE ${full} gauge\n${lines.join('')}`
}

function labelText(labels: Labels): string {
  const pairs = Object.entries(labels)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${sanitizeLine(value ?? '').replace(/["\\]/g, '\\$&')}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}
