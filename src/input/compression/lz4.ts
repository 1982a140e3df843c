// LZ4 frames (and the legacy format of the Linux kernel's tools): the packages for it drop concatenated frames without a word or want the
// whole file in memory. Source: lz4_Frame_format.md and lz4_Block_format.md of the lz4 project. Checksums are not verified.
import { InputError, type Bytes } from '../bytes.ts'

const FRAME = 0x184d2204
const LEGACY = 0x184c2102
const LEGACY_BLOCK = 8 * 1024 * 1024
const HISTORY = 64 * 1024

export async function* decodeLz4(bytes: Bytes): AsyncGenerator<Uint8Array> {
  const reader = new Reader(bytes)
  for (let magic = await reader.number(4); magic !== undefined; magic = await reader.number(4)) {
    if ((magic & 0xfffffff0) >>> 0 === 0x184d2a50) await reader.take((await reader.number(4)) ?? 0)
    else if (magic === FRAME) yield* frame(reader)
    else if (magic === LEGACY) yield* legacy(reader)
    else throw new InputError('lz4 data is damaged')
  }
}

async function* frame(reader: Reader): AsyncGenerator<Uint8Array> {
  const [flags = 0, descriptor = 0] = await reader.take(2)
  await reader.take((flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0) + 1)
  const largest = 2 ** (8 + 2 * ((descriptor >> 4) & 7))
  let history = new Uint8Array(0)
  for (;;) {
    const size = await reader.number(4)
    if (size === undefined) throw new InputError('lz4 data ends too early: the file was cut off')
    if (size === 0) break
    const data = await reader.take(size & 0x7fffffff)
    const block = size >>> 31 === 1 ? data : decodeBlock(data, history, largest)
    if (flags & 0x10) await reader.take(4)
    if ((flags & 0x20) === 0) history = tail(history, block)
    yield block
  }
  if (flags & 0x04) await reader.take(4)
}

/** Blocks without an end mark: up to the end of the file, or to the next magic number, which no block's size can be. */
async function* legacy(reader: Reader): AsyncGenerator<Uint8Array> {
  for (;;) {
    const size = await reader.number(4)
    if (size === undefined) return
    if (size === FRAME || size === LEGACY) return reader.unread(size)
    yield decodeBlock(await reader.take(size), new Uint8Array(0), LEGACY_BLOCK)
  }
}

function tail(history: Uint8Array, block: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(history.length + block.length)
  joined.set(history)
  joined.set(block, history.length)
  return joined.slice(-HISTORY)
}

/** Sequences of literals and a copy of what came before; `history` is what the block may copy from. */
function decodeBlock(data: Uint8Array, history: Uint8Array, largest: number): Uint8Array {
  const out = new Uint8Array(history.length + largest)
  out.set(history)
  let from = 0
  let to = history.length
  const length = (start: number): number => {
    let sum = start
    if (start === 15) for (let more = 255; more === 255;) sum += more = data[from++] ?? 0
    return sum
  }
  while (from < data.length) {
    const token = data[from++] ?? 0
    const literals = length(token >> 4)
    if (from + literals > data.length || to + literals > out.length) throw new InputError('lz4 data is damaged')
    out.set(data.subarray(from, from + literals), to)
    from += literals
    to += literals
    if (from >= data.length) break
    const offset = (data[from] ?? 0) | ((data[from + 1] ?? 0) << 8)
    from += 2
    const end = to + length(token & 15) + 4
    if (offset === 0 || offset > to || end > out.length) throw new InputError('lz4 data is damaged')
    for (; to < end; to++) out[to] = out[to - offset] ?? 0
  }
  return out.slice(history.length, to)
}

/** Takes exact numbers of bytes from chunks of any size. */
class Reader {
  readonly #iterator: AsyncIterator<Uint8Array>
  #rest = new Uint8Array(0)

  constructor(bytes: Bytes) {
    this.#iterator = bytes[Symbol.asyncIterator]()
  }

  async take(size: number): Promise<Uint8Array> {
    if (!(await this.#fill(size))) throw new InputError('lz4 data ends too early: the file was cut off')
    const taken = this.#rest.slice(0, size)
    this.#rest = this.#rest.subarray(size)
    return taken
  }

  /** A little-endian number; undefined when the stream has ended. */
  async number(size: number): Promise<number | undefined> {
    if (!(await this.#fill(size)) && this.#rest.length === 0) return undefined
    const [a = 0, b = 0, c = 0, d = 0] = await this.take(size)
    return (a | (b << 8) | (c << 16) | (d << 24)) >>> 0
  }

  unread(number: number): void {
    const bytes = Uint8Array.of(number & 255, (number >> 8) & 255, (number >> 16) & 255, number >>> 24)
    this.#rest = new Uint8Array([...bytes, ...this.#rest])
  }

  async #fill(size: number): Promise<boolean> {
    const parts: Uint8Array[] = [this.#rest]
    let length = this.#rest.length
    while (length < size) {
      const { done, value } = await this.#iterator.next()
      if (done === true) break
      parts.push(value)
      length += value.length
    }
    if (parts.length > 1) this.#rest = new Uint8Array(Buffer.concat(parts))
    return length >= size
  }
}
