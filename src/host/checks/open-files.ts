// How many files are open, on the whole host and in each process, and how many may be.
import type { Host } from '../host.ts'
import { pidsOf, processStatus, shortCommandOf } from '../process.ts'
import { number, percent, share } from '../words.ts'
import { finding, unknown, type HostCheck } from './finding.ts'

const FULL = 0.9
const MOST = 5

interface Use {
  readonly who: string
  readonly open: number
  readonly limit: number
}

/** fs.file-max and RLIMIT_NOFILE */
export const checkOpenFiles: HostCheck = (host) => {
  const whole = hostUse(host)
  const processes = processUses(host).sort((a, b) => share(b.open, b.limit) - share(a.open, a.limit))
  const [fullest, ...others] = processes
  if (whole === undefined && fullest === undefined) return unknown('no process and no limit could be looked at')
  const all = [whole, fullest].filter((use) => use !== undefined)
  const isFull = all.some(({ open, limit }) => share(open, limit) >= FULL)
  return finding(isFull, all.map(words).join('; '), others.slice(0, MOST).map(words))
}

function hostUse(host: Host): Use | undefined {
  const [open, , limit] = (host.text('/proc/sys/fs/file-nr') ?? '').trim().split(/\s+/).map(Number)
  return open === undefined || limit === undefined ? undefined : { who: 'the host', open, limit }
}

function processUses(host: Host): Use[] {
  return pidsOf(host).flatMap((pid): Use[] => {
    const status = processStatus(host, pid)
    if (status === undefined || status.isKernel || status.isZombie) return []
    const open = host.list(`/proc/${pid}/fd`)?.length
    const limit = softLimit(host.text(`/proc/${pid}/limits`) ?? '')
    if (open === undefined || limit === undefined) return []
    return [{ who: `pid ${pid} (${shortCommandOf(host, status)})`, open, limit }]
  })
}

function softLimit(limits: string): number | undefined {
  const soft = /^Max open files\s+(?<soft>\d+|unlimited)/m.exec(limits)?.groups?.['soft']
  return soft === 'unlimited' ? Infinity : soft === undefined ? undefined : Number(soft)
}

function words({ who, open, limit }: Use): string {
  const most = limit === Infinity ? 'any number' : number(limit)
  return `${who} has ${number(open)} of ${most} open files (${percent(share(open, limit))})`
}
