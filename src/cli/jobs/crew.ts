// Several processes for many inputs, or for a big one: this process and its workers. They are processes and not threads: Node 20 can crash or hang when a
// thread ends while V8 still compiles for it.
import type { Diagnosis } from '../../diagnose.ts'
import type { Input } from '../../input/find.ts'
import type { Io } from '../io.ts'
import type { Outcome, ReadFile } from '../read-input.ts'
import type { Here } from '../read-inputs.ts'
import { Hired } from './hired.ts'
import type { FileInput, FromWorker, Setup } from './messages.ts'
import { isFile, LEAST_TO_SPLIT, portionsOf, type Portion } from './share.ts'
import { readPart, Split } from './split.ts'

export interface CrewOptions {
  /** The processes that read, this one included. */
  readonly jobs: number
  readonly setup: Setup
  readonly io: Pick<Io, 'env' | 'interrupt'>
  /** Takes what workers know. */
  readonly diagnosis: Diagnosis
  /** Told of a worker that has ended before its time. */
  readonly onLoss: (message: string) => void
  /** For tests: what a worker runs, and the bytes of a stretch that is worth another worker. */
  readonly worker?: string
  readonly leastToSplit?: number
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
  readonly #least: number
  readonly #outcomes = new Map<number, Outcome>()
  /** What workers may have, the largest first. */
  readonly #portions: Portion[]
  /** What only this process can have: what is no file, files that all read together, and what workers had that ended: it might end others, too. */
  readonly #own: Portion[]
  readonly #workers = new Set<Hired>()
  /** The file that is read in parts. */
  #split: Split | undefined
  #onChange = (): void => {}

  constructor(inputs: readonly Input[], here: Here, options: CrewOptions) {
    this.#inputs = inputs
    this.#here = here
    this.#options = options
    this.#least = options.leastToSplit ?? LEAST_TO_SPLIT
    const { own, portions } = portionsOf(inputs, options.jobs, this.#least)
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
      this.#outcomes.set(index, await this.#here.read(input, { readFile: this.#readFile }))
    }
  }

  /** Reads a file together with the workers. */
  readonly #readFile: ReadFile = async (file, options) => {
    if (file.size < this.#least || this.#workers.size === 0) return false
    const { diagnosis, io } = this.#options
    const split = (this.#split = new Split(file, options, this.#least))
    for (let place = split.next(); place !== undefined; place = split.next()) {
      if (place.from === 0) for (const worker of this.#workers) if (worker.isIdle) this.#employ(worker)
      await readPart(split, place, diagnosis, io.interrupt, (bytes) => this.#onRead(bytes, split))
      if (io.interrupt.aborted) break
    }
    this.#split = undefined
    while ([...this.#workers].some(({ part }) => part?.split === split)) await this.#change()
    const { parts } = split
    if (parts !== undefined && diagnosis.join(file.name, parts, options)) return true
    this.#here.onRead(-split.bytes) // it is read once more, from its beginning
    return false
  }

  #onRead(bytes: number, split: Split | undefined): void {
    if (split !== undefined) split.bytes += bytes
    this.#here.onRead(bytes)
  }

  #hire(): void {
    const { setup, io, worker } = this.#options
    const heard = (from: Hired, message: FromWorker): void => this.#heard(from, message)
    this.#workers.add(new Hired(setup, io.env, heard, (from, how) => this.#lost(from, how), worker))
  }

  #heard(worker: Hired, message: FromWorker): void {
    if (!this.#workers.has(worker)) return
    const { part } = worker
    if (message.kind === 'bytes') {
      worker.bytes += message.bytes
      if (part !== undefined) part.place.at += message.bytes
      return this.#onRead(message.bytes, part?.split)
    }
    if (message.kind === 'start') {
      if (part !== undefined) part.start = message.start
      return part?.split.begun(message.start)
    }
    if (message.kind === 'done') this.#done(worker, message)
    if (message.kind === 'held') part?.split.done(part.place, part.start, message.held)
    worker.part = undefined
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
    worker.isIdle = false
    if (this.#options.io.interrupt.aborted) return this.#end(worker)
    const place = this.#split?.next()
    if (this.#split !== undefined && place !== undefined) return this.#givePart(worker, this.#split, place)
    const portion = this.#portions.shift()
    if (portion !== undefined) return this.#givePortion(worker, portion)
    if (this.#own.length > 0 || this.#split !== undefined) worker.isIdle = true
    else this.#end(worker)
  }

  #givePart(worker: Hired, split: Split, place: NonNullable<ReturnType<Split['next']>>): void {
    worker.part = { split, place }
    const { reference, node } = split.options
    const dating = { ...(reference !== undefined && { reference }), ...(node !== undefined && { node }) }
    worker.tell({ kind: 'part', file: split.file, from: place.from, dating })
    split.listen(place, (start) => worker.tell({ kind: 'start', start }))
  }

  #givePortion(worker: Hired, portion: Portion): void {
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
    worker.part?.split.lost(worker.part.place)
    this.#onRead(-worker.bytes, worker.part?.split)
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
