// What a file is, told by its first bytes; never by its name.

export type Compression = 'gzip' | 'zstd' | 'xz' | 'bzip2' | 'lz4'
export type Kind = Compression | 'zip' | 'tar' | 'journal' | 'utf16le' | 'utf16be' | 'text'

const COMPRESSIONS: ReadonlySet<Kind> = new Set<Kind>(['gzip', 'zstd', 'xz', 'bzip2', 'lz4'])

export function isCompression(kind: Kind): kind is Compression {
  return COMPRESSIONS.has(kind)
}

const MAGICS: readonly (readonly [kind: Kind, at: number, bytes: readonly number[]])[] = [
  ['gzip', 0, [0x1f, 0x8b, 0x08]],
  ['zstd', 0, [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz', 0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['bzip2', 0, [0x42, 0x5a, 0x68]],
  ['lz4', 0, [0x04, 0x22, 0x4d, 0x18]],
  ['lz4', 0, [0x02, 0x21, 0x4c, 0x18]],
  ['zip', 0, [0x50, 0x4b, 0x03, 0x04]],
  ['zip', 0, [0x50, 0x4b, 0x05, 0x06]],
  ['journal', 0, [0x4c, 0x50, 0x4b, 0x53, 0x48, 0x48, 0x52, 0x48]],
  ['tar', 257, [0x75, 0x73, 0x74, 0x61, 0x72]],
  ['utf16le', 0, [0xff, 0xfe]],
  ['utf16be', 0, [0xfe, 0xff]],
]

const MOST_ZEROS = 64 * 1024

/** What is packed in a way that is not read here, and what to do about it. */
const FOREIGN: readonly (readonly [magic: string, what: string])[] = [
  ["7z\u00bc\u00af'\u001c", 'a 7-Zip archive, which is not read: unpack it first'],
  ['Rar!\u001a\u0007', 'a RAR archive, which is not read: unpack it first'],
  ['MSCF\0\0\0\0', 'a Windows cabinet, which is not read: unpack it first'],
  ['\u001f\u009d', 'packed with compress (.Z), which is not read: unpack it first'],
  ['LZIP\u0001', 'packed with lzip, which is not read: unpack it first'],
  ['ElfFile\0', 'a Windows event log, which is not read: export it as text first'],
  ['age-encryption.org/v1', 'encrypted with age: decrypt it first'],
  ['-----BEGIN AGE ENCRYPTED', 'encrypted with age: decrypt it first'],
  ['-----BEGIN PGP MESSAGE', 'encrypted with PGP: decrypt it first'],
]

/** What some bytes are the beginning of; 512 of them tell all kinds but for zstd and lz4 behind frames to skip. */
export function kindOf(head: Uint8Array): Kind {
  const found = MAGICS.find(([, at, bytes]) => bytes.every((byte, index) => head[at + index] === byte))
  if (found?.[0] === 'bzip2' && !isBlockSize(head[3])) return 'text'
  if (found !== undefined) return found[0]
  if (isSkippable(head, 0)) return afterSkippable(head)
  return isOldTar(head) || isEmptyTar(head) ? 'tar' : (utf16WithoutMark(head) ?? 'text')
}

/** For what is packed in a way that is not read here: what it is and what to do. */
export function foreignKind(head: Uint8Array): string | undefined {
  const start = String.fromCharCode(...head.subarray(0, 32))
  return FOREIGN.find(([magic]) => start.startsWith(magic))?.[1]
}

function isBlockSize(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x31 && byte <= 0x39
}

/** 0x184D2A50 to 5F: zstd and lz4 readers skip such frames, so either may begin with one. */
function isSkippable(head: Uint8Array, at: number): boolean {
  return ((head[at] ?? 0) & 0xf0) === 0x50 && head[at + 1] === 0x2a && head[at + 2] === 0x4d && head[at + 3] === 0x18
}

function afterSkippable(head: Uint8Array): Kind {
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  let at = 0
  while (at + 8 <= head.length && isSkippable(head, at)) at += 8 + view.getUint32(at + 4, true)
  return kindOf(head.subarray(at, at + 4)) === 'lz4' ? 'lz4' : 'zstd'
}

/** Some blocks of zeros and nothing else. A log can begin with many more, where a writer did not notice that it was truncated. */
function isEmptyTar(head: Uint8Array): boolean {
  return head.length >= 1024 && head.length < MOST_ZEROS && head.length % 512 === 0 && head.every((byte) => byte === 0)
}

/** A header from before the magic number came up (tar --format=v7), by its checksum. */
function isOldTar(head: Uint8Array): boolean {
  if (head.length < 512) return false
  const block = head.subarray(0, 512)
  const stored = /^ *([0-7]+)[ \0]/.exec(String.fromCharCode(...block.subarray(148, 156)))?.[1]
  if (stored === undefined || block[0] === 0) return false
  const sum = block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  return Number.parseInt(stored, 8) === sum
}

/** Latin text in UTF-16 has a NUL in every other place. */
function utf16WithoutMark(head: Uint8Array): Kind | undefined {
  const pairs = Math.floor(head.length / 2)
  if (pairs < 8) return undefined
  const zeros = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const most = pairs * 0.9
  const few = pairs * 0.01 // letters such as U+2500 end in a zero too
  if (odd > most && even <= few) return 'utf16le'
  return even > most && odd <= few ? 'utf16be' : undefined
}
