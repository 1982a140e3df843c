// A record whose block has not ended, kept within bounds.
import type { JournalEntry } from '../journal/entry.ts'

/** Characters and lines of a block that are kept; the rest is counted and left out. */
const MAX_SIZE = 64 * 1024
const MAX_LINES = 5000

/** A record from its header on, or newest first from its end. */
export class Block {
  readonly reversed: boolean
  readonly first: JournalEntry
  readonly #entries: [JournalEntry, ...JournalEntry[]]
  #size: number
  #hasBody = false
  /** All lines of the input, those that were left out included. */
  lines: number
  #kept: number

  constructor(first: JournalEntry, reversed: boolean) {
    this.first = first
    this.reversed = reversed
    this.#entries = [first]
    this.#size = first.MESSAGE.length
    this.lines = first.lines ?? 1
    this.#kept = this.lines
  }

  /** Takes the next line. The one that completes the block is kept in any case: it holds the message or the last pairs. */
  add(entry: JournalEntry, completes = false): void {
    const lines = entry.lines ?? 1
    this.lines += lines
    this.#size += entry.MESSAGE.length
    this.#hasBody = !entry.MESSAGE.startsWith(' >')
    if ((this.#size > MAX_SIZE || this.#entries.length >= MAX_LINES) && !completes) return
    this.#kept += lines
    this.#entries.push(entry)
  }

  /** Has there been a line of the value since the last ` >`? klog writes no value without one. */
  get hasBody(): boolean {
    return this.#hasBody
  }

  get isEndless(): boolean {
    return this.lines > 4 * MAX_LINES
  }

  /** Lines that were left out. */
  get dropped(): number {
    return this.lines - this.#kept
  }

  /** The entries as they came. */
  get entries(): readonly [JournalEntry, ...JournalEntry[]] {
    return this.#entries
  }

  /** The entries as klog wrote them. */
  inOrder(): readonly [JournalEntry, ...JournalEntry[]] {
    const entries = this.reversed ? this.#entries.toReversed() : this.#entries
    return entries as [JournalEntry, ...JournalEntry[]] // there is always the first
  }
}
