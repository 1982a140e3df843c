// All runs of a block, made by whoever has the time, before it is known what comes of the lines between them: those are left out.
import { Run } from './run.ts'
import type { Runner } from './runner.ts'

const NEWLINE = 0x0a
const FIRST_SIZE = 64 * 1024

/** Makes runs with a runner, one block after the other. */
export class Sweeper {
  readonly #runner: Runner
  /** The runs of a block, in the first `#used` bytes: what is made anew for each block is collected late. */
  #runs = new ArrayBuffer(FIRST_SIZE)
  #used = 0

  constructor(runner: Runner) {
    this.#runner = runner
  }

  /** Runs over a block of whole lines, on behind each line that ends a run; gives the runs one behind the other. */
  sweep(bytes: Uint8Array): ArrayBuffer {
    const { run } = this.#runner
    this.#used = 0
    this.#runner.open(bytes)
    for (let at = 0; at < bytes.length;) {
      this.#runner.go(at, bytes.length)
      if (run.counted > 0) this.#add(run)
      at = run.stop === 'full' ? run.at : behindLine(bytes, run.at)
    }
    return this.#runs.slice(0, this.#used)
  }

  #add(run: Run): void {
    const used = this.#used + run.size
    if (used > this.#runs.byteLength) {
      const larger = new Uint8Array(Math.max(used, 2 * this.#runs.byteLength))
      larger.set(new Uint8Array(this.#runs, 0, this.#used))
      this.#runs = larger.buffer
    }
    run.copyTo(this.#runs, this.#used)
    this.#used = used
  }
}

function behindLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start)
  return newline === -1 ? bytes.length : newline + 1
}

/** The runs of a {@link Sweeper}, each as of what was known at `epoch`. They are asked for in their order. */
export class Swept {
  readonly epoch: number
  readonly #runs: ArrayBuffer
  #next: Run | undefined
  #behind = 0

  constructor(runs: ArrayBuffer, epoch: number) {
    this.#runs = runs
    this.epoch = epoch
    this.#step()
  }

  /** The run that begins at a line, where there is one; those before it are let go. */
  take(start: number): Run | undefined {
    while (this.#next !== undefined && this.#next.from < start) this.#step()
    const run = this.#next
    if (run?.from !== start) return undefined
    this.#step()
    return run
  }

  /** Where the next run begins that was not taken or let go. */
  get next(): number | undefined {
    return this.#next?.from
  }

  #step(): void {
    const at = this.#behind
    if (at >= this.#runs.byteLength) return void (this.#next = undefined)
    this.#next = Run.copyAt(this.#runs, at)
    this.#behind = at + this.#next.size
  }
}
