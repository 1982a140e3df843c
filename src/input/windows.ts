// A file of text -> its bytes, whole lines at a time, in some windows in turn: while one is looked at, another thread fills the next ones.
import { readSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'

/** Large enough that to hand a read to a thread costs little beside it. */
const SIZE = 2 * 1024 * 1024
/** A line that begins in one window and ends in the next one is put before that; a longer one is left in two pieces. */
const MARGIN = 64 * 1024
/** Windows that are filled at one time, where others help: then one alone is too slow. */
const AHEAD = 2
const NEWLINE = 0x0a

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
  { standing, size = SIZE, margin = MARGIN }: WindowOptions = {},
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
      const lines = window.subarray(start, stop).lastIndexOf(NEWLINE) + 1
      const isFar = stop - start - lines > margin
      const end = isFar ? stop : start + lines
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

interface Fill {
  readonly window: Buffer
  readonly from: number
  readonly length: Promise<number>
}

/** Windows in turn: those of the chunks that stand, that of the chunk that is looked at, and those that are filled. They are made as they are needed. */
class Windows {
  readonly #file: FileHandle
  readonly #options: Sizes
  /** In what is no file one cannot seek; it is read from its beginning. */
  readonly #isFile: boolean
  readonly #windows: Buffer[] = []
  readonly #fills: Fill[] = []
  #turn = 0
  /** The byte that the next fill begins with, and that which was not yet given. */
  #planned = 0
  #at = 0

  constructor(file: FileHandle, options: Sizes, isFile: boolean) {
    this.#file = file
    this.#options = options
    this.#isFile = isFile
  }

  /** The window in which the next bytes are, behind its margin, and how many; 0 at the end. Others are filled meanwhile. */
  async next(): Promise<{ readonly window: Buffer; readonly length: number }> {
    if (this.#fills.length === 0) this.#fill()
    const { window, from, length: filled } = this.#fills.shift() as Fill // there is one
    let length = await filled
    // The file has grown since its end was met.
    if (this.#isFile && from !== this.#at) length = await this.#read(window, this.#at)
    this.#at += length
    const { standing } = this.#options
    while (this.#fills.length < (this.#isFile && standing !== undefined ? 0 : 1)) this.#fill()
    return { window, length }
  }

  /** Nothing is filled any longer. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#fills.map(({ length }) => length))
  }

  #fill(): void {
    const { standing, size, margin } = this.#options
    const at = this.#turn++ % (standing === undefined ? 2 : standing + 1 + AHEAD)
    const window = (this.#windows[at] ??= newWindow(margin + size, standing !== undefined))
    const length = this.#read(window, this.#planned)
    length.catch(() => {}) // it is thrown where it is waited for, which may be never
    this.#fills.push({ window, from: this.#planned, length })
    this.#planned += size
  }

  async #read(window: Buffer, from: number): Promise<number> {
    const { size, margin } = this.#options
    if (this.#isFile && this.#options.standing !== undefined) {
      // Nothing else waits: Ctrl-C and what other processes say would have no turn until the end of the file.
      await new Promise((resolve) => setImmediate(resolve))
      return readSync(this.#file.fd, window, margin, size, from)
    }
    const { bytesRead } = await this.#file.read(window, margin, size, this.#isFile ? from : null)
    return bytesRead
  }
}

function newWindow(bytes: number, isShared: boolean): Buffer {
  return isShared ? Buffer.from(new SharedArrayBuffer(bytes)) : Buffer.allocUnsafeSlow(bytes)
}
