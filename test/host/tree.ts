// A host of files: a folder that stands in for `/`.
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A text, or what a symbolic link points to. */
export type Entry = string | { readonly link: string }

export type Tree = Readonly<Record<string, Entry>>

/** Makes the folder; paths are the host's own, without the first slash. */
export function hostWith(tree: Tree): string {
  const root = mkdtempSync(join(tmpdir(), 'kubelog-host-'))
  for (const [path, entry] of Object.entries(tree)) {
    const real = join(root, path)
    mkdirSync(dirname(real), { recursive: true })
    if (typeof entry === 'string') writeFileSync(real, entry)
    else symlinkSync(entry.link, real)
  }
  return root
}

/** Takes away the right to read; undo it before the folder is removed. */
export function forbid(root: string, path: string, isForbidden = true): void {
  chmodSync(join(root, path), isForbidden ? 0 : 0o755)
}

/** The first user namespace, of which the fake processes are unless they say something else. */
export const FIRST_NAMESPACE = '4026531837'

export interface FakeProcess {
  readonly name?: string
  readonly ppid?: number
  readonly uid?: number
  readonly command?: readonly string[]
  readonly cgroup?: string
  readonly state?: string
  readonly threads?: number
  readonly kthread?: boolean
  readonly namespace?: string
  /** Watches of each inotify instance, by fd. */
  readonly inotify?: Readonly<Record<string, number>>
  /** The inode from which on it watches: the same one makes the same watches. */
  readonly inode?: number
  readonly fds?: Readonly<Record<string, string>>
  /** The soft and the hard limit on open files. */
  readonly files?: readonly [number, number]
}

/** The files of /proc/PID. */
export function processTree(pid: number, given: FakeProcess = {}): Tree {
  const { name = 'app', command = [`/usr/bin/${name}`], cgroup = '0::/\n', inotify = {}, inode = pid * 1000 } = given
  const { files: [soft, hard] = [1024, 524288] } = given
  const folder = `proc/${pid}`
  return {
    [`${folder}/status`]: statusText(pid, name, given),
    [`${folder}/cmdline`]: command.map((word) => `${word}\0`).join(''),
    [`${folder}/cgroup`]: cgroup,
    [`${folder}/limits`]: `Limit                     Soft Limit           Hard Limit           Units     \nMax open files            ${String(soft).padEnd(20)} ${String(hard).padEnd(20)} files     \n`,
    [`${folder}/ns/user`]: { link: `user:[${given.namespace ?? FIRST_NAMESPACE}]` },
    [`${folder}/fd/0`]: { link: '/dev/null' },
    ...Object.fromEntries(Object.entries(given.fds ?? {}).map(([fd, to]) => [`${folder}/fd/${fd}`, { link: to }])),
    ...Object.fromEntries(Object.keys(inotify).map((fd) => [`${folder}/fd/${fd}`, { link: 'anon_inode:inotify' }])),
    ...Object.fromEntries(
      Object.entries(inotify).map(([fd, watches]) => [`${folder}/fdinfo/${fd}`, fdinfo(watches, inode)]),
    ),
  }
}

function statusText(pid: number, name: string, { ppid = 1, uid = 0, state = 'S (sleeping)', ...given }: FakeProcess) {
  const kthread = given.kthread === undefined ? '' : `Kthread:\t${given.kthread ? 1 : 0}\n`
  const ids = [uid, uid, uid, uid].join('\t')
  return `Name:\t${name}\nState:\t${state}\nTgid:\t${pid}\nPid:\t${pid}\nPPid:\t${ppid}\nUid:\t${ids}\n${kthread}Threads:\t${given.threads ?? 1}\n`
}

function fdinfo(watches: number, inode: number): string {
  const lines = Array.from({ length: watches }, (_, index) => {
    const ino = (inode + index).toString(16)
    return `inotify wd:${index + 1} ino:${ino} sdev:fe00000 mask:fc6 ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:${ino.padStart(16, '0')}\n`
  })
  return `pos:\t0\nflags:\t02004000\nmnt_id:\t15\nino:\t1057\n${lines.reverse().join('')}`
}

/** The limits and the machine that inotify depends on. */
export function inotifyTree(limits: { watches?: number; instances?: number; namespaceWatches?: number } = {}): Tree {
  const { watches = 8192, instances = 128, namespaceWatches = watches } = limits
  return {
    'proc/sys/fs/inotify/max_user_watches': `${watches}\n`,
    'proc/sys/fs/inotify/max_user_instances': `${instances}\n`,
    'proc/sys/fs/inotify/max_queued_events': '16384\n',
    'proc/sys/user/max_inotify_watches': `${namespaceWatches}\n`,
    'proc/sys/user/max_inotify_instances': `${instances}\n`,
    'proc/sys/kernel/osrelease': '6.8.0-45-generic\n',
    'proc/sys/kernel/hostname': 'worker-1\n',
    'proc/meminfo': 'MemTotal:        8388608 kB\nMemFree:         4194304 kB\n',
    'proc/self/ns/user': { link: `user:[${FIRST_NAMESPACE}]` },
    'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\nalice:x:1000:1000::/home/alice:/bin/bash\n',
  }
}
