// Chunks of any size -> small pieces at first and at the end. The WebAssembly decoders keep back what they made of a piece of input when that
// piece turns out to be damaged; in a small file this would be all of it.
import type { Bytes } from '../bytes.ts'

const SMALL = 512
const LARGE = 32 * 1024
const SMALL_UP_TO = 256 * 1024
/** What stands at the end is a checksum. */
const TAIL = 4

export async function* pieces(bytes: Bytes): AsyncGenerator<Uint8Array> {
  let last: Uint8Array = new Uint8Array(0)
  let seen = 0
  for await (const chunk of bytes) {
    for (let at = 0; at < chunk.length;) {
      if (last.length > 0) yield last
      last = chunk.subarray(at, at + (seen < SMALL_UP_TO ? SMALL : LARGE))
      at += last.length
      seen += last.length
    }
  }
  const most = Math.max(0, last.length - TAIL)
  if (most > 0) yield last.subarray(0, most)
  if (last.length > 0) yield last.subarray(most)
}
