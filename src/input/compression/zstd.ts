// zstd by zstddec (WebAssembly): Node has zstd only since 22.15, and there loses all frames but the first. No worker: Node 20 can crash when
// a worker ends.
import { ZSTDDecoder } from 'zstddec/stream'
import { InputError, type Bytes } from '../bytes.ts'
import { pieces } from './pieces.ts'

/** Steps that may neither take input nor give output: the loop of zstddec ignores the library's errors. */
const MOST_IDLE = 16
/** The largest window that zstd's own tools take without being asked (--long=27). */
const MOST_WINDOW = 2 ** 27
/** Bytes that damaged streams may leave behind: zstddec frees them only at the good end of a stream. */
const MOST_LOST = 2 ** 27

let lost = 0

export async function* unzstd(bytes: Bytes): AsyncGenerator<Uint8Array> {
  if (lost > MOST_LOST) throw new InputError('zstd data is not read any more, after so much that was damaged')
  const decoder = new Decoder(await start())
  try {
    for await (const piece of pieces(bytes)) yield* decoder.next(piece)
    yield* decoder.end()
  } finally {
    decoder.close()
  }
}

async function start(): Promise<ZSTDDecoder> {
  const zstd = new ZSTDDecoder()
  await zstd.init()
  return zstd
}

/** Drives the generator of zstddec, which takes its input from an iterator that cannot wait. A step takes one piece at most. */
class Decoder {
  #piece: Uint8Array | undefined
  #window = 0
  #isStuck = false
  readonly #steps: Iterator<Uint8Array>

  constructor(zstd: ZSTDDecoder) {
    this.#steps = zstd.decodeStreaming({ [Symbol.iterator]: () => ({ next: () => this.#taken() }) })
  }

  /** Steps until the piece is taken; what it gives comes with the next one. */
  *next(piece: Uint8Array): Generator<Uint8Array> {
    this.#window = Math.max(this.#window, windowOf(piece))
    if (this.#window > MOST_WINDOW) throw new Error('with a window of more than 128 MiB (--long) is not supported')
    this.#piece = piece
    while (this.#piece !== undefined) yield* this.#step()
  }

  *end(): Generator<Uint8Array> {
    for (let isDone = false; !isDone;) isDone = yield* this.#step()
  }

  /** At its end the generator frees its memory; from a stream that is stuck it never gets there. */
  close(): void {
    this.#piece = undefined
    try {
      if (!this.#isStuck) for (const _chunk of this.end());
    } catch {
      // the stream was not read to its end
    }
    if (this.#isStuck) lost += this.#window
  }

  *#step(): Generator<Uint8Array, boolean> {
    for (let idle = 0; idle <= MOST_IDLE; idle++) {
      const before = this.#piece
      const { value, done } = this.#steps.next()
      if (done === true) return true
      if (value.length > 0) yield value
      if (value.length > 0 || this.#piece !== before) return false
    }
    this.#isStuck = true
    throw new Error('zstd makes no progress')
  }

  #taken(): IteratorResult<Uint8Array> {
    const value = this.#piece
    this.#piece = undefined
    return value === undefined ? { done: true, value } : { done: false, value }
  }
}

/** The memory that a frame says it needs; 0 where none begins. */
function windowOf([a, b, c, d, descriptor = 0, window = 0]: Uint8Array): number {
  const isFrame = a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd
  if (!isFrame || (descriptor & 0x20) !== 0) return 0
  const base = 2 ** (10 + (window >> 3))
  return base + (base / 8) * (window & 7)
}
