// Blocks of LZ4: sequences of literals and of a copy of what came before. Source: lz4_Block_format.md of the lz4 project.
import { InputError } from '../bytes.ts'

const HISTORY = 64 * 1024
/** What is given in one piece. */
const PIECE = 256 * 1024

/** Decodes the blocks of a frame, into one buffer that is used again and again: its beginning is what the next block may copy from. */
export class BlockDecoder {
  readonly #buffer: Uint8Array
  readonly #isLinked: boolean
  #history = 0

  /** A block gives at most `largest` bytes; a linked one copies from those before it. */
  constructor(largest: number, isLinked: boolean) {
    this.#buffer = new Uint8Array(HISTORY + largest)
    this.#isLinked = isLinked
  }

  /** Of a block that was cut off (`isCut`), what its bytes give is returned. */
  *decode(data: Uint8Array, isCut: boolean): Generator<Uint8Array> {
    yield* this.#given(expand(data, this.#buffer, this.#history, isCut))
  }

  /** A block that is stored as it is. */
  *store(data: Uint8Array): Generator<Uint8Array> {
    this.#buffer.set(data, this.#history)
    yield* this.#given(this.#history + data.length)
  }

  *#given(end: number): Generator<Uint8Array> {
    for (let at = this.#history; at < end; at += PIECE) yield this.#buffer.slice(at, Math.min(at + PIECE, end))
    if (!this.#isLinked) return
    const kept = Math.min(end, HISTORY)
    this.#buffer.copyWithin(0, end - kept, end)
    this.#history = kept
  }
}

/** Writes what `data` gives behind the first `start` bytes of `out`; where it ends is returned. */
function expand(data: Uint8Array, out: Uint8Array, start: number, isCut: boolean): number {
  let from = 0
  let to = start
  const length = (start: number): number => {
    let sum = start
    if (start === 15) for (let more = 255; more === 255;) sum += more = data[from++] ?? 0
    return sum
  }
  while (from < data.length) {
    const token = data[from++] ?? 0
    const literals = length(token >> 4)
    const there = isCut ? Math.max(0, Math.min(literals, data.length - from)) : literals
    if ((!isCut && from + there > data.length) || to + there > out.length) throw damaged()
    out.set(data.subarray(from, from + there), to)
    from += there
    to += there
    if (from >= data.length) break
    const offset = (data[from] ?? 0) | ((data[from + 1] ?? 0) << 8)
    from += 2
    const matched = length(token & 15) + 4
    if (isCut && from >= data.length) break
    if (offset === 0 || offset > to || to + matched > out.length) throw damaged()
    copy(out, to - offset, to, matched)
    to += matched
  }
  return to
}

/** The copy may reach into itself: then it repeats itself. */
function copy(out: Uint8Array, from: number, to: number, length: number): void {
  if (to - from >= length && length > 16) out.copyWithin(to, from, from + length)
  else for (let at = 0; at < length; at++) out[to + at] = out[from + at] ?? 0
}

function damaged(): InputError {
  return new InputError('lz4 data is damaged')
}
