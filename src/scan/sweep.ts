// All runs of a block, made by whoever has the time, before it is known what comes of the lines between them: those are left out.
import { Run, sizeOf } from './run.ts'
import type { Runner } from './runner.ts'

const NEWLINE = 0x0a

/** Runs over a block of whole lines, on behind each line that ends a run; gives the runs one behind the other. */
export function sweep(runner: Runner, bytes: Uint8Array): ArrayBuffer {
  const { run } = runner
  const runs: Uint8Array[] = []
  runner.open(bytes)
  for (let at = 0; at < bytes.length;) {
    runner.go(at, bytes.length)
    if (run.counted > 0) runs.push(run.packed())
    at = run.stop === 'full' ? run.at : behindLine(bytes, run.at)
  }
  return joined(runs)
}

function behindLine(bytes: Uint8Array, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start)
  return newline === -1 ? bytes.length : newline + 1
}

function joined(runs: readonly Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(runs.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const run of runs) {
    all.set(run, at)
    at += run.length
  }
  return all.buffer
}

/** The runs of a {@link sweep}, each as of what was known at `epoch`. They are asked for in their order. */
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
    const { repeats } = new Run(this.#runs, at, 0)
    this.#next = new Run(this.#runs, at, repeats)
    this.#behind = at + sizeOf(repeats)
  }
}
