// Several processes for many inputs: this process and its workers. They are processes and not threads: Node 20 can crash or hang when a
// thread ends while V8 still compiles for it.
import type { Diagnosis } from '../../diagnose.ts'
import type { Input } from '../../input/find.ts'
import type { Io } from '../io.ts'
import type { Outcome } from '../read-input.ts'
import type { Here } from '../read-inputs.ts'
import { Hired } from './hired.ts'
import type { FileInput, FromWorker, Setup } from './messages.ts'
import { isFile, portionsOf, type Portion } from './share.ts'

export interface CrewOptions {
  /** The processes that read, this one included. */
  readonly jobs: number
  readonly setup: Setup
  readonly io: Pick<Io, 'env' | 'interrupt'>
  /** Takes what workers know. */
  readonly diagnosis: Diagnosis
  /** Told of a worker that has ended before its time. */
  readonly onLoss: (message: string) => void
  /** For tests: what a worker runs. */
  readonly worker?: string
}

/** Reads inputs with workers; gives what came of each, in their order. */
export async function readWithCrew(
  inputs: readonly Input[],
  here: Here,
  options: CrewOptions,
): Promise<readonly Outcome[]> {
  const crew = new Crew(inputs, here, options)
  try {
    return await crew.read()
  } finally {
    crew.dismiss()
  }
}

class Crew {
  readonly #inputs: readonly Input[]
  readonly #here: Here
  readonly #options: CrewOptions
  readonly #outcomes = new Map<number, Outcome>()
  /** What workers may have, the largest first. */
  readonly #portions: Portion[]
  /** What only this process can have: what is no file, and what workers had that ended: it might end others, too. */
  readonly #own: Portion[]
  readonly #workers = new Set<Hired>()
  #onChange = (): void => {}

  constructor(inputs: readonly Input[], here: Here, options: CrewOptions) {
    this.#inputs = inputs
    this.#here = here
    this.#options = options
    const { own, portions } = portionsOf(inputs, options.jobs)
    this.#own = own
    this.#portions = portions
  }

  async read(): Promise<readonly Outcome[]> {
    const { interrupt } = this.#options.io
    const stop = (): void => this.#stop()
    interrupt.addEventListener('abort', stop)
    for (let more = this.#options.jobs - 1; more > 0; more--) this.#hire()
    // A worker that has started comes for work by itself; until then, and beside it, this process does some.
    for (;;) {
      const portion = this.#own.shift() ?? this.#portions.shift()
      if (portion !== undefined) await this.#readHere(portion)
      else if (this.#isBusy) await this.#change()
      else break
    }
    interrupt.removeEventListener('abort', stop)
    return [...this.#outcomes].sort(([a], [b]) => a - b).map(([, outcome]) => outcome)
  }

  /** Ends all workers: they have nothing to lose. */
  dismiss(): void {
    for (const worker of this.#workers) this.#end(worker)
  }

  get #isBusy(): boolean {
    return [...this.#workers].some(({ isBusy }) => isBusy)
  }

  #change(): Promise<void> {
    return new Promise((resolve) => (this.#onChange = resolve))
  }

  async #readHere(portion: Portion): Promise<void> {
    for (const index of portion) {
      const input = this.#inputs[index]
      if (input === undefined || this.#options.io.interrupt.aborted) return
      this.#outcomes.set(index, await this.#here.read(input))
    }
  }

  #hire(): void {
    const { setup, io, worker } = this.#options
    const heard = (from: Hired, message: FromWorker): void => this.#heard(from, message)
    this.#workers.add(new Hired(setup, io.env, heard, (from, how) => this.#lost(from, how), worker))
  }

  #heard(worker: Hired, message: FromWorker): void {
    if (!this.#workers.has(worker)) return
    if (message.kind === 'bytes') {
      worker.bytes += message.bytes
      return this.#here.onRead(message.bytes)
    }
    if (message.kind === 'done') this.#done(worker, message)
    this.#employ(worker)
    this.#onChange()
  }

  #done(worker: Hired, { state, outcomes }: FromWorker & { readonly kind: 'done' }): void {
    this.#options.diagnosis.merge(state)
    for (const [at, outcome] of outcomes.entries()) this.#outcomes.set(worker.portion?.[at] ?? -1, outcome)
    worker.portion = undefined
  }

  /** Gives a worker something to do, or lets go of it. */
  #employ(worker: Hired): void {
    worker.bytes = 0
    const portion = this.#options.io.interrupt.aborted ? undefined : this.#portions.shift()
    if (portion === undefined) return this.#end(worker)
    worker.portion = portion
    const inputs = portion.flatMap((index) => fileOf(this.#inputs[index]))
    worker.tell({ kind: 'read', inputs })
    for (const { name } of inputs) this.#here.onBegin(name)
  }

  /** A worker has ended that was not let go. */
  #lost(worker: Hired, how: string): void {
    if (!this.#workers.delete(worker)) return
    const { io, onLoss } = this.#options
    if (worker.portion !== undefined) this.#own.push(worker.portion)
    this.#here.onRead(-worker.bytes)
    if (!io.interrupt.aborted) onLoss(`a worker has ended (${how}): what it had to read is read without it`)
    this.#onChange()
  }

  #end(worker: Hired): void {
    this.#workers.delete(worker)
    worker.end()
  }

  #stop(): void {
    for (const worker of this.#workers)
      if (worker.isBusy) worker.tell({ kind: 'stop' })
      else this.#end(worker)
    this.#onChange()
  }
}

function fileOf(input: Input | undefined): FileInput[] {
  if (input === undefined || !isFile(input)) return []
  const { name, reference, path, size, inner, node } = input
  return [{ name, reference, path, size, ...(inner !== undefined && { inner }), ...(node !== undefined && { node }) }]
}
