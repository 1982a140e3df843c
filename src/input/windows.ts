// A file of text -> its bytes, whole lines at a time, in two windows in turn: while one is looked at, another thread fills the other.
import { open } from 'node:fs/promises'

/** Large enough that to hand a read to a thread costs little beside it. */
const SIZE = 2 * 1024 * 1024
/** A line that begins in one window and ends in the next one is put before that; a longer one is left in two pieces. */
const MARGIN = 64 * 1024
const NEWLINE = 0x0a

/**
 * Yields the bytes of a file, from a place on; a chunk ends with the end of a line but where that is far. It stands only until the next one is asked for,
 * which is for consumers that are done with it by then.
 *
 * @example
 * for await (const chunk of readWindows('kubelet.log')) blocks.next(chunk)
 */
export async function* readWindows(
  path: string,
  size: number = SIZE,
  margin: number = MARGIN,
  from: number = 0,
): AsyncGenerator<Uint8Array> {
  const file = await open(path)
  let at = from === 0 ? null : from // what cannot be sought in is read from its beginning
  const fill = (window: Buffer): Promise<number> => {
    const filled = file.read(window, margin, size, at).then(({ bytesRead }) => {
      if (at !== null) at += bytesRead
      return bytesRead
    })
    filled.catch(() => {}) // it is thrown where it is waited for, which may be never
    return filled
  }
  let [now, next] = [Buffer.allocUnsafeSlow(margin + size), Buffer.allocUnsafeSlow(margin + size)]
  let filled = fill(now)
  /** Where the bytes begin that were not given: those of a line whose end is in the next window. */
  let start = margin
  try {
    for (let length = await filled; length > 0; length = await filled) {
      filled = fill(next)
      const stop = margin + length
      const lines = now.subarray(start, stop).lastIndexOf(NEWLINE) + 1
      const isFar = stop - start - lines > margin
      const end = isFar ? stop : start + lines
      if (end > start) yield now.subarray(start, end)
      now.copy(next, margin - (stop - end), end, stop)
      start = margin - (stop - end)
      ;[now, next] = [next, now]
    }
    if (start < margin) yield now.subarray(start, margin)
  } finally {
    await filled.catch(() => {})
    await file.close()
  }
}
