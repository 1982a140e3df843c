// /proc/PID: who a process is.
import type { Host } from './host.ts'

export interface ProcessStatus {
  readonly pid: number
  readonly ppid: number
  /** The name that the kernel knows, at most 15 characters. */
  readonly name: string
  /** Effective user: the one whose limits count. */
  readonly uid: number
  readonly threads: number
  readonly isZombie: boolean
  /** A thread of the kernel has no files of its own. */
  readonly isKernel: boolean
}

/** The ids of all processes, smallest first. */
export function pidsOf(host: Host): number[] {
  return (host.list('/proc') ?? [])
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
}

/** undefined when the process has ended. */
export function processStatus(host: Host, pid: number): ProcessStatus | undefined {
  const text = host.text(`/proc/${pid}/status`)
  return text === undefined ? undefined : parseStatus(pid, text)
}

function parseStatus(pid: number, text: string): ProcessStatus {
  const fields = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  const ppid = Number(fields.get('PPid') ?? 0)
  const kthread = fields.get('Kthread')
  return {
    pid,
    ppid,
    name: fields.get('Name') ?? '',
    uid: Number(fields.get('Uid')?.split(/\s+/)[1] ?? 0),
    threads: Number(fields.get('Threads') ?? 1),
    isZombie: /^[ZX]/.test(fields.get('State') ?? ''),
    // Kernels before 6.8 do not say it: those that they start themselves are children of process 2.
    isKernel: kthread === undefined ? pid === 2 || ppid === 2 : kthread === '1',
  }
}

const LONGEST = 4096
const SHORT = 80

/** The command line as one text; the name in brackets, as ps has it, where there is none. */
export function commandOf(host: Host, { pid, name }: ProcessStatus): string {
  const line = (host.text(`/proc/${pid}/cmdline`) ?? '').slice(0, LONGEST).replace(/\0+$/, '').replaceAll('\0', ' ')
  return line.trim() === '' ? `[${name}]` : line
}

/** As much of it as fits a list. */
export function shortCommandOf(host: Host, status: ProcessStatus): string {
  return commandOf(host, status).slice(0, SHORT)
}

/** The number of the user namespace, as `ls -l /proc/PID/ns/user` shows it. */
export function userNamespaceOf(host: Host, pid: number | 'self'): string | undefined {
  return /^user:\[(?<number>\d+)\]$/.exec(host.link(`/proc/${pid}/ns/user`) ?? '')?.groups?.['number']
}

/** The names of users by uid. Only those of the file: what a directory service knows stays a number. */
export function userNames(host: Host): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const line of (host.text('/etc/passwd') ?? '').split('\n')) {
    const [name = '', , uid = ''] = line.split(':')
    if (/^\d+$/.test(uid) && !names.has(Number(uid))) names.set(Number(uid), name)
  }
  return names
}
