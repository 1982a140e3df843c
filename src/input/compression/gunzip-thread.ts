// A gzip file -> its text, unpacked by a thread. zlib makes its bytes anew for each piece, and V8 collects them: a thread has little else to collect, and the
// thread that reads the log gets the same few windows again and again.
import { Worker } from 'node:worker_threads'
import { InputError, type Bytes } from '../bytes.ts'
import { MARGIN, WINDOW_SIZE } from '../window.ts'
import type { GunzipAnswer, GunzipTask, GunzipWord } from './gunzip-windows.ts'
import { inWords } from './in-words.ts'

/** Windows of which one is filled while another is looked at. */
const WINDOWS = 3

export interface GunzipOptions {
  /** What the thread runs. */
  readonly file: string
  /** So many chunks stand when another one is asked for; none when absent. */
  readonly standing?: number | undefined
  /** Told of the bytes of the file that went into a chunk. */
  readonly onPacked: (bytes: number) => void
}

/** Yields the text, in memory that threads can share. What is wrong with the data is thrown as an InputError, after all that is good. */
export function gunzipped(path: string, options: GunzipOptions): Bytes {
  return inWords('gzip', windowsOf(path, options))
}

async function* windowsOf(path: string, { file, standing = 0, onPacked }: GunzipOptions): AsyncGenerator<Uint8Array> {
  const windows = Array.from(
    { length: standing + WINDOWS },
    () => new Uint8Array(new SharedArrayBuffer(MARGIN + WINDOW_SIZE)),
  )
  const workerData: GunzipTask = { path, windows }
  const worker = new Worker(file, { workerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: 2 } })
  const answers = new Answers(worker)
  const given: number[] = []
  const tell = (word: GunzipWord): void => worker.postMessage(word)
  try {
    for (let answer = await answers.next(); answer !== 'done'; answer = await answers.next()) {
      if ('lost' in answer) throw new InputError(`the thread that unpacks it has ended: ${answer.lost}`)
      if ('error' in answer) throw Object.assign(new Error(answer.error.message), answer.error)
      onPacked(answer.packed)
      yield (windows[answer.window] as Uint8Array).subarray(answer.start, answer.end) // one of them
      given.push(answer.window)
      while (given.length > standing) tell(given.shift() as number) // there is one
    }
  } finally {
    tell('end')
  }
}

/** What the thread says, or how it has ended, which is no fault of the data. */
type Answer = GunzipAnswer | { readonly lost: string }

class Answers {
  readonly #waiting: Answer[] = []
  #onAnswer = (): void => {}

  constructor(worker: Worker) {
    const take = (answer: Answer): void => {
      this.#waiting.push(answer)
      this.#onAnswer()
    }
    worker.on('message', take)
    worker.on('error', ({ message }) => take({ lost: message }))
    worker.on('exit', (code) => take({ lost: `exit code ${code}` }))
  }

  async next(): Promise<Answer> {
    for (;;) {
      const answer = this.#waiting.shift()
      if (answer !== undefined) return answer
      await new Promise<void>((resolve) => (this.#onAnswer = resolve))
    }
  }
}
