// gzip -> bytes, by zlib. zlib keeps back what it made of a piece of input when that piece turns out to be damaged; a second, slower pass
// over a small file gets it.
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { constants, createGunzip, type ZlibOptions } from 'node:zlib'
import type { Bytes } from '../bytes.ts'

/** zlib's 16 KiB take twice the time. Some chunks are made ahead, by another thread, while one is looked at. */
const CHUNK = 512 * 1024
const AHEAD = 4
/** Of a damaged file, no more than this is lost before the damage. */
const SMALL_CHUNK = 128
/** Compressed bytes that are kept for a second pass. In a larger file, what is lost is a small part. */
const MOST_KEPT = 512 * 1024

/** Yields what is in gzip data, in chunks of so many bytes at most. */
export async function* gunzip(bytes: Bytes, size: number = CHUNK): AsyncGenerator<Uint8Array> {
  const kept = new Kept(bytes)
  let given = 0
  try {
    for await (const chunk of inflate(kept.bytes(), size)) {
      given += chunk.length
      yield chunk
    }
  } catch (error) {
    if (kept.chunks !== undefined && isOfZlib(error)) yield* after(given, salvage(kept.chunks))
    throw error
  }
}

function isOfZlib(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('Z_')
}

async function* inflate(bytes: Bytes, chunkSize: number): AsyncGenerator<Uint8Array> {
  // Any stream takes a high water mark, whatever the types of zlib's options say.
  const options: ZlibOptions & { readableHighWaterMark: number } = {
    chunkSize,
    readableHighWaterMark: AHEAD * chunkSize,
  }
  const inflater = createGunzip(options)
  void feed(bytes, inflater) // never throws: its errors come out of the inflater
  yield* inflater as AsyncIterable<Uint8Array>
}

/** Writes at the pace of the reader; an error of the source destroys the inflater with it. */
async function feed(bytes: Bytes, inflater: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (inflater.destroyed) return
      if (!inflater.write(chunk)) await settled(inflater, 'drain')
    }
    if (inflater.destroyed) return
    // When the file was cut off, end() fails and takes with it what was not read yet: let it be read first.
    const flushed = new Promise<void>((done) => {
      inflater.flush(constants.Z_SYNC_FLUSH, () => done())
    })
    await Promise.race([flushed, settled(inflater, 'close')])
    while (inflater.readableLength > 0 && !inflater.destroyed) await setTimeout(1)
    inflater.end()
  } catch (error) {
    inflater.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

async function settled(inflater: ReturnType<typeof createGunzip>, event: 'drain' | 'close'): Promise<void> {
  const stop = new AbortController()
  const { signal } = stop
  await Promise.race([once(inflater, event, { signal }), once(inflater, 'close', { signal })]).catch(() => {})
  stop.abort()
}

/** What can be had from compressed bytes up to their damage. */
async function* salvage(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* chunks
  }
  try {
    yield* inflate(again(), SMALL_CHUNK)
  } catch {
    // the same damage again
  }
}

async function* after(count: number, bytes: Bytes): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const chunk of bytes) {
    if (left < chunk.length) yield chunk.subarray(left)
    left = Math.max(0, left - chunk.length)
  }
}

/** Bytes that pass through, and the first of them. */
class Kept {
  /** All that has passed, while it is not much. */
  chunks: Uint8Array[] | undefined = []
  readonly #bytes: Bytes
  #size = 0

  constructor(bytes: Bytes) {
    this.#bytes = bytes
  }

  async *bytes(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#bytes) {
      this.#size += chunk.length
      if (this.#size > MOST_KEPT) this.chunks = undefined
      this.chunks?.push(chunk)
      yield chunk
    }
  }
}
