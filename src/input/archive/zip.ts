// The members of a zip by its central directory, which alone can be trusted.
import type { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { InputError, isFromBelow, type Bytes } from '../bytes.ts'
import { archiveError, type Member } from './member.ts'
import { openZip } from './zip-source.ts'

/** `path` is the file that the bytes come from, where they come from one. */
export async function* zipMembers(bytes: Bytes, path: string | undefined): AsyncGenerator<Member> {
  const zip = await openZip(bytes, path)
  try {
    for (let entry = await nextEntry(zip); entry !== undefined; entry = await nextEntry(zip)) {
      const name = nameOf(entry)
      if (!name.endsWith('/'))
        yield {
          path: name,
          modified: entry.getLastModDate(),
          bytes: contents(zip, entry),
          size: entry.uncompressedSize,
          ...(path !== undefined && { packed: entry.compressedSize }),
        }
    }
  } catch (error) {
    throw archiveError('zip', error)
  } finally {
    zip.close()
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      zip.removeAllListeners()
      zip.on('error', () => {}) // a second one
      then()
    }
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)))
    zip.once('end', () => settle(() => resolve(undefined)))
    zip.once('error', (error: unknown) => settle(() => reject(error)))
    zip.readEntry()
  })
}

/** With decodeStrings off the name is bytes, whatever the types say: UTF-8 where the flag says so, else as good as ASCII. */
function nameOf({ fileName, generalPurposeBitFlag }: Entry): string {
  const name = Buffer.from(fileName as unknown as Buffer)
  return name.toString((generalPurposeBitFlag & 0x800) === 0 ? 'latin1' : 'utf8').replaceAll('\\', '/') // as Windows writes them
}

async function* contents(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  if ((entry.generalPurposeBitFlag & 1) === 1) throw new InputError('is encrypted')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8)
    throw new InputError(`is packed in a way that is not supported (method ${entry.compressionMethod})`)
  try {
    const stream = await promisify<Entry, Readable>(zip.openReadStream.bind(zip))(entry)
    let sum = 0
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      sum = crc32(chunk, sum)
      yield chunk
    }
    // yauzl leaves this to its users.
    if (sum !== entry.crc32) throw new Error('wrong checksum')
  } catch (error) {
    throw isFromBelow(error) ? error : new InputError('is damaged', { cause: error })
  }
}
