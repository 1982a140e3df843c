// The worker, as the page sees it. It is made of a text in the page: a page that was opened as a file can load no other.
import type { Assets } from './assets.ts'
import type { FromWorker, Outcome, Progress, ToWorker, Wanted } from './messages.ts'

/** In browsers that hold scripts to be dangerous, and so does our security policy. Not in the types of TypeScript yet. */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

interface Work {
  readonly onProgress: (progress: Progress) => void
  readonly done: (outcome: Outcome) => void
  readonly failed: (error: Error) => void
}

export class Engine {
  readonly #rules: string
  readonly #url: string
  #worker: Worker
  #work: Work | undefined

  /** Starts at once, so that it is ready when a log comes. */
  constructor({ worker, rules }: Pick<Assets, 'worker' | 'rules'>) {
    this.#rules = rules
    this.#url = trusted(URL.createObjectURL(new Blob([worker], { type: 'text/javascript' })))
    this.#worker = this.#start()
  }

  /** Work that is still going on is given up; its promise stays open. */
  read(wanted: Wanted, onProgress: (progress: Progress) => void): Promise<Outcome> {
    this.cancel()
    return new Promise((done, failed) => {
      this.#work = { onProgress, done, failed }
      this.#say({ kind: 'read', wanted })
    })
  }

  /** Ends the work early: the outcome is of what was read. */
  stop(): void {
    this.#say({ kind: 'stop' })
  }

  /** Gives the work up, whatever it is at. */
  cancel(): void {
    if (this.#work === undefined) return
    this.#work = undefined
    this.#worker.terminate()
    this.#worker = this.#start()
  }

  #start(): Worker {
    const worker = new Worker(this.#url, { name: 'kubelog-diagnose' })
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#heard(data))
    worker.addEventListener('error', (event) => this.#failed(event.message || 'the worker did not start'))
    worker.postMessage({ kind: 'rules', rules: this.#rules } satisfies ToWorker)
    return worker
  }

  #say(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #heard(message: FromWorker): void {
    if (message.kind === 'progress') return this.#work?.onProgress(message.progress)
    if (message.kind === 'failed') return this.#failed(message.message)
    const work = this.#work
    this.#work = undefined
    work?.done(message.outcome)
  }

  #failed(message: string): void {
    const work = this.#work
    this.#work = undefined
    work?.failed(new Error(message))
  }
}

/** Our own address is the only one that ever goes through. */
function trusted(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Policies }
  return trustedTypes?.createPolicy('kubelog-diagnose', { createScriptURL: (url) => url }).createScriptURL(url) ?? url
}
