// journal entries -> klog records: finds the header, joins the lines of `key=<` blocks, knows goroutine dumps.
import type { JournalEntry } from '../journal/entry.ts'
import { Block } from './block.ts'
import { readHeader } from './header.ts'
import { readKlogJson } from './json.ts'
import { Parts } from './part.ts'
import { straightenQuotes } from './quotes.ts'
import type { LogRecord } from './record.ts'
import { jsonRecord, klogRecord, linesOf, textRecord } from './to-record.ts'

/** Processes whose blocks may be open at one time, and characters of a line that may begin one. */
const MAX_OPEN = 512
const MAX_FIRST = 64 * 1024
const BRACE = 0x7b
const BROKEN = { broken: true }

/**
 * Joins what one process wrote: entries of other processes may stand between the lines of a block, and the block may run
 * backwards (`journalctl -r`).
 *
 * @example
 * const parser = new KlogParser((record) => records.push(record))
 * for (const entry of entries) parser.next(entry)
 * parser.end()
 */
export class KlogParser {
  readonly #emit: (record: LogRecord) => void
  readonly #open = new Map<string, Block>()
  readonly #parts = new Parts()

  constructor(emit: (record: LogRecord) => void) {
    this.#emit = emit
  }

  /** Takes the next entry. */
  next(given: JournalEntry): void {
    const entry = straightened(given)
    const block = this.#open.size === 0 ? undefined : this.#open.get(processOf(entry))
    if (block === undefined) this.#start(entry)
    else if (block.reversed) this.#backward(block, entry)
    else this.#forward(block, entry)
  }

  /** Is no block open? @internal */
  get isIdle(): boolean {
    return this.#open.size === 0
  }

  /** The input has ended: blocks that are still open become records as they are. */
  end(): void {
    for (const block of this.#open.values()) this.#close(block, true)
  }

  #start(entry: JournalEntry): void {
    const text = entry.MESSAGE
    const json = text.charCodeAt(0) === BRACE ? readKlogJson(text) : undefined
    if (json !== undefined) return this.#emit(jsonRecord(entry, json))
    const isEnd = isBlockEnd(text)
    const header = isEnd ? undefined : readHeader(text)
    const begins = isEnd || (header !== undefined && text.endsWith('=<'))
    if (begins && text.length <= MAX_FIRST) return this.#begin(entry, isEnd)
    if (header === undefined)
      return this.#emit(textRecord(entry, { broken: begins, isPart: this.#parts.isPart(entry) }))
    this.#parts.head(entry)
    this.#emit(klogRecord([entry], header, begins ? BROKEN : undefined))
  }

  #begin(entry: JournalEntry, reversed: boolean): void {
    const [oldest] = this.#open.values()
    if (this.#open.size >= MAX_OPEN && oldest !== undefined) this.#close(oldest, true)
    this.#open.set(processOf(entry), new Block(entry, reversed))
  }

  #forward(block: Block, entry: JournalEntry): void {
    const text = entry.MESSAGE
    if (isBlockLine(text)) return this.#keep(block, entry)
    if (isBlockEnd(text)) {
      const completes = !text.endsWith('=<')
      block.add(entry, completes)
      return completes ? this.#close(block, false) : undefined
    }
    // klog writes a record whole, so a new header means that the end of the block was lost.
    if (readHeader(text) === undefined) return this.#emit(textRecord(entry))
    this.#close(block, true)
    this.#start(entry)
  }

  #backward(block: Block, entry: JournalEntry): void {
    const text = entry.MESSAGE
    if (isBlockLine(text)) return this.#keep(block, entry)
    const continues = text.endsWith('=<') && block.hasBody
    if (isBlockEnd(text)) {
      if (continues) return this.#keep(block, entry)
    } else if (readHeader(text) === undefined) {
      return this.#emit(textRecord(entry))
    } else if (continues) {
      block.add(entry, true)
      return this.#close(block, false)
    }
    // The head of the block was lost, or it is no reversed block at all: the log begins in the middle of one.
    this.#close(block, true)
    this.#start(entry)
  }

  #keep(block: Block, entry: JournalEntry): void {
    block.add(entry)
    if (block.isEndless) this.#close(block, true)
  }

  #close(block: Block, broken: boolean): void {
    this.#open.delete(processOf(block.first))
    const entries = block.inOrder()
    const header = readHeader(entries[0].MESSAGE)
    if (header !== undefined)
      return this.#emit(klogRecord(entries, header, { broken: broken || block.dropped > 0, lines: block.lines }))
    // The end of a block whose beginning is not there is text of its own.
    for (const entry of block.entries) {
      const lines = linesOf([entry]) + (entry === block.first ? block.dropped : 0)
      this.#emit(textRecord(entry, { broken: true, lines }))
    }
  }
}

/** Lines in a block are what was logged: klog puts no quotes around them that an editor could have bent. */
function straightened(entry: JournalEntry): JournalEntry {
  if (isBlockLine(entry.MESSAGE)) return entry
  const text = straightenQuotes(entry.MESSAGE)
  return text === entry.MESSAGE ? entry : { ...entry, MESSAGE: text }
}

function processOf(entry: JournalEntry): string {
  return `${entry._HOSTNAME ?? ''} ${entry.SYSLOG_IDENTIFIER ?? entry._SYSTEMD_UNIT ?? ''} ${entry._PID ?? ''}`
}

/** journalctl prints the TAB as eight spaces, rsyslog writes it as `#011`. */
function isBlockLine(text: string): boolean {
  return text.startsWith('\t') || text.startsWith('        ') || text.startsWith('#011')
}

/** ` >`, also with further pairs, of which the last may begin the next block. */
function isBlockEnd(text: string): boolean {
  return text.startsWith(' >') && (text.length === 2 || text[2] === ' ')
}
