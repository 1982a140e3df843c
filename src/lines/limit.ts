// bytes -> bytes: shortens lines that no log writer makes, so that a line never takes more memory than MAX_LINE.

/** Bytes of a line that are kept: 1 MiB. journald cuts at 48 KiB, docker at 16 KiB; longer lines are damage or binary data. */
export const MAX_LINE: number = 1024 * 1024

const NEWLINE = 0x0a
const encoder = new TextEncoder()

/**
 * Cuts over-long lines of a byte stream; what is left out is said at the end of the line: `...[9437184 bytes cut]`.
 * Chunks may be cut anywhere.
 *
 * @example
 * const limiter = new LineLimiter(4)
 * new TextDecoder().decode(limiter.next(new TextEncoder().encode('abcdef\nxy\n'))) //=> 'abcd...[2 bytes cut]\nxy\n'
 */
export class LineLimiter {
  /** Bytes that came in. */
  bytes = 0
  /** Lines that were shortened. */
  cutLines = 0
  readonly #max: number
  #length = 0

  constructor(max: number = MAX_LINE) {
    this.#max = max
  }

  /** Gives the chunk back, itself when nothing had to be cut. */
  next(chunk: Uint8Array): Uint8Array {
    this.bytes += chunk.length
    if (this.#length + chunk.length <= this.#max) return this.#whole(chunk)
    const parts: Uint8Array[] = []
    for (let start = 0; start < chunk.length;) {
      const newline = chunk.indexOf(NEWLINE, start)
      const end = newline === -1 ? chunk.length : newline
      const room = Math.max(0, this.#max - this.#length)
      parts.push(chunk.subarray(start, Math.min(end, start + room)))
      this.#length += end - start
      if (newline !== -1) parts.push(this.#note(), chunk.subarray(newline, newline + 1))
      start = end + 1
    }
    return concat(parts)
  }

  /** The note on a last line without a newline, or nothing. */
  end(): Uint8Array {
    return this.#note()
  }

  #whole(chunk: Uint8Array): Uint8Array {
    const last = chunk.lastIndexOf(NEWLINE)
    this.#length = last === -1 ? this.#length + chunk.length : chunk.length - last - 1
    return chunk
  }

  #note(): Uint8Array {
    const excess = this.#length - this.#max
    this.#length = 0
    if (excess <= 0) return new Uint8Array(0)
    this.cutLines++
    return encoder.encode(`...[${excess} bytes cut]`)
  }
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
