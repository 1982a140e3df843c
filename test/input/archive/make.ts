// Archives for the tests, from the names and contents of their members.
import { packTar } from 'modern-tar'
import { crc32, deflateRawSync } from 'node:zlib'

export type Files = Readonly<Record<string, string | Uint8Array>>

/** The date of all members: 2024-06-02. */
export const MODIFIED: Date = new Date('2024-06-02T16:00:00Z')

export async function tarOf(files: Files, modified: Date = MODIFIED): Promise<Buffer> {
  const entries = Object.entries(files).map(([name, body]) => {
    const bytes = Buffer.from(body)
    return { header: { name, size: bytes.length, mtime: modified }, body: new Uint8Array(bytes) }
  })
  return Buffer.from(await packTar(entries))
}

export interface ZipMember {
  readonly name: string
  readonly body: string | Uint8Array
  /** Is it stored as it is? */
  readonly isStored?: boolean
  /** What the archive claims, where it lies or uses what is not read. */
  readonly flags?: number
  readonly method?: number
  readonly crc?: number
  readonly size?: number
}

export function zipOf(files: Files | readonly ZipMember[]): Buffer {
  const members = Array.isArray(files)
    ? (files as readonly ZipMember[]) // Array.isArray() does not tell readonly arrays
    : Object.entries(files as Files).map(([name, body]) => ({ name, body }))
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const member of members) {
    const { local, entry } = zipMember(member, offset)
    locals.push(local)
    central.push(entry)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = numbers([4, 0x06054b50], [2, 0], [2, 0], [2, central.length], [2, central.length])
  return Buffer.concat([...locals, directory, end, numbers([4, directory.length], [4, offset], [2, 0])])
}

function zipMember(member: ZipMember, offset: number): { local: Buffer; entry: Buffer } {
  const body = Buffer.from(member.body)
  const data = member.isStored === true ? body : deflateRawSync(body)
  const name = Buffer.from(member.name)
  const { flags = 0x800, method = member.isStored === true ? 0 : 8, crc = crc32(body), size = body.length } = member
  const time = ((16 << 11) | 0) & 0xffff
  const date = ((2024 - 1980) << 9) | (6 << 5) | 2
  const common = numbers([2, 20], [2, flags], [2, method], [2, time], [2, date], [4, crc], [4, data.length], [4, size])
  const lengths = numbers([2, name.length], [2, 0])
  const rest = numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset])
  return {
    local: Buffer.concat([numbers([4, 0x04034b50]), common, lengths, name, data]),
    entry: Buffer.concat([numbers([4, 0x02014b50], [2, 20]), common, lengths, rest, name]),
  }
}

function numbers(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map(([size, value]) => {
      const bytes = Buffer.alloc(size)
      bytes.writeUIntLE(value, 0, size)
      return bytes
    }),
  )
}
