// Where a zip is read from: its file, or the chunks of a stream that are held in memory.
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import yauzl, { RandomAccessReader, type ZipFile } from 'yauzl'
import { InputError, type Bytes } from '../bytes.ts'
import { archiveError } from './member.ts'

/** Bytes of a zip that are held in memory. */
const MAX_IN_MEMORY: number = 64 * 1024 * 1024

/** `strings`: yauzl would end at the first `../` in a name; we only show names, so they are decoded here. */
const OPTIONS = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false } as const

const openFile = promisify<string, typeof OPTIONS, ZipFile>(yauzl.open)
const openReader = promisify<RandomAccessReader, number, typeof OPTIONS, ZipFile>(yauzl.fromRandomAccessReader)

/** `path` is the file that the bytes come from, where they come from one. */
export async function openZip(bytes: Bytes, path: string | undefined): Promise<ZipFile> {
  try {
    if (path !== undefined) return await openFile(path, OPTIONS)
    const chunks = await inMemory(bytes)
    const size = chunks.reduce((sum, { length }) => sum + length, 0)
    return await openReader(new ChunkReader(chunks), size, OPTIONS)
  } catch (error) {
    throw archiveError('zip', error)
  }
}

async function inMemory(bytes: Bytes): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAX_IN_MEMORY)
      throw new InputError(`a zip of more than ${MAX_IN_MEMORY / 1024 ** 2} MiB must be given as a file of its own`)
    chunks.push(chunk)
  }
  return chunks
}

/** Reads from the chunks as they are: joining them would take the memory twice. */
class ChunkReader extends RandomAccessReader {
  readonly #chunks: readonly Uint8Array[]

  constructor(chunks: readonly Uint8Array[]) {
    super()
    this.#chunks = chunks
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#range(start, end), { objectMode: false })
  }

  *#range(start: number, end: number): Generator<Uint8Array> {
    let at = 0
    for (const chunk of this.#chunks) {
      const from = Math.max(0, start - at)
      const to = Math.min(chunk.length, end - at)
      if (from < to) yield chunk.subarray(from, to)
      at += chunk.length
      if (at >= end) return
    }
  }
}
