// Compressed bytes -> bytes, by stream. Truncated and damaged data throw an InputError after everything good has come out.
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { constants, createGunzip } from 'node:zlib'
import { InputError, type Bytes } from '../bytes.ts'
import type { Compression } from '../magic.ts'
import { decodeLz4 } from './lz4.ts'
import { inWorker } from './worker-client.ts'

const DECODERS: Readonly<Record<Compression, (bytes: Bytes) => Bytes>> = {
  gzip: gunzip,
  zstd: (bytes) => inWorker('zstd', bytes),
  xz: unxz,
  bzip2: (bytes) => inWorker('bzip2', bytes),
  lz4: decodeLz4,
}

export async function* decompress(kind: Compression, bytes: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* DECODERS[kind](bytes)
  } catch (error) {
    if (error instanceof InputError || isFileError(error)) throw error
    const isCut = /unexpected end|premature|incomplete|unexpected input eof|truncated/i.test(String(error))
    throw new InputError(isCut ? `${kind} data ends too early: the file was cut off` : `${kind} data is damaged`, {
      cause: error,
    })
  }
}

/** An error of reading the file has a code such as EACCES; zlib's have codes that begin with Z_. */
function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error
}

async function* gunzip(bytes: Bytes): AsyncGenerator<Uint8Array> {
  // Larger output chunks than zlib's 16 KiB: half the time.
  const inflate = createGunzip({ chunkSize: 256 * 1024 })
  const feeding = feed(bytes, inflate)
  yield* inflate as AsyncIterable<Uint8Array>
  await feeding
}

/** Writes at the pace of the reader; an error of the source destroys the decoder with it. */
async function feed(bytes: Bytes, inflate: ReturnType<typeof createGunzip>): Promise<void> {
  try {
    for await (const chunk of bytes) {
      if (inflate.destroyed) return
      if (!inflate.write(chunk)) await Promise.race([once(inflate, 'drain'), once(inflate, 'close')]).catch(() => {})
    }
    // When the file was cut off, end() fails and takes with it what was not read yet: let it be read first.
    await new Promise<void>((done) => {
      inflate.flush(constants.Z_SYNC_FLUSH, () => done())
    })
    while (inflate.readableLength > 0 && !inflate.destroyed) await setTimeout(1)
    inflate.end()
  } catch (error) {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

async function* unxz(bytes: Bytes): AsyncGenerator<Uint8Array> {
  // A CommonJS bundle: its exports are on the default export.
  const { default: xz } = (await import('xz-decompress')) as unknown as { default: typeof import('xz-decompress') }
  const source = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array> // Node's own type of the same
  const reader = new xz.XzReadableStream(source).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } finally {
    await reader.cancel().catch(() => {})
  }
}
