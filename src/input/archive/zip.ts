// The members of a zip by its central directory, which alone can be trusted. A zip is read from its file; one that comes as a stream
// (a pipe, a zip in a tar) is held in memory, up to a limit.
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { InputError, type Bytes } from '../bytes.ts'
import type { Member } from './tar.ts'

/** Bytes of a zip that are held in memory. */
export const MAX_IN_MEMORY: number = 128 * 1024 * 1024

/** `strings`: yauzl would end at the first `../` in a name; we only show names, so they are decoded here. */
const OPTIONS = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false } as const

const openFile = promisify<string, typeof OPTIONS, ZipFile>(yauzl.open)
const openBuffer = promisify<Buffer, typeof OPTIONS, ZipFile>(yauzl.fromBuffer)

/** `path` is the file that the bytes come from, where they come from one. */
export async function* zipMembers(bytes: Bytes, path: string | undefined): AsyncGenerator<Member> {
  const zip = await open(bytes, path)
  try {
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
      const name = nameOf(entry)
      if (!name.endsWith('/')) yield { path: name, modified: entry.getLastModDate(), bytes: contents(zip, entry, name) }
    }
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('the zip archive is damaged or cut off', { cause: error })
  } finally {
    zip.close()
  }
}

async function open(bytes: Bytes, path: string | undefined): Promise<ZipFile> {
  try {
    return path === undefined ? await openBuffer(await inMemory(bytes), OPTIONS) : await openFile(path, OPTIONS)
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('the zip archive is damaged or cut off', { cause: error })
  }
}

async function inMemory(bytes: Bytes): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > MAX_IN_MEMORY)
      throw new InputError(`a zip of more than ${MAX_IN_MEMORY / 1024 ** 2} MiB must be given as a file of its own`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void) => (): void => {
      zip.removeAllListeners()
      then()
    }
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry))())
    zip.once(
      'end',
      settle(() => resolve(undefined)),
    )
    zip.once('error', (error: unknown) => settle(() => reject(error))())
    zip.readEntry()
  })
}

/** With decodeStrings off the name is bytes, whatever the types say: UTF-8 where the flag says so, else as good as ASCII. */
function nameOf({ fileName, generalPurposeBitFlag }: Entry): string {
  return Buffer.from(fileName as unknown as Buffer).toString((generalPurposeBitFlag & 0x800) === 0 ? 'latin1' : 'utf8')
}

async function* contents(zip: ZipFile, entry: Entry, name: string): AsyncGenerator<Uint8Array> {
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new InputError(`${name} is encrypted`)
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    throw new InputError(`${name} has an unsupported compression method (${entry.compressionMethod})`)
  }
  const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry)
  let sum = 0
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  // yauzl leaves this to its users.
  if (sum !== entry.crc32) throw new InputError(`${name} is damaged: its checksum is wrong`)
}
