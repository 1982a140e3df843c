// A worker as the command sees it: a process that it has started.
import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Io } from '../io.ts'
import { ROOT } from '../version.ts'
import type { FromWorker, Setup, ToWorker } from './messages.ts'
import type { Portion } from './share.ts'

const WORKER = fileURLToPath(new URL('dist/worker.js', ROOT))

export class Hired {
  /** What it is at. */
  portion: Portion | undefined
  /** Bytes that it has read of what it is at. */
  bytes = 0
  readonly #process: ChildProcess

  /** `onLoss` is told how the process has ended, also when it was ended. `file` is what it runs. */
  constructor(
    setup: Setup,
    env: Io['env'],
    onMessage: (from: Hired, message: FromWorker) => void,
    onLoss: (from: Hired, how: string) => void,
    file: string = WORKER,
  ) {
    this.#process = fork(file, {
      env: { ...env },
      execArgv: process.execArgv.filter((word) => !word.startsWith('--inspect')), // one debugger, one port
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#process.on('message', (message: FromWorker) => onMessage(this, message))
    this.#process.on('error', (error) => onLoss(this, error.message))
    this.#process.on('exit', (code, signal) => onLoss(this, signal ?? `exit code ${code}`))
    this.tell({ kind: 'setup', ...setup })
  }

  get isBusy(): boolean {
    return this.portion !== undefined
  }

  tell(message: ToWorker): void {
    this.#process.send(message, () => {}) // one that has ended says so itself
  }

  end(): void {
    this.#process.kill('SIGKILL')
  }
}
