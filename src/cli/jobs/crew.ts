// Several processes for many inputs: this one and its workers. They are processes and not threads: Node 20 can crash or hang when a thread ends while
// V8 still compiles for it.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CorrelatorState } from '../../correlate/state.ts'
import type { Input } from '../../input/find.ts'
import type { Io } from '../io.ts'
import type { Outcome } from '../read-input.ts'
import type { Here } from '../read-inputs.ts'
import { ROOT } from '../version.ts'
import type { FileInput, FromWorker, Setup, ToWorker } from './messages.ts'
import { isFile, portionsOf, type Portion } from './share.ts'

const WORKER = fileURLToPath(new URL('dist/worker.js', ROOT))

export interface CrewOptions {
  /** The processes that read, this one included. */
  readonly jobs: number
  readonly setup: Setup
  readonly io: Pick<Io, 'env' | 'interrupt'>
  /** Takes what a worker knows. */
  readonly merge: (state: CorrelatorState) => void
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

/** A process, and what it is at. */
interface Worker {
  readonly process: ChildProcess
  portion: Portion | undefined
  /** Bytes that it has read of that. */
  bytes: number
}

class Crew {
  readonly #inputs: readonly Input[]
  readonly #here: Here
  readonly #options: CrewOptions
  readonly #outcomes = new Map<number, Outcome>()
  readonly #portions: Portion[]
  /** Those of workers that ended: what has killed one might kill the next. */
  readonly #returned: Portion[] = []
  readonly #workers = new Set<Worker>()
  #onChange = (): void => {}

  constructor(inputs: readonly Input[], here: Here, options: CrewOptions) {
    this.#inputs = inputs
    this.#here = here
    this.#options = options
    this.#portions = portionsOf(inputs, options.jobs)
  }

  async read(): Promise<readonly Outcome[]> {
    const { interrupt } = this.#options.io
    const stop = (): void => this.#stop()
    interrupt.addEventListener('abort', stop)
    for (let more = this.#options.jobs - 1; more > 0; more--) this.#hire()
    for (const [index, input] of this.#inputs.entries()) if (!isFile(input)) await this.#readHere([index])
    // A worker that has started comes for work by itself; until then, and beside it, this process does some.
    for (;;) {
      const portion = this.#returned.shift() ?? this.#portions.shift()
      if (portion !== undefined) await this.#readHere(portion)
      else if (this.#isBusy) await new Promise<void>((resolve) => (this.#onChange = resolve))
      else break
    }
    interrupt.removeEventListener('abort', stop)
    return [...this.#outcomes].sort(([a], [b]) => a - b).map(([, outcome]) => outcome)
  }

  /** Ends all workers. Those that have just started have nothing to lose. */
  dismiss(): void {
    for (const worker of this.#workers) this.#end(worker)
  }

  get #isBusy(): boolean {
    return [...this.#workers].some(({ portion }) => portion !== undefined)
  }

  async #readHere(portion: Portion): Promise<void> {
    for (const index of portion) {
      const input = this.#inputs[index]
      if (input === undefined || this.#options.io.interrupt.aborted) return
      this.#outcomes.set(index, await this.#here.read(input))
    }
  }

  #hire(): void {
    const { setup, io, worker: file = WORKER } = this.#options
    const child = fork(file, {
      env: { ...io.env },
      execArgv: process.execArgv.filter((word) => !word.startsWith('--inspect')), // one debugger, one port
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const worker: Worker = { process: child, portion: undefined, bytes: 0 }
    this.#workers.add(worker)
    child.on('message', (message: FromWorker) => this.#heard(worker, message))
    child.on('error', (error) => this.#lost(worker, error.message))
    child.on('exit', (code, signal) => this.#lost(worker, signal ?? `exit code ${code}`))
    this.#tell(worker, { kind: 'setup', ...setup })
  }

  #heard(worker: Worker, message: FromWorker): void {
    if (!this.#workers.has(worker)) return
    if (message.kind === 'bytes') {
      worker.bytes += message.bytes
      return this.#here.onRead(message.bytes)
    }
    if (message.kind === 'done') this.#done(worker, message)
    this.#employ(worker)
  }

  #done(worker: Worker, { state, outcomes }: FromWorker & { readonly kind: 'done' }): void {
    this.#options.merge(state)
    for (const [at, outcome] of outcomes.entries()) this.#outcomes.set(worker.portion?.[at] ?? -1, outcome)
    worker.portion = undefined
    this.#onChange()
  }

  /** Gives a worker something to do, or lets go of it. */
  #employ(worker: Worker): void {
    const portion = this.#options.io.interrupt.aborted ? undefined : this.#portions.shift()
    if (portion === undefined) return this.#end(worker)
    worker.portion = portion
    worker.bytes = 0
    const inputs = portion.flatMap((index) => fileOf(this.#inputs[index]))
    this.#tell(worker, { kind: 'read', inputs })
    for (const { name } of inputs) this.#here.onBegin(name)
  }

  /** A worker has ended that was not let go. */
  #lost(worker: Worker, how: string): void {
    if (!this.#workers.delete(worker)) return
    const { io, onLoss } = this.#options
    if (worker.portion !== undefined) this.#returned.push(worker.portion)
    this.#here.onRead(-worker.bytes)
    if (!io.interrupt.aborted) onLoss(`a worker has ended (${how}): what it had to read is read without it`)
    this.#onChange()
  }

  #end(worker: Worker): void {
    this.#workers.delete(worker)
    worker.process.kill('SIGKILL')
  }

  #stop(): void {
    for (const worker of this.#workers)
      if (worker.portion === undefined) this.#end(worker)
      else this.#tell(worker, { kind: 'stop' })
    this.#onChange()
  }

  #tell({ process: child }: Worker, message: ToWorker): void {
    child.send(message, () => {}) // one that has ended says so itself
  }
}

function fileOf(input: Input | undefined): FileInput[] {
  if (input === undefined || !isFile(input)) return []
  const { name, reference, path, size, inner, node } = input
  return [{ name, reference, path, size, ...(inner !== undefined && { inner }), ...(node !== undefined && { node }) }]
}
