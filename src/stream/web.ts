// The events of a log as a transform stream of the web, in browsers and elsewhere.
import type { Report } from '../report/report.ts'
import type { DiagnosisEvent } from './event.ts'
import { LiveDiagnosis, type EventOptions } from './live.ts'

/**
 * Text or bytes in, events out. An aborted signal errors both sides with its reason.
 *
 * @example
 * const events = response.body.pipeThrough(new DiagnosisStream({ rules }))
 * const reader = events.getReader()
 * (await reader.read()).value?.type //=> 'record'
 */
export class DiagnosisStream extends TransformStream<string | Uint8Array, DiagnosisEvent> {
  readonly #stage: Stage

  constructor(options: EventOptions) {
    const stage = new Stage(options)
    super(stage)
    this.#stage = stage
  }

  /** The whole report, once the last event was told. */
  get report(): Report | undefined {
    return this.#stage.report
  }
}

class Stage implements Transformer<string | Uint8Array, DiagnosisEvent> {
  report: Report | undefined
  readonly #live: LiveDiagnosis
  readonly #signal: AbortSignal | undefined
  #controller: TransformStreamDefaultController<DiagnosisEvent> | undefined
  readonly #abort = (): void => this.#controller?.error(this.#signal?.reason)

  constructor(options: EventOptions) {
    this.#live = new LiveDiagnosis(options, (event) => this.#controller?.enqueue(event))
    this.#signal = options.signal
  }

  start(controller: TransformStreamDefaultController<DiagnosisEvent>): void {
    this.#controller = controller
    if (this.#signal?.aborted === true) return this.#abort()
    this.#signal?.addEventListener('abort', this.#abort, { once: true })
  }

  transform(chunk: string | Uint8Array): void {
    try {
      this.#live.next(chunk)
    } catch (error) {
      this.cancel()
      throw error
    }
  }

  flush(): void {
    this.report = this.#live.end()
    this.cancel()
  }

  /** Called by platforms that know it when either side is given up. */
  cancel(): void {
    this.#signal?.removeEventListener('abort', this.#abort)
    this.#controller = undefined
  }
}
