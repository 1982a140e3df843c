// A pipe -> its bytes, taken out of it as soon as they are there.
//
// A pipe holds 64 KiB. Whoever asks Node's loop for them waits about as long as it takes to look at them, and meanwhile the writer waits, too. So they are
// read at once, as long as the writer keeps up; only when it falls silent is the loop asked.
import { once } from 'node:events'
import { readSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { Bytes } from './bytes.ts'
import { codeOf } from './problems.ts'

/** What is read at one time: all that a pipe holds on Linux. */
const SIZE = 64 * 1024
/** A writer that has just written is waited for, milliseconds, each time twice as long, before the loop is asked. */
const SHORTEST = 0.01
const LONGEST = 1
/** Bytes after which the loop has its turn (Ctrl-C, what is shown meanwhile) though the writer keeps up. */
const BREATH = 4 * 1024 * 1024
const NOTHING = new Uint8Array(0)

/** Node's stream of a pipe, as `process.stdin` is: it reads only when it is asked to, and has made reads of the pipe return at once. */
export type PipeStream = Readable & { readonly fd: number }

/**
 * The bytes of a pipe.
 *
 * @example
 * for await (const chunk of new Pipe(process.stdin)) count += chunk.length
 */
export class Pipe implements Bytes {
  readonly #stream: PipeStream
  readonly #window = Buffer.allocUnsafeSlow(SIZE)
  #isReused = false
  readonly #nobody = new Int32Array(new SharedArrayBuffer(4))

  constructor(stream: PipeStream) {
    this.#stream = stream
  }

  /** From now on, a chunk stands only until the next one is asked for. */
  reuse(): void {
    this.#isReused = true
  }

  /** @throws what reading the pipe throws. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    try {
      for (let bytes = 0; ;) {
        const chunk = this.#next()
        if (chunk === undefined) await this.#more()
        else if (chunk.length === 0) return
        else {
          yield chunk
          bytes += chunk.length
        }
        if (bytes < BREATH) continue
        bytes = 0
        await setImmediate()
      }
    } finally {
      this.#stream.destroy()
    }
  }

  /** What there is now, or in a moment; nothing at the end; undefined when the writer is silent. */
  #next(): Uint8Array | undefined {
    const { readableLength, readableEnded, destroyed } = this.#stream
    // What the loop has read while it had its turn.
    if (readableLength > 0) return this.#stream.read() as Buffer
    if (readableEnded || destroyed) return NOTHING
    for (let moment = SHORTEST; ; moment *= 2) {
      const chunk = this.#read()
      if (chunk !== undefined || moment > LONGEST) return chunk
      Atomics.wait(this.#nobody, 0, 0, moment)
    }
  }

  #read(): Uint8Array | undefined {
    try {
      const chunk = this.#window.subarray(0, readSync(this.#stream.fd, this.#window))
      return this.#isReused ? chunk : Buffer.from(chunk)
    } catch (error) {
      if (codeOf(error) === 'EAGAIN') return undefined
      throw error
    }
  }

  /** Lets the loop wait until there is more, or nothing more. */
  async #more(): Promise<void> {
    const waiting = new AbortController()
    const { signal } = waiting
    await Promise.race([once(this.#stream, 'readable', { signal }), once(this.#stream, 'close', { signal })])
    waiting.abort()
  }
}
