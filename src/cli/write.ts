import { once } from 'node:events'
import type { Writable } from 'node:stream'

/** Writes a whole text and waits until the stream has taken it; a reader that has gone away (EPIPE) is no error. */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || text === '') return
  const failed = once(stream, 'error').then(([error]) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  })
  await Promise.race([new Promise<void>((done) => stream.write(text, () => done())), failed])
  failed.catch(() => {})
}
