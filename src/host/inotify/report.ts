// A scan, the limits and the names -> what `kubelog-diagnose inotify` tells.
import type { Host } from '../host.ts'
import { askCrictl, PodNames, type Crictl } from '../pod-names.ts'
import { userNames, userNamespaceOf } from '../process.ts'
import {
  kernelDefault,
  readLimits,
  readMachine,
  suggestInstances,
  suggestWatches,
  type InotifyLimits,
  type Machine,
  type Suggestion,
} from './limits.ts'
import { byUse, inotifyProcess, type InotifyProcess } from './process.ts'
import { scanInotify, type Holder } from './scan.ts'
import { groups, inotifyUsers, type InotifyGroup, type InotifyUser } from './users.ts'

export interface InotifyReport {
  readonly schemaVersion: 1
  readonly host?: string
  readonly machine?: Machine & { readonly defaultWatches: number }
  readonly limits: InotifyLimits
  /** The fullest one first. */
  readonly users: readonly InotifyUser[]
  /** By pod, container or unit, the one with most watches first. */
  readonly owners: readonly InotifyGroup[]
  /** Those that have an instance, the one with most watches first. */
  readonly processes: readonly InotifyProcess[]
  readonly suggestions: readonly Suggestion[]
  readonly scanned: number
  /** Processes whose files may not be read. */
  readonly hidden: number
}

export interface InotifyOptions {
  readonly stop?: AbortSignal
  readonly crictl?: Crictl
}

/** Who holds inotify watches on a host, and how close to the limits. */
export async function readInotify(host: Host, { stop, crictl }: InotifyOptions = {}): Promise<InotifyReport> {
  const scan = await scanInotify(host, stop)
  const names = await podNames(host, scan.holders, crictl)
  const limits = readLimits(host)
  const machine = readMachine(host)
  const own = userNamespaceOf(host, 'self')
  const logins = userNames(host)
  const processes = scan.holders.map((holder) => inotifyProcess(holder, names, logins)).sort(byUse)
  const users = inotifyUsers(processes, own, limits)
  const name = host.text('/proc/sys/kernel/hostname')?.trim()
  return {
    schemaVersion: 1,
    ...(name !== undefined && { host: name }),
    ...(machine && { machine: { ...machine, defaultWatches: kernelDefault(machine) } }),
    limits,
    users,
    owners: groups(processes),
    processes,
    suggestions: suggestions(users, limits, machine),
    scanned: scan.processes,
    hidden: scan.hidden,
  }
}

/** crictl is only asked for what the folders do not tell, and only about this machine itself. */
async function podNames(host: Host, holders: readonly Holder[], crictl?: Crictl): Promise<PodNames> {
  const names = PodNames.of(host)
  const isNameless = holders.some(({ container }) => container.podUid !== undefined && !names.find(container))
  const ask = crictl ?? (host.root === '/' ? askCrictl : undefined)
  const known = isNameless && ask !== undefined ? await ask() : undefined
  if (known !== undefined) names.addCrictl(known)
  return names
}

function suggestions(
  users: readonly InotifyUser[],
  { watches, instances }: InotifyLimits,
  machine: Machine | undefined,
): Suggestion[] {
  const most = (of: (user: InotifyUser) => number): number => Math.max(0, ...users.filter(({ isOwn }) => isOwn).map(of))
  const found = [
    watches === undefined
      ? undefined
      : suggestWatches(
          most((user) => user.watches),
          watches,
          machine,
        ),
    instances === undefined
      ? undefined
      : suggestInstances(
          most((user) => user.instances),
          instances,
        ),
  ]
  return found.filter((one) => one !== undefined)
}
