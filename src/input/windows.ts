// A file of text -> its bytes, whole lines at a time, in one window that is filled over and over.
import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/** Large enough that a read costs little beside what is done with its bytes, small enough to stay in the processor's cache. */
const SIZE = 512 * 1024
/** Windows after which others have their turn: Ctrl-C, the line that says how far the reading is. */
const TURN = 16
const NEWLINE = 0x0a

/**
 * Yields the bytes of a file; a chunk ends with the end of a line where the window holds one. It stands only until the next one is
 * asked for, which is for consumers that are done with it by then. Reads are synchronous: to hand each to a thread and to
 * wait for it takes longer than to copy it from the page cache.
 *
 * @example
 * for await (const chunk of readWindows('kubelet.log')) blocks.next(chunk)
 */
export async function* readWindows(path: string, size: number = SIZE): AsyncGenerator<Uint8Array> {
  const file = openSync(path, 'r')
  try {
    const window = Buffer.allocUnsafeSlow(size)
    /** Bytes at the beginning of the window: of a line whose end was not read yet. */
    let kept = 0
    for (let turn = 1; ; turn++) {
      const read = readSync(file, window, kept, size - kept, null)
      const length = kept + read
      const end = read === 0 ? length : endOfLines(window, length)
      if (end > 0) yield window.subarray(0, end)
      if (read === 0) return
      window.copyWithin(0, end, length)
      kept = length - end
      if (turn % TURN === 0) await setImmediate()
    }
  } finally {
    closeSync(file)
  }
}

/** Where the last line in the window ends; the end of the window when it is full and holds no end of a line. */
function endOfLines(window: Uint8Array, length: number): number {
  const end = window.subarray(0, length).lastIndexOf(NEWLINE) + 1
  return end === 0 && length === window.length ? length : end
}
