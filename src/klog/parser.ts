// journal entries -> klog records: finds the header, joins the lines of `key=<` blocks, folds goroutine dumps.
import type { JournalEntry } from '../journal/entry.ts'
import { readHeader, type Header } from './header.ts'
import { LogRecord, type RecordKind } from './record.ts'
import { isTraceLine } from './trace.ts'

/** Characters and lines of a block that are kept; the rest is counted and left out. */
const MAX_BLOCK = 64 * 1024
const MAX_LINES = 5000
/** Processes whose blocks may be open at one time. */
const MAX_OPEN = 1024

/** A record whose block has not ended: forwards from its header, or newest first from its end. */
interface Block {
  readonly reversed: boolean
  readonly entries: JournalEntry[]
  size: number
  lines: number
}

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

  constructor(emit: (record: LogRecord) => void) {
    this.#emit = emit
  }

  /** Takes the next entry. */
  next(entry: JournalEntry): void {
    const process = `${entry._HOSTNAME ?? ''} ${entry.SYSLOG_IDENTIFIER ?? entry._SYSTEMD_UNIT ?? ''} ${entry._PID ?? ''}`
    const block = this.#open.get(process)
    if (block === undefined) return this.#start(process, entry)
    if (block.reversed) this.#backward(process, block, entry)
    else this.#forward(process, block, entry)
  }

  /** The input has ended: blocks that are still open become records as they are. */
  end(): void {
    for (const [process, block] of this.#open) this.#close(process, block, true)
  }

  #start(process: string, entry: JournalEntry): void {
    const text = entry.MESSAGE
    if (text.endsWith('=<') && readHeader(text) !== undefined) this.#begin(process, entry, false)
    else if (text === ' >' || text.startsWith(' > ')) this.#begin(process, entry, true)
    else this.#emit(record([entry], readHeader(text), false))
  }

  #begin(process: string, entry: JournalEntry, reversed: boolean): void {
    const [oldest] = this.#open
    if (this.#open.size >= MAX_OPEN && oldest !== undefined) this.#close(oldest[0], oldest[1], true)
    this.#open.set(process, { reversed, entries: [entry], size: entry.MESSAGE.length, lines: 1 })
  }

  #forward(process: string, block: Block, entry: JournalEntry): void {
    const text = entry.MESSAGE
    if (isBlockLine(text)) return this.#keep(process, block, entry)
    if (text !== ' >' && !text.startsWith(' > ')) {
      // klog writes a record whole, so a new header means that the end of the block was lost.
      if (readHeader(text) === undefined) return this.#emit(record([entry], undefined, false))
      this.#close(process, block, true)
      return this.#start(process, entry)
    }
    this.#keep(process, block, entry)
    if (!text.endsWith('=<') && this.#open.has(process)) this.#close(process, block, false)
  }

  #backward(process: string, block: Block, entry: JournalEntry): void {
    const text = entry.MESSAGE
    const header = readHeader(text)
    if (header === undefined) {
      if (isBlockLine(text) || text.startsWith(' > ')) this.#keep(process, block, entry)
      else this.#emit(record([entry], undefined, false))
      return
    }
    const isHead = text.endsWith('=<')
    if (isHead) this.#keep(process, block, entry)
    this.#close(process, block, !isHead)
    if (!isHead) this.#start(process, entry)
  }

  #keep(process: string, block: Block, entry: JournalEntry): void {
    block.lines++
    block.size += entry.MESSAGE.length
    const isHead = block.reversed && entry.MESSAGE.endsWith('=<')
    if ((block.size <= MAX_BLOCK && block.lines <= MAX_LINES) || isHead || entry.MESSAGE.startsWith(' >'))
      block.entries.push(entry)
    if (block.lines > 4 * MAX_LINES) this.#close(process, block, true)
  }

  #close(process: string, block: Block, broken: boolean): void {
    this.#open.delete(process)
    const entries = block.reversed ? block.entries.reverse() : block.entries
    const header = readHeader(entries[0]?.MESSAGE ?? '')
    // The end of a block whose beginning is not there is text of its own.
    if (block.reversed && header === undefined)
      for (const entry of entries) this.#emit(record([entry], undefined, true))
    else this.#emit(record(entries, header, broken || block.entries.length < block.lines, block.lines))
  }
}

/** journalctl prints the TAB as eight spaces, rsyslog writes it as `#011`. */
function isBlockLine(text: string): boolean {
  return text.startsWith('\t') || text.startsWith('        ') || text.startsWith('#011')
}

function record(
  entries: readonly JournalEntry[],
  header: Header | undefined,
  broken: boolean,
  lines = entries.length,
): LogRecord {
  const [first, ...more] = entries as [JournalEntry, ...JournalEntry[]] // never called without an entry
  const head = header ? first.MESSAGE.slice(header.next) : first.MESSAGE
  const text =
    more.length === 0 ? head : [head, ...more.map(({ MESSAGE }) => MESSAGE.replace(/^(?:#011| {8})/, '\t'))].join('\n')
  return new LogRecord({
    kind: kindOf(first.MESSAGE, header),
    text,
    header,
    source: first,
    stamp: first.stamp,
    origin: first.origin,
    lines,
    raw: first.raw,
    broken,
  })
}

function kindOf(text: string, header: Header | undefined): RecordKind {
  if (header !== undefined) return 'klog'
  return isTraceLine(text) ? 'trace' : 'text'
}
