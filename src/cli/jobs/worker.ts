// A worker: a process that reads the inputs that it is given, and gives back what is known of them.
import { configureRules, Suppressor } from '../../config/config.ts'
import { Diagnosis } from '../../diagnose.ts'
import { openFile } from '../../input/find.ts'
import { compileLess, keepHeapSmall } from '../v8.ts'
import { readInput, type Outcome, type Reading } from '../read-input.ts'
import { rulePack } from '../rule-pack.ts'
import type { FileInput, FromWorker, Setup, ToWorker } from './messages.ts'

/** Bytes after which the command is told of them. */
const SAID = 4 * 1024 * 1024

/** Serves the process that has started this one, until that one lets go of it or ends. */
export function work(): void {
  const interrupt = new AbortController()
  let worker: Promise<Worker> | undefined
  process.on('SIGINT', () => {}) // Ctrl-C reaches all processes of the terminal; the command says what is to be done
  process.on('disconnect', () => process.exit())
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') return interrupt.abort()
    if (message.kind !== 'setup') return void worker?.then((ready) => ready.read(message.inputs)).then(say)
    worker = startWorker(message, interrupt.signal)
    void worker.then(() => say({ kind: 'ready' }))
  })
  if (!process.connected) process.exit()
}

// What is thrown is a bug: it ends this process, and the command, which then reads the inputs itself, meets it again.
function say(message: FromWorker): void {
  process.send?.(message)
}

async function startWorker({ rules: folder, config, options, limits }: Setup, interrupt: AbortSignal): Promise<Worker> {
  compileLess()
  keepHeapSmall() // there is much to read
  const { rules, matcher } = await rulePack(folder)
  const { suppress = [] } = config ?? {}
  const suppressor = suppress.length > 0 ? { suppressor: new Suppressor(suppress) } : {}
  return new Worker(new Diagnosis(config === undefined ? rules : configureRules(rules, config), matcher), {
    options: { ...options, ...suppressor },
    limits,
    io: { env: process.env, interrupt },
  })
}

class Worker {
  readonly #diagnosis: Diagnosis
  readonly #reading: Reading
  #unsaid = 0

  constructor(diagnosis: Diagnosis, reading: Omit<Reading, 'reader' | 'onRead'>) {
    this.#diagnosis = diagnosis
    this.#reading = { ...reading, reader: diagnosis, onRead: (bytes) => this.#onRead(bytes) }
  }

  async read(inputs: readonly FileInput[]): Promise<FromWorker> {
    const outcomes: Outcome[] = []
    for (const input of inputs) {
      if (this.#reading.io.interrupt.aborted) break
      outcomes.push(await readInput({ ...input, open: () => openFile(input.path, input.isPacked) }, this.#reading))
    }
    this.#sayBytes()
    return { kind: 'done', state: this.#diagnosis.handOver(), outcomes }
  }

  #onRead(bytes: number): void {
    this.#unsaid += bytes
    if (this.#unsaid >= SAID) this.#sayBytes()
  }

  #sayBytes(): void {
    say({ kind: 'bytes', bytes: this.#unsaid })
    this.#unsaid = 0
  }
}
