// The messages that were seen last: a kubelet in trouble says the same thing over and over.

/** Messages that are remembered at one time, each by a number below this, and the bytes of all of them; when there is no more room, all are forgotten. */
export const MAX_MESSAGES = 4096
const MAX_BYTES = 2 * 1024 * 1024
/** The longest message that is remembered, in bytes. */
export const LONGEST: number = 16 * 1024
const WORD = 4

/** The bytes of a message from the name of the Go file on, and who said it. */
export interface Said {
  readonly identifier: string
  readonly severity: number
  readonly bytes: DataView
  readonly start: number
  readonly end: number
}

interface Kept extends Said {
  readonly number: number
}

export class Messages {
  /** By hash: of two with the same hash the later one is kept. */
  readonly #kept = new Map<number, Kept>()
  #count = 0
  #size = 0

  /** The number of a message that is remembered. */
  find(said: Said): number | undefined {
    const kept = this.#kept.get(hashOf(said))
    return kept !== undefined && isSame(kept, said) ? kept.number : undefined
  }

  /** Remembers a message, and gives the number that it has from now on; undefined when it is too long. */
  add(said: Said): number | undefined {
    const size = said.end - said.start
    if (size > LONGEST) return undefined
    if (this.#count === MAX_MESSAGES || this.#size + size > MAX_BYTES) this.forget()
    this.#size += size
    const kept = { ...said, number: this.#count++ }
    this.#kept.set(hashOf(said), kept)
    return kept.number
  }

  /** All that are remembered, by number. */
  *all(): Iterable<readonly [number: number, said: Said]> {
    for (const kept of this.#kept.values()) yield [kept.number, kept]
  }

  forget(): void {
    this.#kept.clear()
    this.#count = 0
    this.#size = 0
  }
}

/** The same with bytes of its own. */
export function copied({ identifier, severity, bytes, start, end }: Said): Said {
  const copy = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + end)
  return { identifier, severity, bytes: new DataView(copy), start: 0, end: end - start }
}

function hashOf({ severity, bytes, start, end }: Said): number {
  let hash = severity
  let at = start
  for (; at + WORD <= end; at += WORD) hash = mix(hash, bytes.getInt32(at, true))
  for (; at < end; at++) hash = mix(hash, bytes.getUint8(at))
  return hash
}

function mix(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

function isSame(a: Said, b: Said): boolean {
  const length = a.end - a.start
  if (length !== b.end - b.start || a.severity !== b.severity || a.identifier !== b.identifier) return false
  let at = 0
  for (; at + WORD <= length; at += WORD)
    if (a.bytes.getInt32(a.start + at, true) !== b.bytes.getInt32(b.start + at, true)) return false
  for (; at < length; at++) if (a.bytes.getUint8(a.start + at) !== b.bytes.getUint8(b.start + at)) return false
  return true
}
