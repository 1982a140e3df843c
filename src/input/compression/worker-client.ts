// Decoders that read synchronously run in a worker; this is its other end. The worker asks for each chunk and waits until it has come, and
// waits again until a chunk that it made was taken, so that memory stays flat.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { InputError, type Bytes } from '../bytes.ts'

/** What the worker posts: it wants input, has output, is done, or cannot go on. */
export type FromWorker =
  | { readonly type: 'pull' }
  | { readonly type: 'chunk'; readonly chunk: Uint8Array }
  | { readonly type: 'end' }
  | { readonly type: 'error'; readonly message: string }

/** What it is sent: a chunk, undefined at the end of the input, or leave to go on after a chunk was taken. */
export type ToWorker = { readonly chunk: Uint8Array | undefined } | { readonly taken: true }

/** A damaged stream can make a decoder turn in circles: longer than this without input or output, and it is stopped. Milliseconds. */
const PATIENCE = 30_000

export async function* inWorker(decoder: 'zstd' | 'bzip2', bytes: Bytes): AsyncGenerator<Uint8Array> {
  const wake = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: { decoder, wake } })
  const iterator = bytes[Symbol.asyncIterator]()
  const send = (message: ToWorker): void => {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a Node worker, not a window
    worker.postMessage(message)
    Atomics.add(wake, 0, 1)
    Atomics.notify(wake, 0)
  }
  try {
    for (;;) {
      const message = await nextMessage(worker, decoder)
      if (message.type === 'end') return
      if (message.type === 'error') throw new Error(message.message)
      if (message.type === 'pull') {
        const { done, value } = await iterator.next()
        send({ chunk: done === true ? undefined : value })
      } else {
        yield message.chunk
        send({ taken: true })
      }
    }
  } finally {
    await worker.terminate()
    await iterator.return?.()
  }
}

async function nextMessage(worker: Worker, decoder: string): Promise<FromWorker> {
  try {
    const [message] = (await once(worker, 'message', { signal: AbortSignal.timeout(PATIENCE) })) as [FromWorker] // what worker.ts posts
    return message
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      throw new InputError(`${decoder} data is damaged`, { cause: error })
    throw error
  }
}
