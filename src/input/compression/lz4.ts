// LZ4 frames (and the legacy format of the Linux kernel's tools): the packages for it drop concatenated frames without a word or want the
// whole file in memory. Source: lz4_Frame_format.md of the lz4 project.
import { InputError, type Bytes } from '../bytes.ts'
import { ByteReader } from './byte-reader.ts'
import { BlockDecoder } from './lz4-block.ts'
import { Xxh32 } from './xxh32.ts'

const FRAME = 0x184d2204
const LEGACY = 0x184c2102
const LEGACY_BLOCK = 8 * 1024 * 1024
/** A legacy block of incompressible bytes is a little larger than what it gives. */
const LEGACY_MOST = LEGACY_BLOCK + LEGACY_BLOCK / 255 + 16

export async function* decodeLz4(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const reader = new ByteReader(bytes)
  try {
    for (let magic = await reader.number(); magic !== undefined; magic = await reader.number()) {
      if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) await reader.skip((await reader.number()) ?? 0)
      else if (magic === FRAME) yield* frame(reader)
      else if (magic === LEGACY) yield* legacy(reader)
      else if (magic === 0) await zeros(reader)
      else throw damaged()
    }
  } finally {
    await reader.close()
  }
}

async function* frame(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const { isLinked, hasBlockSums, hasContentSum, largest } = await header(reader)
  const blocks = new BlockDecoder(largest, isLinked)
  const content = new Xxh32()
  for (let size = await blockSize(reader); size !== 0; size = await blockSize(reader)) {
    const length = size & 0x7fffffff
    if (length > largest) throw damaged()
    const data = await reader.upTo(length)
    const isCut = data.length < length
    if (!isCut && hasBlockSums && (await reader.number()) !== new Xxh32().update(data).digest()) throw damaged()
    for (const piece of size >>> 31 === 1 ? blocks.store(data) : blocks.decode(data, isCut)) {
      if (hasContentSum) content.update(piece)
      yield piece
    }
    if (isCut) throw cutOff()
  }
  if (hasContentSum) await check(reader, content)
}

async function blockSize(reader: ByteReader): Promise<number> {
  const size = await reader.number()
  if (size === undefined) throw cutOff()
  return size
}

async function check(reader: ByteReader, content: Xxh32): Promise<void> {
  const sum = await reader.number()
  if (sum === undefined) throw cutOff()
  if (sum !== content.digest()) throw damaged()
}

interface Header {
  readonly isLinked: boolean
  readonly hasBlockSums: boolean
  readonly hasContentSum: boolean
  /** Bytes that a block may have. */
  readonly largest: number
}

async function header(reader: ByteReader): Promise<Header> {
  const start = await reader.take(2)
  const [flags = 0, sizes = 0] = start
  const rest = await reader.take((flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0))
  const [sum] = await reader.take(1)
  const digest = new Xxh32().update(start).update(rest).digest()
  if (sum !== ((digest >>> 8) & 0xff) || flags >> 6 !== 1 || sizes >> 4 < 4) throw damaged()
  return {
    isLinked: (flags & 0x20) === 0,
    hasBlockSums: (flags & 0x10) !== 0,
    hasContentSum: (flags & 0x04) !== 0,
    largest: 2 ** (8 + 2 * ((sizes >> 4) & 7)),
  }
}

/** Blocks without an end mark: up to the end of the file, or to the next magic number, which no block's size can be. */
async function* legacy(reader: ByteReader): AsyncGenerator<Uint8Array> {
  const blocks = new BlockDecoder(LEGACY_BLOCK, false)
  for (;;) {
    const start = await reader.upTo(4)
    if (start.length === 0) return
    if (start.length < 4) throw cutOff()
    const size = new DataView(start.buffer, start.byteOffset, 4).getUint32(0, true)
    if (size === 0 || size > LEGACY_MOST) return reader.unread(start)
    const data = await reader.upTo(size)
    yield* blocks.decode(data, data.length < size)
    if (data.length < size) throw cutOff()
  }
}

/** Zeros after the last frame are padding. */
async function zeros(reader: ByteReader): Promise<void> {
  for (let piece = await reader.upTo(65_536); piece.length > 0; piece = await reader.upTo(65_536))
    if (piece.some((byte) => byte !== 0)) throw damaged()
}

function damaged(): InputError {
  return new InputError('lz4 data is damaged')
}

function cutOff(): InputError {
  return new InputError('lz4 data ends too early: the file was cut off')
}
