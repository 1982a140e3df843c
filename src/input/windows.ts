// A file of text -> its bytes in two windows, in turn: while one is looked at, the other is filled.
import { open } from 'node:fs/promises'

/** Large enough that a read costs little beside what is done with its bytes, small enough to stay in the processor's cache. */
const SIZE = 512 * 1024

/**
 * Yields the bytes of a file. A chunk stands only until the next one is asked for, which is for consumers that are done with it by
 * then.
 *
 * @example
 * for await (const chunk of readWindows('kubelet.log')) blocks.next(chunk)
 */
export async function* readWindows(path: string, size: number = SIZE): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  let [now, next] = [Buffer.allocUnsafeSlow(size), Buffer.allocUnsafeSlow(size)]
  const fill = (window: Buffer): Promise<number> => {
    const filled = file.read(window, 0, size).then(({ bytesRead }) => bytesRead)
    filled.catch(() => {}) // it is thrown where it is waited for, which may be never
    return filled
  }
  let filled = fill(now)
  try {
    for (;;) {
      const length = await filled
      if (length === 0) return
      filled = fill(next)
      yield now.subarray(0, length)
      ;[now, next] = [next, now]
    }
  } finally {
    await filled.catch(() => {})
    await file.close()
  }
}
