// The members of a tar, one after the other, as a stream. Nothing is written to disk, so a member's path is only a name.
import { Readable } from 'node:stream'
import { createTarDecoder } from 'modern-tar'
import { InputError, type Bytes } from '../bytes.ts'

/** A file in an archive. Its bytes must be read (or left) before the next member is asked for. */
export interface Member {
  readonly path: string
  readonly modified: Date | undefined
  readonly bytes: Bytes
}

export async function* tarMembers(bytes: Bytes): AsyncGenerator<Member> {
  const source = Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array> // Node's own type of the same
  // Without `strict` a truncated archive ends without a word.
  const reader = source.pipeThrough(createTarDecoder({ strict: true })).getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { header, body } = next.value
      if (header.type === 'file' || header.type === undefined) {
        yield { path: header.name, modified: header.mtime, bytes: body }
      }
      if (!body.locked) await body.cancel().catch(() => {})
    }
  } catch (error) {
    throw error instanceof InputError
      ? error
      : new InputError('the tar archive is damaged or cut off', { cause: error })
  } finally {
    await reader.cancel().catch(() => {})
  }
}
