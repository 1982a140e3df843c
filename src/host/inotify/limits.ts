// The limits on inotify, what the kernel would choose, and what would be enough.
import type { Host } from '../host.ts'

/** A limit that the kernel does not say is undefined. */
type Limit = number | undefined

/** Limits of one user. */
export interface InotifyLimits {
  /** fs.inotify.*: what a user of the host's first user namespace may hold. */
  readonly host: { readonly watches: Limit; readonly instances: Limit; readonly queuedEvents: Limit }
  /** /proc/sys/user/*: what a user of our user namespace may hold. In the first namespace it is the same number. */
  readonly namespace: { readonly watches: Limit; readonly instances: Limit }
  /** The smaller one of both. */
  readonly watches: Limit
  readonly instances: Limit
}

export function readLimits(host: Host): InotifyLimits {
  const read = (path: string): Limit => host.number(`/proc/sys/${path}`)
  const own = {
    watches: read('user/max_inotify_watches'),
    instances: read('user/max_inotify_instances'),
  }
  const all = {
    watches: read('fs/inotify/max_user_watches'),
    instances: read('fs/inotify/max_user_instances'),
    queuedEvents: read('fs/inotify/max_queued_events'),
  }
  const lesser = (a: Limit, b: Limit): Limit => (a === undefined || b === undefined ? (a ?? b) : Math.min(a, b))
  return {
    host: all,
    namespace: own,
    watches: lesser(own.watches, all.watches),
    instances: lesser(own.instances, all.instances),
  }
}

export interface Machine {
  /** `6.8.0-45-generic` */
  readonly kernel: string
  /** Bytes. */
  readonly memory: number
}

export function readMachine(host: Host): Machine | undefined {
  const kernel = host.text('/proc/sys/kernel/osrelease')?.trim()
  const total = /^MemTotal:\s+(?<kb>\d+) kB$/m.exec(host.text('/proc/meminfo') ?? '')?.groups?.['kb']
  return kernel === undefined || total === undefined ? undefined : { kernel, memory: Number(total) * 1024 }
}

// fs/notify/inotify/inotify_user.c: a mark and two inodes, about 1.3 kB on 64-bit; a user may have 1 % of memory for them.
const KERNELS_COST = 1312
const LEAST = 8192
const MOST = 1_048_576

/** What a kernel sets max_user_watches to when nobody else does: since 5.11 it goes by the memory. */
export function kernelDefault({ kernel, memory }: Machine): number {
  const [, major = 0, minor = 0] = (/^(\d+)\.(\d+)/.exec(kernel) ?? []).map(Number)
  if (major < 5 || (major === 5 && minor < 11)) return LEAST
  return Math.min(MOST, Math.max(LEAST, Math.floor(memory / 100 / KERNELS_COST)))
}

/** What a watch costs when it keeps an inode in memory that would otherwise be gone. */
const BYTES_A_WATCH = 1024

export interface Suggestion {
  readonly sysctl: string
  readonly value: number
  readonly reason: string
  /** Bytes of kernel memory, if one user holds all of them. */
  readonly memory?: number
}

const ENOUGH = 0.8

/** A larger limit on watches, when the use is at 80 % of it. */
export function suggestWatches(used: number, limit: number, machine: Machine | undefined): Suggestion | undefined {
  if (used < limit * ENOUGH) return undefined
  const usual = machine === undefined ? 0 : kernelDefault(machine)
  const doubled = powerAbove(2 * used)
  const isUsual = usual > doubled
  const value = Math.max(usual, doubled)
  const reason = isUsual
    ? "the kernel's own choice for this memory, and more than twice of what is used"
    : 'the power of two above twice of what is used'
  return { sysctl: 'fs.inotify.max_user_watches', value, reason, memory: value * BYTES_A_WATCH }
}

/** A larger limit on instances. They cost little, and a process that leaks them soon takes any number. */
export function suggestInstances(used: number, limit: number): Suggestion | undefined {
  if (used < limit * ENOUGH) return undefined
  const value = Math.max(1024, powerAbove(4 * used))
  return { sysctl: 'fs.inotify.max_user_instances', value, reason: 'four times of what is used, and at least 1024' }
}

function powerAbove(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, value)))
}
