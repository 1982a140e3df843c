// The events of a log as a Transform of Node, whose readable side is in object mode.
import { Transform, type TransformCallback } from 'node:stream'
import type { Report } from '../report/report.ts'
import { LiveDiagnosis, type EventOptions } from './live.ts'

/**
 * Text or bytes in, events out. An aborted signal destroys it with the signal's reason. Back-pressure is that of streams: while
 * nobody reads its events it takes no more than one chunk.
 *
 * @example
 * const diagnosis = new DiagnosisTransform({ rules: await builtinRules() })
 * await pipeline(createReadStream('kubelet.log'), diagnosis, async (events: AsyncIterable<DiagnosisEvent>) => {
 *   for await (const event of events) if (event.type === 'incident') console.log(event.cause.title)
 * })
 */
export class DiagnosisTransform extends Transform {
  readonly #live: LiveDiagnosis
  readonly #signal: AbortSignal | undefined
  readonly #abort = (): void => void this.destroy(this.#signal?.reason as Error) // as all of Node's streams do
  #report: Report | undefined

  constructor(options: EventOptions) {
    super({ readableObjectMode: true })
    this.#live = new LiveDiagnosis(options, (event) => this.push(event))
    this.#signal = options.signal
    if (this.#signal?.aborted === true) this.#abort()
    else this.#signal?.addEventListener('abort', this.#abort, { once: true })
  }

  /** The whole report, once the last event was told. */
  get report(): Report | undefined {
    return this.#report
  }

  /** @internal */
  override _transform(chunk: Uint8Array, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#live.next(chunk)
      done()
    } catch (error) {
      done(error as Error) // ours are
    }
  }

  /** @internal */
  override _flush(done: TransformCallback): void {
    try {
      this.#report = this.#live.end()
      done()
    } catch (error) {
      done(error as Error) // ours are
    }
  }

  /** @internal */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#signal?.removeEventListener('abort', this.#abort)
    super._destroy(error, done)
  }
}
