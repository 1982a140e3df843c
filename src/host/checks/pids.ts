// How many threads there are, on the whole host and in the cgroups that limit them, and who has them.
import type { Host } from '../host.ts'
import { pidsOf, processStatus, shortCommandOf, type ProcessStatus } from '../process.ts'
import { number, percent, share } from '../words.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

const FULL = 0.9
const MOST = 3

interface Use {
  readonly who: string
  readonly threads: number
  readonly limit: number
}

/** kernel.pid_max, kernel.threads-max and pids.max */
export const checkPids: HostCheck = (host) => {
  const whole = hostUse(host)
  const cgroups = cgroupUses(host).sort((a, b) => share(b.threads, b.limit) - share(a.threads, a.limit))
  if (whole === undefined && cgroups.length === 0)
    return unknown('neither the threads nor a limit on them could be looked at')
  const all = [...(whole === undefined ? [] : [whole]), ...cgroups]
  const isFull = all.some(({ threads, limit }) => share(threads, limit) >= FULL)
  return finding(isFull, all.slice(0, 2).map(words).join('; '), [
    ...all.slice(2, 2 + MOST).map(words),
    ...processDetails(host),
  ])
}

/** The number of threads stands in /proc/loadavg: `0.20 0.18 0.12 1/80 11206`. */
function hostUse(host: Host): Use | undefined {
  const threads = /\s\d+\/(?<threads>\d+)\s/.exec(host.text('/proc/loadavg') ?? '')?.groups?.['threads']
  const limits = ['pid_max', 'threads-max'].flatMap((name) => host.number(`/proc/sys/kernel/${name}`) ?? [])
  if (threads === undefined || limits.length === 0) return undefined
  return { who: 'the host', threads: Number(threads), limit: Math.min(...limits) }
}

// Where the pids controller is: cgroup v2, then v1.
const TREES = ['/sys/fs/cgroup', '/sys/fs/cgroup/pids']
const TOPS =
  /^(?:kubepods(?:\.slice)?|kubelet\.slice|system\.slice|(?:kubelet|containerd|crio|docker|k3s|rke2)[\w-]*\.service)$/
const BELOW = /pod|\.service$|\.scope$|^[0-9a-f]{64}$/
const DEEPEST = 5

/** Of pods and services: those that have a limit. */
function cgroupUses(host: Host): Use[] {
  return TREES.flatMap((tree) =>
    (host.list(tree) ?? []).filter((name) => TOPS.test(name)).flatMap((name) => usesBelow(host, tree, name, DEEPEST)),
  )
}

function usesBelow(host: Host, tree: string, path: string, depth: number): Use[] {
  const folder = `${tree}/${path}`
  const threads = host.number(`${folder}/pids.current`)
  const limit = host.number(`${folder}/pids.max`) // `max` is no number: no limit
  const own = threads === undefined || limit === undefined ? [] : [{ who: path, threads, limit }]
  const below = depth === 0 ? [] : (host.list(folder) ?? []).filter((name) => BELOW.test(name))
  return [...own, ...below.flatMap((name) => usesBelow(host, tree, `${path}/${name}`, depth - 1))]
}

function processDetails(host: Host): string[] {
  const all = pidsOf(host).flatMap((pid) => processStatus(host, pid) ?? [])
  const most = all
    .filter(({ isKernel, isZombie }) => !isKernel && !isZombie)
    .sort((a, b) => b.threads - a.threads)
    .slice(0, MOST)
  return [
    ...most.map((one) => `pid ${one.pid} has ${number(one.threads)} threads (${shortCommandOf(host, one)})`),
    ...zombieDetails(host, all),
  ]
}

/** Parents that do not wait for their children. */
function zombieDetails(host: Host, all: readonly ProcessStatus[]): string[] {
  const counts = new Map<number, number>()
  for (const { isZombie, ppid } of all) if (isZombie) counts.set(ppid, (counts.get(ppid) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([ppid, count]) => {
      const parent = all.find(({ pid }) => pid === ppid)
      return `pid ${ppid}${parent ? ` (${shortCommandOf(host, parent)})` : ''} has ${number(count)} zombies`
    })
}

function words({ who, threads, limit }: Use): string {
  return `${who} has ${number(threads)} of ${number(limit)} threads (${percent(share(threads, limit))})`
}
