// bzip2 by seek-bzip, which decodes a block at a time and cannot wait for its input: a block is decoded when it is there as a whole.
import Bunzip from 'seek-bzip'
import type { Bytes } from '../bytes.ts'
import { BitWindow } from './bit-window.ts'

/** No block is larger: 900,000 symbols of 20 bits, and its tables. */
const LARGEST_BLOCK = 2_300_000
/** The first 48 bits of a block, and of the end of a stream. */
const BLOCK = 0x314159265359
const END = 0x177245385090
const CHUNK = 256 * 1024

export async function* bunzip2(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const window = new BitWindow(bytes)
  try {
    for (await window.fill(4); window.size > 0; await window.fill(4)) yield* stream(window)
  } finally {
    await window.close()
  }
}

async function* stream(window: BitWindow): AsyncGenerator<Uint8Array> {
  if (window.size < 4) throw new Error('bzip2 is cut off')
  const header = [0, 1, 2, 3].map((at) => window.byte(at) ?? 0)
  if (String.fromCharCode(...header.slice(0, 3)) !== 'BZh') throw new Error('bzip2 is damaged')
  let bit = 32
  let sum = 0
  for (;;) {
    window.drop(bit >> 3)
    bit &= 7
    await window.fill(LARGEST_BLOCK)
    const magic = window.bits(bit, 48)
    const expected = window.bits(bit + 48, 32)
    if (magic === undefined || expected === undefined) throw new Error('bzip2 is cut off')
    if (magic === END) {
      if (expected !== sum >>> 0) throw new Error('bzip2 is damaged')
      return window.drop((bit + 48 + 32 + 7) >> 3)
    }
    if (magic !== BLOCK) throw new Error('bzip2 is damaged')
    sum = expected ^ ((sum << 1) | (sum >>> 31))
    const { chunks, next } = block(window, header, bit)
    yield* chunks
    bit = next
  }
}

/** A block and the bit after it. Its checksum was found right. */
function block(window: BitWindow, header: readonly number[], bit: number): { chunks: Uint8Array[]; next: number } {
  const input = new BlockInput(window, header)
  const output = new BlockOutput()
  Bunzip.decodeBlock(input, bit, output)
  // It ends somewhere in the last byte that was read; what follows begins with one of two magic numbers.
  const ends = Array.from({ length: 8 }, (_, index) => input.at * 8 - index)
  const next = ends.find((end) => [BLOCK, END].includes(window.bits(end, 48) ?? 0))
  return { chunks: output.chunks(), next: next ?? input.at * 8 }
}

/** The header and then, from where it is told to seek, the window, as seek-bzip reads them. */
class BlockInput {
  readonly #window: BitWindow
  readonly #header: readonly number[]
  at = 0

  constructor(window: BitWindow, header: readonly number[]) {
    this.#window = window
    this.#header = header
  }

  read(buffer: Uint8Array): number {
    buffer.set(this.#header)
    return this.#header.length
  }

  seek(at: number): void {
    this.at = at
  }

  readByte(): number {
    const byte = this.#window.byte(this.at)
    if (byte === undefined) throw new Error('bzip2 is cut off')
    this.at++
    return byte
  }
}

class BlockOutput {
  readonly #chunks: Uint8Array[] = []
  #chunk = new Uint8Array(CHUNK)
  #length = 0

  writeByte(byte: number): void {
    if (this.#length === CHUNK) this.#next()
    this.#chunk[this.#length++] = byte
  }

  chunks(): Uint8Array[] {
    this.#next()
    return this.#chunks
  }

  #next(): void {
    if (this.#length > 0) this.#chunks.push(this.#chunk.subarray(0, this.#length))
    this.#chunk = new Uint8Array(CHUNK)
    this.#length = 0
  }
}
