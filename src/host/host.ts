// A host as its files show it: /proc, /sys and what lies beside them, below a root folder that tests and debug containers choose.
// Everything here only reads. What is not there is undefined; what may not be read is too, and is remembered.
import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statfsSync,
  type StatsFs,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { codeOf, readProblem } from '../input/problems.ts'

export type FileSystemUse = Pick<StatsFs, 'bsize' | 'blocks' | 'bavail' | 'files' | 'ffree'>

export interface HostOptions {
  /** Where the host's `/` is: `/host` in a debug container. */
  readonly root?: string
  /** In place of statfs(2), which no folder of files can fake. */
  readonly statfs?: (path: string) => FileSystemUse
}

// Processes end and files go while we look: that is no trouble.
const GONE: ReadonlySet<string> = new Set(['ENOENT', 'ESRCH', 'ENOTDIR', 'ENXIO'])

const CHUNK = 256 * 1024

// The kernel's own limit.
const MOST_LINKS = 40

/**
 * Reads a host. Paths begin with `/` and are the host's own.
 *
 * @example
 * new Host().text('/proc/sys/fs/inotify/max_user_watches') //=> '192536\n'
 */
export class Host {
  readonly root: string
  readonly #statfs: (path: string) => FileSystemUse
  readonly #unreadable = new Map<string, string>()
  #troubles = 0
  #buffer: Buffer | undefined

  constructor({ root = '/', statfs = statfsSync }: HostOptions = {}) {
    this.root = root
    this.#statfs = statfs
  }

  text(path: string): string | undefined {
    return this.#try(path, (real) => readFileSync(real, 'utf8'))
  }

  /** A file that holds a number, such as those below /proc/sys. */
  number(path: string): number | undefined {
    const text = this.text(path)?.trim() ?? ''
    return /^-?\d+$/.test(text) ? Number(text) : undefined
  }

  list(path: string): readonly string[] | undefined {
    return this.#try(path, (real) => readdirSync(real))
  }

  link(path: string): string | undefined {
    return this.#try(path, () => readlinkSync(join(this.root, path)))
  }

  has(path: string): boolean {
    return existsSync(this.#real(path))
  }

  statfs(path: string): FileSystemUse | undefined {
    return this.#try(path, this.#statfs)
  }

  /** A file in pieces, each of which is only good until the next one: the fdinfo of a million watches is 120 MB. */
  pieces(path: string, take: (piece: Buffer) => void): boolean {
    const read = this.#try(path, (real) => {
      const file = openSync(real, 'r')
      try {
        const buffer = (this.#buffer ??= Buffer.allocUnsafe(CHUNK))
        for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) take(buffer.subarray(0, size))
      } finally {
        closeSync(file)
      }
      return true
    })
    return read ?? false
  }

  /** How often something that is there could not be read: whoever compares two of them knows whether what they saw is all. */
  get troubles(): number {
    return this.#troubles
  }

  /** What there was and could not be read since the last call, and why: `/proc/<pid>/fd: permission denied`. */
  takeUnreadable(): string[] {
    const found = [...this.#unreadable].map(([path, why]) => `${path}: ${why}`)
    this.#unreadable.clear()
    return found
  }

  /**
   * Where a path of the host is for us. A link such as kubelet-client-current.pem names a path of the host, which is not below our
   * own `/` in a debug container. The links of /proc are the kernel's and lead where they lead.
   */
  #real(path: string): string {
    let at = path
    for (let hops = 0; this.root !== '/' && !path.startsWith('/proc/') && hops < MOST_LINKS; hops++) {
      const to = linkOf(join(this.root, at))
      if (to === undefined) break
      at = resolve(dirname(at), to)
    }
    return join(this.root, at)
  }

  #try<T>(path: string, read: (real: string) => T): T | undefined {
    try {
      return read(this.#real(path))
    } catch (error) {
      const code = codeOf(error)
      if (code === '') throw error
      if (GONE.has(code)) return undefined
      this.#troubles++
      this.#unreadable.set(alike(path), readProblem(error))
      return undefined
    }
  }
}

/** undefined for what is no link, is not there or may not be looked at: then whoever reads it finds out. */
function linkOf(path: string): string | undefined {
  try {
    return readlinkSync(path)
  } catch {
    return undefined
  }
}

/** Thousands of processes and of their files are one line. */
function alike(path: string): string {
  return path.replace(/^\/proc\/\d+\//, '/proc/<pid>/').replace(/(?<=\/fd(?:info)?\/)\d+$/, '<fd>')
}
