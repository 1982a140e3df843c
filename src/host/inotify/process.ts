// What is told of a process that holds inotify instances, and whose it is.
import type { PodName, PodNames } from '../pod-names.ts'
import type { Holder } from './scan.ts'

export interface InotifyProcess {
  readonly pid: number
  readonly ppid: number
  readonly uid: number
  readonly user?: string
  readonly userNamespace?: string
  readonly name: string
  readonly command: string
  readonly containerId?: string
  readonly podUid?: string
  readonly runtime?: string
  readonly unit?: string
  readonly pod?: PodName
  readonly instances: number
  readonly watches: number
  /** Those that it shares with its parent process, and which count once for the user. */
  readonly sharedInstances: number
  readonly sharedWatches: number
}

export function inotifyProcess(
  { container, instances, shared, userNamespace, ...who }: Holder,
  names: PodNames,
  logins: ReadonlyMap<number, string>,
): InotifyProcess {
  const [user, pod] = [logins.get(who.uid), names.find(container)]
  const watches = (some: Holder['instances']): number => some.reduce((sum, one) => sum + one.watches, 0)
  return {
    ...who,
    ...container,
    ...(user !== undefined && { user }),
    ...(userNamespace !== undefined && { userNamespace }),
    ...(pod && { pod }),
    instances: instances.length,
    watches: watches(instances),
    sharedInstances: shared.length,
    sharedWatches: watches(shared),
  }
}

export function byUse(a: InotifyProcess, b: InotifyProcess): number {
  return b.watches - a.watches || b.instances - a.instances || a.pid - b.pid
}

/** Who a process belongs to, in the best words that there are. */
export function ownerOf({ pod, podUid, containerId, unit }: InotifyProcess): string {
  if (pod !== undefined) return `${pod.namespace}/${pod.pod}`
  if (podUid !== undefined) return `pod ${podUid}`
  if (containerId !== undefined) return `container ${containerId.slice(0, 12)}`
  return unit ?? '-'
}
