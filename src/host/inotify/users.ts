// Processes -> what each user and each owner holds.
import { compareText, groupBy } from '../../correlate/group.ts'
import type { InotifyLimits } from './limits.ts'
import { ownerOf, type InotifyProcess } from './process.ts'

export interface InotifyUser {
  readonly uid: number
  readonly name?: string
  readonly userNamespace?: string
  /** Is it our user namespace, whose limits we know? */
  readonly isOwn: boolean
  readonly processes: number
  readonly instances: number
  readonly watches: number
  /** Share of the limit that is used; absent where the limit is not known. */
  readonly watchesShare?: number
  readonly instancesShare?: number
}

export interface InotifyGroup {
  /** `namespace/name` of a pod, else its UID, a container's id, a unit, or `-`. */
  readonly owner: string
  readonly processes: number
  readonly instances: number
  readonly watches: number
}

export function inotifyUsers(
  processes: readonly InotifyProcess[],
  own: string | undefined,
  { watches: mostWatches, instances: mostInstances }: InotifyLimits,
): InotifyUser[] {
  const byUser = groupBy(processes, ({ uid, userNamespace = '' }) => `${userNamespace}:${uid}`)
  const users = [...byUser.values()].flatMap(([first, ...rest]): InotifyUser[] => {
    if (first === undefined) return []
    const isOwn = own === undefined || first.userNamespace === undefined || first.userNamespace === own
    const { instances, watches } = totals([first, ...rest])
    return [
      {
        uid: first.uid,
        ...(first.user !== undefined && { name: first.user }),
        ...(first.userNamespace !== undefined && { userNamespace: first.userNamespace }),
        isOwn,
        processes: rest.length + 1,
        instances,
        watches,
        ...(isOwn && mostWatches !== undefined && { watchesShare: share(watches, mostWatches) }),
        ...(isOwn && mostInstances !== undefined && { instancesShare: share(instances, mostInstances) }),
      },
    ]
  })
  return users.sort((a, b) => fullness(b) - fullness(a) || b.watches - a.watches || a.uid - b.uid)
}

/** The larger one of a user's two shares. */
export function fullness({ watchesShare = 0, instancesShare = 0 }: InotifyUser): number {
  return Math.max(watchesShare, instancesShare)
}

/**
 * The share of the limit on watches that is used if all watches of other user namespaces count for the fullest user too: they count for
 * whoever made the namespace, most often root, and /proc does not say who that was.
 */
export function worstShare(users: readonly InotifyUser[], { watches: limit }: InotifyLimits): number {
  const own = Math.max(0, ...users.filter(({ isOwn }) => isOwn).map(({ watches }) => watches))
  const others = users.filter(({ isOwn }) => !isOwn).reduce((sum, { watches }) => sum + watches, 0)
  return limit === undefined ? 0 : share(own + others, limit)
}

function share(used: number, limit: number): number {
  return limit === 0 ? 1 : used / limit
}

/** What is shared after a fork counts once. */
function totals(processes: readonly InotifyProcess[]): { instances: number; watches: number } {
  let [instances, watches] = [0, 0]
  for (const one of processes) {
    instances += one.instances - one.sharedInstances
    watches += one.watches - one.sharedWatches
  }
  return { instances, watches }
}

/** The one with most watches first. */
export function groups(processes: readonly InotifyProcess[]): InotifyGroup[] {
  return [...groupBy(processes, ownerOf)]
    .map(([owner, some]) => ({ owner, processes: some.length, ...totals(some) }))
    .sort((a, b) => b.watches - a.watches || b.instances - a.instances || compareText(a.owner, b.owner))
}
