// A file of text -> its bytes, whole lines at a time, in some windows in turn: while one is looked at, another thread fills the next one.
import { readSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { endOfLines, MARGIN, WINDOW_SIZE } from './window.ts'

export interface WindowOptions {
  /** So many chunks stand when another one is asked for, in memory that other threads can share; when absent none does, in memory of this thread. */
  readonly standing?: number | undefined
  /** Bytes of a window, and before it. */
  readonly size?: number
  readonly margin?: number
}

/**
 * Yields the bytes of a file; a chunk ends with the end of a line but where that is far. It stands only until the next one is asked for, or as many more
 * as are said, which is for consumers that are done with it by then.
 *
 * @example
 * for await (const chunk of readWindows('kubelet.log')) blocks.next(chunk)
 */
export async function* readWindows(
  path: string,
  { standing, size = WINDOW_SIZE, margin = MARGIN }: WindowOptions = {},
): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  const windows = new Windows(file, { standing, size, margin }, (await file.stat()).isFile())
  /** The bytes that were not given: those of a line whose end is in the next window. */
  let rest = new Uint8Array(0)
  try {
    for (;;) {
      const { window, length } = await windows.next()
      if (length === 0) break
      const [start, stop] = [margin - rest.length, margin + length]
      window.set(rest, start)
      const end = endOfLines(window, start, stop, margin)
      rest = new Uint8Array(window.subarray(end, stop))
      if (end > start) yield window.subarray(start, end)
    }
    if (rest.length > 0) yield rest
  } finally {
    await windows.settled()
    await file.close()
  }
}

type Sizes = Required<Omit<WindowOptions, 'standing'>> & Pick<WindowOptions, 'standing'>

interface Filled {
  readonly window: Buffer
  /** Bytes behind the margin; 0 at the end of the file. */
  readonly length: number
}

/**
 * Windows in turn: those of the chunks that stand, that of the chunk that is looked at, and one that is filled meanwhile. They are made as they are needed.
 * Where other threads look at chunks they have the processors, and each window is filled when it is asked for.
 */
class Windows {
  readonly #file: FileHandle
  readonly #options: Sizes
  /** In what is no file one cannot seek; it is read from its beginning. */
  readonly #isFile: boolean
  readonly #windows: Buffer[] = []
  #turn = 0
  #at = 0
  #filling: Promise<Filled> | undefined

  constructor(file: FileHandle, options: Sizes, isFile: boolean) {
    this.#file = file
    this.#options = options
    this.#isFile = isFile
  }

  /** The window in which the next bytes are. */
  async next(): Promise<Filled> {
    const filled = await (this.#filling ?? this.#fill())
    this.#at += filled.length
    this.#filling = this.#isAtOnce ? undefined : this.#fill()
    this.#filling?.catch(() => {}) // it is thrown where it is waited for, which may be never
    return filled
  }

  /** Nothing is filled any longer. */
  async settled(): Promise<void> {
    await this.#filling?.catch(() => {})
  }

  get #isAtOnce(): boolean {
    return this.#isFile && this.#options.standing !== undefined
  }

  async #fill(): Promise<Filled> {
    const { standing, size, margin } = this.#options
    const turn = this.#turn++ % ((standing ?? 0) + 2)
    const window = (this.#windows[turn] ??= newWindow(margin + size, standing !== undefined))
    if (this.#isAtOnce) {
      // Nothing else waits: Ctrl-C and what other processes say would have no turn until the end of the file.
      await new Promise((resolve) => setImmediate(resolve))
      return { window, length: readSync(this.#file.fd, window, margin, size, this.#at) }
    }
    const { bytesRead } = await this.#file.read(window, margin, size, this.#isFile ? this.#at : null)
    return { window, length: bytesRead }
  }
}

function newWindow(bytes: number, isShared: boolean): Buffer {
  return isShared ? Buffer.from(new SharedArrayBuffer(bytes)) : Buffer.allocUnsafeSlow(bytes)
}
