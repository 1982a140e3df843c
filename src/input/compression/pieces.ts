// Chunks of any size -> small pieces at first and at the end. The WebAssembly decoders keep back what they made of a piece of input when that
// piece turns out to be damaged; in a small file this would be all of it.
import type { Bytes } from '../bytes.ts'

/** Sizes of pieces, and up to where in the stream they are used. */
const SIZES: readonly (readonly [size: number, upTo: number])[] = [
  [64, 16 * 1024],
  [512, 256 * 1024],
  [32 * 1024, Number.POSITIVE_INFINITY],
]
/** What stands at the end is a checksum. */
const TAIL = 4

export async function* pieces(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let last: Uint8Array = new Uint8Array(0)
  let seen = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      if (last.length > 0) yield last
      last = chunk.subarray(at, at + sizeAt(seen))
      at += last.length
      seen += last.length
    }
  }
  const most = Math.max(0, last.length - TAIL)
  if (most > 0) yield last.subarray(0, most)
  if (last.length > 0) yield last.subarray(most)
}

function sizeAt(seen: number): number {
  return SIZES.find(([, upTo]) => seen < upTo)?.[0] ?? 0
}
