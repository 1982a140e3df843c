// /proc/PID/fd and fdinfo -> how many inotify instances and watches each process holds.
import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { containerOf, type ContainerRef } from '../cgroup.ts'
import type { Host } from '../host.ts'
import { commandOf, pidsOf, processStatus, userNamespaceOf, type ProcessStatus } from '../process.ts'

/** One open file of a process that is an inotify instance. */
export interface Instance {
  readonly fd: string
  readonly watches: number
  /** Of the whole fdinfo: two processes that share an instance show the same. */
  readonly digest: string
}

/** A process with at least one instance. */
export interface Holder {
  readonly pid: number
  readonly ppid: number
  readonly uid: number
  /** The number of its user namespace; undefined when it may not be read. */
  readonly userNamespace: string | undefined
  readonly name: string
  readonly command: string
  readonly container: ContainerRef
  readonly instances: readonly Instance[]
  /** Those of its instances that its parent holds too: after a fork they are one, and the kernel counts them once. */
  readonly shared: readonly Instance[]
}

export interface InotifyScan {
  readonly holders: readonly Holder[]
  /** Processes that were looked at, without kernel threads and zombies. */
  readonly processes: number
  /** Those among them whose files may not all be read: they may hold more than was seen. */
  readonly hidden: number
}

const INSTANCE = /^(?:anon_inode:)?\[?inotify\]?$/

/** Breathes after so many processes: a signal gets through, and other work of this process too. */
const BREATH = 64

/** Looks at every process once, one after the other. An abort ends it early. */
export async function scanInotify(host: Host, stop?: AbortSignal): Promise<InotifyScan> {
  const found = new Map<number, Omit<Holder, 'shared'>>()
  let [processes, hidden, looked] = [0, 0, 0]
  for (const pid of pidsOf(host)) {
    if (++looked % BREATH === 0) await setImmediate()
    if (stop?.aborted) break
    const status = processStatus(host, pid)
    if (status === undefined || status.isKernel || status.isZombie) continue
    const before = host.troubles
    const instances = instancesOf(host, pid)
    if (instances === undefined && !host.has(`/proc/${pid}`)) continue // it has just ended
    processes++
    // A security module can allow the list of the files and forbid what they are.
    if (instances === undefined || host.troubles > before) hidden++
    if (instances !== undefined && instances.length > 0) found.set(pid, holder(host, status, instances))
  }
  const holders = [...found.values()].map((one) => ({ ...one, shared: sharedOf(one, found) }))
  return { holders, processes, hidden }
}

function holder(host: Host, status: ProcessStatus, instances: readonly Instance[]): Omit<Holder, 'shared'> {
  const { pid, ppid, uid, name } = status
  return {
    pid,
    ppid,
    uid,
    userNamespace: userNamespaceOf(host, pid),
    name,
    command: commandOf(host, status),
    container: containerOf(host.text(`/proc/${pid}/cgroup`) ?? ''),
    instances,
  }
}

/** undefined when the files of the process may not be listed. */
function instancesOf(host: Host, pid: number): Instance[] | undefined {
  const fds = host.list(`/proc/${pid}/fd`)
  return fds
    ?.filter((fd) => INSTANCE.test(host.link(`/proc/${pid}/fd/${fd}`) ?? ''))
    .flatMap((fd) => readInstance(host, pid, fd) ?? [])
}

const WATCH = Buffer.from('\ninotify ')

/** Counts the lines that begin with `inotify `, as `grep -c '^inotify'` does, without keeping them. */
function readInstance(host: Host, pid: number, fd: string): Instance | undefined {
  const hash = createHash('sha1')
  let watches = 0
  let tail = Buffer.from('\n')
  const isThere = host.pieces(`/proc/${pid}/fdinfo/${fd}`, (piece) => {
    hash.update(piece)
    const text = Buffer.concat([tail, piece])
    for (let at = text.indexOf(WATCH); at !== -1; at = text.indexOf(WATCH, at + WATCH.length)) watches++
    tail = text.subarray(Math.max(0, text.length - WATCH.length + 1))
  })
  return isThere ? { fd, watches, digest: hash.digest('base64') } : undefined
}

/**
 * The instances that a process has from its parent: the same number, and the same watches on the same inodes. The kernel does
 * not say more without a system call that Node lacks (kcmp).
 */
function sharedOf(child: Omit<Holder, 'shared'>, all: ReadonlyMap<number, Omit<Holder, 'shared'>>): Instance[] {
  const parent = all.get(child.ppid)
  if (parent === undefined) return []
  return child.instances.filter(({ fd, digest }) =>
    parent.instances.some((instance) => instance.fd === fd && instance.digest === digest),
  )
}
