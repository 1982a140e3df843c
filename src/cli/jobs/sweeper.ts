// What a thread runs: it makes runs of the blocks that it is given. It holds no rules and no state of a log, only a kernel.
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { LiteralTables } from '../../match/literals.ts'
import { Kernels, type Knowledge } from '../../scan/kernel.ts'
import { NO_BOUNDS } from '../../scan/runner.ts'
import { Sweeper } from '../../scan/sweep.ts'

/** What a thread begins with. `counts` are those of what was asked and of what was answered. */
export interface SweeperData {
  readonly port: MessagePort
  readonly counts: Int32Array
  readonly tables: LiteralTables
}

export const ASKED = 0
export const ANSWERED = 1

/** What it is asked: the runs of a block; `knowledge`, where it has changed. It answers with them, or with undefined. */
export interface SweeperTask {
  readonly block: Uint8Array
  readonly knowledge: Knowledge | undefined
}

/** Answers until there is an `end`; then nothing is left that would keep the thread. */
export function serve({ port, counts, tables }: SweeperData): void {
  const runner = new Kernels(tables).take(NO_BOUNDS)
  const sweeper = runner && new Sweeper(runner)
  const answer = (runs: ArrayBuffer | undefined): void => {
    port.postMessage(runs, runs === undefined ? [] : [runs])
    Atomics.add(counts, ANSWERED, 1)
    Atomics.notify(counts, ANSWERED)
  }
  answer(undefined) // it is ready
  for (;;) {
    const asked = Atomics.load(counts, ASKED)
    const task: { message: SweeperTask | 'end' } | undefined = receiveMessageOnPort(port)
    if (task === undefined) Atomics.wait(counts, ASKED, asked)
    else if (task.message === 'end') return port.close()
    else {
      const { block, knowledge } = task.message
      if (knowledge !== undefined) runner?.adopt(knowledge)
      answer(runner !== undefined && block.length <= runner.capacity ? sweeper?.sweep(block) : undefined)
    }
  }
}
