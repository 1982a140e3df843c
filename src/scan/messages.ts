// The messages that were seen last, and what the stages made of them: a kubelet in trouble says the same thing over and over.
import type { Seen } from '../session.ts'

/** Messages of a generation, and the bytes of all of them; there are two generations. */
const MAX_MESSAGES = 2048
const MAX_BYTES = 1024 * 1024
const LONGEST = 16 * 1024
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
  readonly seen: Seen
}

export class Messages {
  /** By hash: of two with the same hash the later one is kept. */
  #young = new Map<number, Kept>()
  #old: ReadonlyMap<number, Kept> = new Map()
  #size = 0

  find(said: Said): Seen | undefined {
    const hash = hashOf(said)
    const young = this.#young.get(hash)
    if (young !== undefined && isSame(young, said)) return young.seen
    const old = this.#old.get(hash)
    if (old === undefined || !isSame(old, said)) return undefined
    this.#keep(hash, old)
    return old.seen
  }

  /** `said` is kept as it is, and `seen` must not hold on to the input. */
  add(said: Said, seen: Seen): void {
    if (said.end - said.start <= LONGEST) this.#keep(hashOf(said), { ...said, seen })
  }

  #keep(hash: number, kept: Kept): void {
    const size = kept.end - kept.start
    this.#size += size
    if (this.#young.size >= MAX_MESSAGES || this.#size > MAX_BYTES) {
      this.#old = this.#young
      this.#young = new Map()
      this.#size = size
    }
    this.#young.set(hash, kept)
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
