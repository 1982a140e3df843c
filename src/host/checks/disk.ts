// How full the filesystems are that kubelet, the runtime and the logs live on.
import type { FileSystemUse, Host } from '../host.ts'
import { bytes, number, percent, share } from '../words.ts'
import { finding, unknown, type Finding, type HostCheck } from './finding.ts'

const PLACES = [
  '/',
  '/var',
  '/var/lib/kubelet',
  '/var/lib/containerd',
  '/var/lib/containers',
  '/var/lib/docker',
  '/var/lib/rancher',
  '/var/lib/etcd',
  '/var/log',
  '/run',
  '/tmp',
]

// kubelet evicts when less than a tenth of the blocks or a twentieth of the inodes is left (evictionHard's defaults).
const FEW_BLOCKS = 0.9
const FEW_INODES = 0.95

interface Filesystem {
  readonly mount: string
  readonly type: string
  readonly isReadOnly: boolean
  readonly places: readonly string[]
  readonly use: FileSystemUse
}

/** Blocks. */
export const checkDisk: HostCheck = (host) => judge(host, FEW_BLOCKS, blocksUsed, blockWords)

/** Inodes; a filesystem that makes them as it needs them has no number of them. */
export const checkInodes: HostCheck = (host) => judge(host, FEW_INODES, inodesUsed, inodeWords)

function judge(
  host: Host,
  full: number,
  used: (use: FileSystemUse) => number,
  words: (filesystem: Filesystem) => string,
): Finding {
  const filesystems = readFilesystems(host).sort((a, b) => used(b.use) - used(a.use))
  const [fullest, ...others] = filesystems
  if (fullest === undefined) return unknown('no filesystem could be looked at')
  const readOnly = filesystems
    .filter(({ isReadOnly }) => isReadOnly)
    .map(({ mount }) => `${mount} is mounted read-only`)
  return finding(used(fullest.use) >= full, words(fullest), [...others.map(words), ...readOnly])
}

/** Those that have one of the places, each once. */
function readFilesystems(host: Host): Filesystem[] {
  const mounts = readMounts(host)
  const found = new Map<string, Filesystem>()
  for (const place of PLACES.filter((path) => host.has(path))) {
    const mount = mounts.findLast(({ path }) => isBelow(place, path)) ?? { path: '/', type: '', isReadOnly: false }
    const known = found.get(mount.path)
    const use = known?.use ?? host.statfs(place)
    if (use === undefined || use.blocks === 0) continue
    const { path, type, isReadOnly } = mount
    found.set(path, { mount: path, type, isReadOnly, places: [...(known?.places ?? []), place], use })
  }
  return [...found.values()]
}

function isBelow(path: string, mount: string): boolean {
  return path === mount || path.startsWith(mount.endsWith('/') ? mount : `${mount}/`)
}

interface Mount {
  readonly path: string
  readonly type: string
  readonly isReadOnly: boolean
}

/** Shorter paths first, and of one path the last one, which lies on top. Those of process 1 are the host's. */
function readMounts(host: Host): Mount[] {
  const text = host.text('/proc/1/mounts') ?? host.text('/proc/mounts') ?? ''
  return text
    .split('\n')
    .flatMap((line): Mount[] => {
      const [, path, type = '', options = ''] = line.split(' ')
      const unescaped = path?.replace(/\\(?<octal>[0-7]{3})/g, (_all, octal: string) =>
        String.fromCharCode(parseInt(octal, 8)),
      )
      return unescaped === undefined ? [] : [{ path: unescaped, type, isReadOnly: options.split(',').includes('ro') }]
    })
    .sort((a, b) => a.path.length - b.path.length)
}

/** As df counts: what is kept for root is not free. */
function blocksUsed({ blocks, bavail }: FileSystemUse): number {
  return share(blocks - bavail, blocks)
}

function inodesUsed({ files, ffree }: FileSystemUse): number {
  return files === 0 ? 0 : share(files - ffree, files)
}

function blockWords({ use, ...where }: Filesystem): string {
  const free = `${bytes(use.bavail * use.bsize)} of ${bytes(use.blocks * use.bsize)} free`
  return `${percent(blocksUsed(use))} full: ${placeWords(where)}, ${free}`
}

function inodeWords({ use, ...where }: Filesystem): string {
  if (use.files === 0) return `no fixed number of inodes: ${placeWords(where)}`
  const free = `${number(use.ffree)} of ${number(use.files)} free`
  return `${percent(inodesUsed(use))} of inodes used: ${placeWords(where)}, ${free}`
}

function placeWords({ mount, type, places }: Omit<Filesystem, 'use'>): string {
  const others = places.filter((place) => place !== mount)
  return `${mount}${type === '' ? '' : ` (${type})`}${others.length > 0 ? ` with ${others.join(', ')}` : ''}`
}
