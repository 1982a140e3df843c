// The members of a zip by its central directory, which alone can be trusted. The zip is held in memory. Source: APPNOTE.TXT of PKWARE.
import { archiveError, type Member } from '../input/archive/member.ts'
import { concat, InputError, isFromBelow, toWeb, type Bytes } from '../input/bytes.ts'
import { crc32 } from './crc32.ts'

const MIB = 1024 * 1024
const MOST_IN_MEMORY = 256 * MIB
const PIECE = 64 * 1024

const END = 0x06054b50
const END_SIZE = 22
const LONGEST_COMMENT = 0xffff
const ENTRY = 0x02014b50
const ENTRY_SIZE = 46
const LOCAL = 0x04034b50
const LOCAL_SIZE = 30
/** Stands where a number is too large for its field, or was not known yet; the number is in the extra field 1. */
const ELSEWHERE = 0xffffffff

interface Entry {
  readonly path: string
  readonly modified: Date
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  /** Where its local header is. */
  readonly at: number
}

export async function* zipMembers(bytes: Bytes): AsyncGenerator<Member> {
  try {
    const zip = new DataView((await inMemory(bytes)).buffer)
    for (const entry of entries(zip)) {
      const { path, modified, size } = entry
      if (!path.endsWith('/')) yield { path, modified, size, bytes: contents(zip, entry) }
    }
  } catch (error) {
    throw archiveError('zip', error)
  }
}

async function inMemory(bytes: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MOST_IN_MEMORY)
      throw new InputError(
        `a zip of more than ${MOST_IN_MEMORY / MIB} MiB, which this page does not read: unpack it first`,
      )
    chunks.push(chunk)
  }
  return concat(chunks)
}

/** A view throws at what lies outside of it: then the archive is damaged. */
function* entries(zip: DataView): Generator<Entry> {
  const end = endOf(zip)
  const count = zip.getUint16(end + 10, true)
  let at = zip.getUint32(end + 16, true)
  for (let index = 0; index < count; index++) {
    if (zip.getUint32(at, true) !== ENTRY) throw new Error('no entry')
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.getUint16(at + field, true)) as [
      number,
      number,
      number,
    ] // three
    const rest = at + ENTRY_SIZE + name
    yield entry(zip, at, name, rest, rest + extra)
    at = rest + extra + comment
  }
}

function endOf(zip: DataView): number {
  const last = zip.byteLength - END_SIZE
  for (let at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) if (zip.getUint32(at, true) === END) return at
  throw new Error('no end')
}

function entry(zip: DataView, at: number, nameLength: number, extra: number, end: number): Entry {
  const wide = wideNumbers(zip, extra, end)
  const number = (field: number): number => {
    const value = zip.getUint32(at + field, true)
    return value === ELSEWHERE ? (wide.next().value ?? value) : value
  }
  const flags = zip.getUint16(at + 8, true)
  const name = new Uint8Array(zip.buffer, at + ENTRY_SIZE, nameLength)
  // In this order they stand in the extra field.
  const size = number(24)
  const packed = number(20)
  return {
    // The flag says UTF-8; else it is as good as ASCII. Windows writes backslashes.
    path: new TextDecoder((flags & 0x800) === 0 ? 'latin1' : 'utf-8').decode(name).replaceAll('\\', '/'),
    modified: dosDate(zip.getUint16(at + 14, true), zip.getUint16(at + 12, true)),
    flags,
    method: zip.getUint16(at + 10, true),
    crc: zip.getUint32(at + 16, true),
    packed,
    size,
    at: number(42),
  }
}

function* wideNumbers(zip: DataView, from: number, to: number): Generator<number, undefined> {
  for (let at = from; at + 4 <= to;) {
    const [id, size] = [zip.getUint16(at, true), zip.getUint16(at + 2, true)]
    if (id === 1)
      for (let field = at + 4; field + 8 <= at + 4 + size; field += 8) yield Number(zip.getBigUint64(field, true))
    at += 4 + size
  }
}

/** Of the zone of whoever packed it, which is taken to be ours. */
function dosDate(date: number, time: number): Date {
  return new Date(1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2)
}

async function* contents(zip: DataView, { at, flags, method, packed, size, crc }: Entry): AsyncGenerator<Uint8Array> {
  if ((flags & 1) === 1) throw new InputError('is encrypted')
  if (method !== 0 && method !== 8) throw new InputError(`is packed in a way that is not supported (method ${method})`)
  try {
    if (zip.getUint32(at, true) !== LOCAL) throw new Error('no local header')
    const start = at + LOCAL_SIZE + zip.getUint16(at + 26, true) + zip.getUint16(at + 28, true)
    const data = new Uint8Array(zip.buffer as ArrayBuffer, start, packed) // it was made by concat()
    let [sum, length] = [0, 0]
    for await (const chunk of method === 0 ? pieces(data) : inflated(data)) {
      sum = crc32(chunk, sum)
      length += chunk.length
      if (length > size) throw new Error('more than it said')
      yield chunk
    }
    if (length !== size || sum !== crc) throw new Error('wrong checksum')
  } catch (error) {
    throw isFromBelow(error) ? error : new InputError('is damaged', { cause: error })
  }
}

async function* pieces(data: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let at = 0; at < data.length; at += PIECE) yield data.subarray(at, at + PIECE)
}

async function* inflated(data: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array> {
  const stream = toWeb(pieces(data)) as ReadableStream<Uint8Array<ArrayBuffer>> // what goes in comes out
  const reader = stream.pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}
