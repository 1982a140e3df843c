// The members of a tar, one after the other, as a stream.
import { createTarDecoder } from 'modern-tar'
import { toWeb, type Bytes } from '../bytes.ts'
import { archiveError, type Member } from './member.ts'

export async function* tarMembers(bytes: Bytes): AsyncGenerator<Member> {
  // Without `strict` a truncated archive ends without a word.
  const reader = toWeb(bytes)
    .pipeThrough(createTarDecoder({ strict: true }))
    .getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const { header, body } = next.value
      const content = body.getReader()
      if (header.type === 'file' || header.type === undefined)
        yield { path: header.name, modified: header.mtime, bytes: chunks(content) }
      // The next header comes only when the body is out of the way. Never cancel() it: that can take away the body of the next member,
      // which modern-tar may have begun by then.
      while (!(await content.read()).done);
    }
  } catch (error) {
    throw archiveError('tar', error)
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function* chunks(reader: ReadableStreamDefaultReader<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value
  } catch (error) {
    throw archiveError('tar', error)
  }
}
