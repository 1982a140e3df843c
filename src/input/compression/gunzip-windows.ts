// What a thread runs: a gzip file -> its text, in windows of memory that it shares with who has started it.
import { createReadStream } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import { endOfLines, MARGIN } from '../window.ts'
import { gunzip } from './gzip.ts'

/** Smaller chunks are collected sooner. */
const CHUNK: number = 256 * 1024
/** What is read at one time. */
const PIECE: number = 1024 * 1024
/** What the thread begins with. */
export interface GunzipTask {
  readonly path: string
  readonly windows: readonly Uint8Array[]
}

/** It says which window it has filled, from where to where, and how many bytes of the file went into it; and how it has ended. */
export type GunzipAnswer =
  | { readonly window: number; readonly start: number; readonly end: number; readonly packed: number }
  | { readonly error: Readonly<Record<string, unknown>> & { readonly message: string } }
  | 'done'

/** It is told of each window that is done with, and that no more is wanted. */
export type GunzipWord = number | 'end'

/** Fills windows until the file ends, or it is told to end; then nothing is left that would keep the thread. */
export async function serveGunzip(port: MessagePort, { path, windows }: GunzipTask): Promise<void> {
  const filler = new Filler(port, windows)
  port.on('message', (word: GunzipWord) => filler.hear(word))
  const say = (answer: GunzipAnswer): void => port.postMessage(answer)
  try {
    for await (const chunk of gunzip(filler.counted(createReadStream(path, { highWaterMark: PIECE })), CHUNK)) {
      await filler.take(chunk)
      if (filler.isEnded) break
    }
    filler.flush(true)
    say('done')
  } catch (error) {
    filler.flush(true)
    say({ error: { ...Object(error), message: error instanceof Error ? error.message : String(error) } })
  } finally {
    port.close()
  }
}

class Filler {
  /** Is no more wanted? */
  isEnded = false
  readonly #port: MessagePort
  readonly #windows: readonly Uint8Array[]
  readonly #free: number[]
  #onFree = (): void => {}
  /** The window that is filled, from where on, and to where. */
  #window = 0
  #start = MARGIN
  #at = MARGIN
  #packed = 0

  constructor(port: MessagePort, windows: readonly Uint8Array[]) {
    this.#port = port
    this.#windows = windows
    this.#free = windows.map((_, index) => index).slice(1)
  }

  hear(word: GunzipWord): void {
    if (word === 'end') this.isEnded = true
    else this.#free.push(word)
    this.#onFree()
  }

  async *counted(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      this.#packed += chunk.length
      yield chunk
    }
  }

  async take(chunk: Uint8Array): Promise<void> {
    for (let given = 0; given < chunk.length && !this.isEnded;) {
      const window = this.#windows[this.#window] as Uint8Array // one of them
      const piece = chunk.subarray(given, given + window.length - this.#at)
      window.set(piece, this.#at)
      this.#at += piece.length
      given += piece.length
      if (this.#at === window.length) await this.#turn()
    }
  }

  /** Gives what is there up to the end of its last line, or all; gives back the rest. */
  flush(isAll: boolean): Uint8Array {
    const window = this.#windows[this.#window] as Uint8Array // one of them
    const [start, at] = [this.#start, this.#at]
    const end = isAll ? at : endOfLines(window, start, at)
    const answer: GunzipAnswer = { window: this.#window, start, end, packed: this.#packed }
    if (end > start) this.#port.postMessage(answer)
    this.#packed = 0
    return window.slice(end, at)
  }

  /** Goes on in another window, with the begin of a line that is not complete. */
  async #turn(): Promise<void> {
    const rest = this.flush(false)
    while (this.#free.length === 0 && !this.isEnded) await new Promise<void>((resolve) => (this.#onFree = resolve))
    this.#window = this.#free.shift() ?? this.#window
    this.#start = MARGIN - rest.length
    this.#at = MARGIN
    this.#windows[this.#window]?.set(rest, this.#start)
  }
}
