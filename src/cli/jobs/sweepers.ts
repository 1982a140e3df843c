// Threads that make the runs of blocks ahead of their turn. They are asked and heard without Node's event loop, which has no turn while a log is read.
// Node 20 can crash when a thread is ended while V8 compiles for it: one that is no longer needed is told so, and ends by itself.
import { fileURLToPath } from 'node:url'
import { MessageChannel, receiveMessageOnPort, SHARE_ENV, Worker } from 'node:worker_threads'
import type { LiteralTables } from '../../match/literals.ts'
import type { OnSwept, Sweepers } from '../../scan/ahead.ts'
import type { Snapshot } from '../../scan/scanner.ts'
import { ROOT } from '../version.ts'
import { ANSWERED, ASKED, type SweeperData, type SweeperTask } from './sweeper.ts'

const FILE = fileURLToPath(new URL('dist/sweeper.js', ROOT))
/** Blocks that a thread has at one time: one that it looks at, and one that it goes on with. */
const EACH = 2
/** A thread that has not answered for so long, in ms, is taken for lost. To look at a block takes a millisecond or a few. */
const LONGEST = 10_000

export class SweeperThreads implements Sweepers {
  readonly depth: number
  readonly worth: number
  readonly count: number
  readonly #file: string
  readonly #onLoss: (message: string) => void
  #threads: Thread[] = []
  #isStarted = false

  /** `onLoss` is told of a thread that has ended before its time. `file` is what a thread runs. */
  constructor(count: number, worth: number, onLoss: (message: string) => void, file: string = FILE) {
    this.depth = (EACH + 1) * count + 1
    this.count = count
    this.worth = worth
    this.#onLoss = onLoss
    this.#file = file
  }

  start(tables: LiteralTables): void {
    if (this.#isStarted) return
    this.#isStarted = true
    const lost = (thread: Thread, how: string): void => this.#lost(thread, how)
    this.#threads = Array.from({ length: this.count }, () => new Thread(this.#file, tables, lost))
  }

  give(block: Uint8Array, snapshot: Snapshot, onSwept: OnSwept): boolean {
    const free = this.#threads.filter(({ isFree }) => isFree).sort((a, b) => a.waiting - b.waiting)
    free[0]?.give(block, snapshot, onSwept)
    return free.length > 0
  }

  hear(isWaiting: boolean): void {
    const isHeard = this.#threads.map((thread) => thread.hear()).includes(true)
    // The first block that was given is with the one who has waited longest for an answer; any other one is as good.
    const busy = this.#threads.find(({ waiting }) => waiting > 0)
    if (isWaiting && !isHeard) busy?.wait()
  }

  /** There is nothing more to do. */
  end(): void {
    for (const thread of this.#threads) thread.end()
    this.#threads = []
  }

  #lost(thread: Thread, how: string): void {
    if (!this.#threads.includes(thread)) return
    this.#threads = this.#threads.filter((other) => other !== thread)
    this.#onLoss(`a thread has ended (${how}): the log is read without it`)
  }
}

class Thread {
  readonly #worker: Worker
  readonly #onLoss: (from: Thread, how: string) => void
  readonly #channel = new MessageChannel()
  readonly #counts = new Int32Array(new SharedArrayBuffer(8))
  /** In the order in which they were asked. */
  readonly #asked: OnSwept[] = []
  #snapshot: Snapshot | undefined
  #isReady = false

  constructor(file: string, tables: LiteralTables, onLoss: (from: Thread, how: string) => void) {
    this.#onLoss = onLoss
    const { port1: port } = this.#channel
    const workerData: SweeperData = { port, counts: this.#counts, tables }
    const resourceLimits = { maxYoungGenerationSizeMb: 2 }
    this.#worker = new Worker(file, { workerData, transferList: [port], env: SHARE_ENV, execArgv: [], resourceLimits })
    this.#worker.unref()
    this.#channel.port2.unref()
    this.#worker.on('error', (error) => this.#lose(error.message))
    this.#worker.on('exit', (code) => this.#lose(`exit code ${code}`))
  }

  get waiting(): number {
    return this.#asked.length
  }

  get isFree(): boolean {
    return this.#isReady && this.#asked.length < EACH
  }

  give(block: Uint8Array, snapshot: Snapshot, onSwept: OnSwept): void {
    const knowledge = snapshot === this.#snapshot ? undefined : snapshot.knowledge
    this.#snapshot = snapshot
    this.#asked.push(onSwept)
    this.#tell({ block, knowledge })
  }

  /** Tells of what was answered; false when nothing was. */
  hear(): boolean {
    const before = this.#asked.length
    for (;;) {
      const answer: { message: ArrayBuffer | undefined } | undefined = receiveMessageOnPort(this.#channel.port2)
      if (answer === undefined) return this.#asked.length < before
      if (this.#isReady) this.#asked.shift()?.(answer.message)
      this.#isReady = true
    }
  }

  /** Waits for an answer. */
  wait(): void {
    const answered = Atomics.load(this.#counts, ANSWERED)
    if (this.hear()) return
    if (Atomics.wait(this.#counts, ANSWERED, answered, LONGEST) === 'timed-out') this.#lose('no answer')
    this.hear()
  }

  end(): void {
    this.#tell('end')
  }

  #lose(how: string): void {
    this.#isReady = false
    this.#onLoss(this, how)
    for (const onSwept of this.#asked.splice(0)) onSwept(undefined)
  }

  #tell(task: SweeperTask | 'end'): void {
    this.#channel.port2.postMessage(task)
    Atomics.add(this.#counts, ASKED, 1)
    Atomics.notify(this.#counts, ASKED)
  }
}
