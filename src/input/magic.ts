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

/** What some bytes are the beginning of; 262 of them tell all kinds (a tar's magic stands at 257). zstd's skippable frames (0x184D2A50 to 5F) may come before its first frame. */
export function kindOf(head: Uint8Array): Kind {
  const found = MAGICS.find(([, at, bytes]) => bytes.every((byte, index) => head[at + index] === byte))
  if (found?.[0] === 'bzip2' && !isBlockSize(head[3])) return 'text'
  if (found !== undefined) return found[0]
  if (((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18) return 'zstd'
  return utf16WithoutMark(head) ?? 'text'
}

function isBlockSize(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x31 && byte <= 0x39
}

/** Latin text in UTF-16 has a NUL in every other place. */
function utf16WithoutMark(head: Uint8Array): Kind | undefined {
  const pairs = Math.floor(head.length / 2)
  if (pairs < 8) return undefined
  const zeros = [0, 0]
  for (let at = 0; at < pairs * 2; at++) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > pairs * 0.9 && even === 0) return 'utf16le'
  return even > pairs * 0.9 && odd === 0 ? 'utf16be' : undefined
}
