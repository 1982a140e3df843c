// How full the limits on inotify are, and by whom.
import { readInotify, type InotifyReport } from '../inotify/report.ts'
import { ownerOf, type InotifyProcess } from '../inotify/process.ts'
import type { InotifyUser } from '../inotify/users.ts'
import { number, percent } from '../words.ts'
import { finding, unknown, type Finding, type HostCheck } from './finding.ts'

/** What is counted: the two limits have the same shape. */
type Kind = 'watches' | 'instances'

const SHARES = { watches: 'watchesShare', instances: 'instancesShare' } as const

// kubelet asks for hundreds of watches at its start: they are refused before the last one is taken.
const FULL = 0.9

const MOST = 3

/** fs.inotify.max_user_watches */
export const checkWatches: HostCheck = async (host, { stop }) =>
  judge('watches', await readInotify(host, { ...(stop && { stop }) }))

/** fs.inotify.max_user_instances */
export const checkInstances: HostCheck = async (host, { stop }) =>
  judge('instances', await readInotify(host, { ...(stop && { stop }) }))

function judge(kind: Kind, report: InotifyReport): Finding {
  const limit = report.limits[kind]
  if (limit === undefined) return unknown(`this kernel shows no limit on inotify ${kind}`)
  const shareOf = (user: InotifyUser): number => user[SHARES[kind]] ?? 0
  const [fullest] = [...report.users].sort((a, b) => shareOf(b) - shareOf(a))
  if (fullest === undefined)
    return finding(false, `limit ${number(limit)} ${kind} a user, and nobody is seen to hold one`)
  const processes = report.processes
    .filter(({ uid, userNamespace }) => uid === fullest.uid && userNamespace === fullest.userNamespace)
    .sort((a, b) => b[kind] - a[kind])
  const [most, ...others] = processes.map((one) => holderWords(one, kind, fullest))
  const used = `limit ${number(limit)}, used ${number(fullest[kind])} by ${fullest.name ?? `uid ${fullest.uid}`}`
  const isFull = shareOf(fullest) >= FULL
  return finding(isFull, `${used} (${percent(shareOf(fullest))}), ${most ?? ''}`, [
    ...others.slice(0, MOST),
    ...report.suggestions
      .filter(({ sysctl }) => sysctl.includes(kind))
      .map(({ value }) => `enough would be ${number(value)}`),
  ])
}

/** `99.6 % by pod default/consumer-0 (node consume.js)` */
function holderWords(one: InotifyProcess, kind: Kind, user: InotifyUser): string {
  const owner = ownerOf(one)
  const who = one.pod === undefined ? owner : `pod ${owner}`
  const part = user[kind] === 0 ? 0 : one[kind] / user[kind]
  return `${percent(part)} of it by ${owner === '-' ? `pid ${one.pid}` : `${who}, pid ${one.pid}`} (${one.command.slice(0, 120)})`
}
