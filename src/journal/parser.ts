// lines -> journal entries, in the format that the input is found to have.
import { Boots } from './boots.ts'
import type { Collector } from './collector.ts'
import type { Format, JournalEntry, Marker, Origin } from './entry.ts'
import { entriesOfFields, type FieldOf } from './fields.ts'
import { entriesOf, isPlain, readHead, readUntagged, toEntry } from './head.ts'
import { readJsonLine } from './json.ts'
import { readMarker } from './marker.ts'
import { readersOf, type HeadReader, type Readers } from './readers.ts'
import type { SyslogHead, SyslogRead } from './syslog.ts'

/** Where a {@link JournalParser} puts what it reads. */
export interface JournalSink {
  entry(entry: JournalEntry): void
  marker(marker: Marker): void
}

export interface JournalOptions {
  /** The format, where it shall not be found. Lines that are in another are text. */
  readonly format?: Format
}

const KLOG_HEADER = /^[IWEF]\d{4}(?:\d{4})? \d\d:\d\d:\d\d\.\d{6} /
const UNIT = /\.(?:service|scope|slice|socket|mount|timer|device|swap|path|target)$/
const SEPARATOR: Marker = { kind: 'separator' }
// What journalctl prints round lines on a terminal, and other colours and titles.
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const COLOURS = /\u001b(?:\[[\d;:]*[mK]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g

/**
 * Reads the lines of one input. The format is found line by line, so a file may change it: the reader that took the last
 * line is asked first.
 *
 * @example
 * const parser = new JournalParser('stdin', { entry: (entry) => entries.push(entry), marker: () => {} })
 * parser.next('Jun 02 15:39:04 node-a kubelet[563]: hello')
 * parser.end()
 * entries[0]?.SYSLOG_IDENTIFIER //=> 'kubelet'
 */
export class JournalParser {
  readonly #formats = new Map<Format, number>()
  /** The format of the last lines, and how many of them are not counted yet. */
  #format: Format = 'text'
  #formatLines = 0
  readonly #input: string
  readonly #sink: JournalSink
  readonly #readers: Readers
  readonly #boots = new Boots()
  #line = 0
  #reader: HeadReader | undefined
  /** The last entry with a prefix, and the column of its message. */
  #last: { entry: JournalEntry; column: number } | undefined
  #previous: JournalEntry | undefined
  #hasBootIds = false
  /** An entry of several lines that is not complete. */
  #open: { collector: Collector; line: number } | undefined

  constructor(input: string, sink: JournalSink, { format }: JournalOptions = {}) {
    this.#input = input
    this.#sink = sink
    this.#readers = readersOf(format)
    this.#reader = this.#readers.heads[0]
  }

  /** The format of the last line; those that follow it as part of its message are not told apart. */
  get format(): Format {
    return this.#format
  }

  /** The formats of the input, and the lines of each. */
  get formats(): ReadonlyMap<Format, number> {
    this.#countFormat()
    const formats = new Map(this.#formats)
    const [short, syslog] = [formats.get('journal-short'), formats.get('syslog')]
    // From the tenth of a month on, the lines of the two are the same.
    if (short !== undefined && syslog !== undefined) {
      formats.set('syslog', short + syslog)
      formats.delete('journal-short')
    }
    return formats
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#line++
    const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line
    if (this.#open !== undefined && this.#collected(this.#open.collector, line, plain)) return
    const marker = readMarker(plain)
    if (marker === undefined) this.#read(plain)
    else this.#marked(marker, plain)
  }

  /** The input has ended. */
  end(): void {
    this.#close(this.#line)
    const boot = this.#boots.between(this.#previous)
    if (boot !== undefined) this.#sink.entry(boot)
  }

  #marked(marker: Marker, line: string): void {
    this.#sink.marker(marker)
    if (marker.kind === 'boot') this.#boots.line = { text: line, origin: this.#origin() }
    if (marker.kind !== 'notice') return
    const host = this.#last?.entry._HOSTNAME
    const said = { ...(host !== undefined && { _HOSTNAME: host }), origin: this.#origin(), raw: line, lines: 0 }
    this.#sink.entry({ MESSAGE: line, ...said })
  }

  #read(line: string): void {
    const read = this.#reader?.(line)
    if (read === undefined && KLOG_HEADER.test(line)) return this.#bare(line, this.#line)
    if (this.#prefixed(line, read ?? this.#head(line)) || this.#continued(line)) return
    // A log that was quoted with an indent. At eight blanks it could be the block of a klog value.
    const quoted = /^ {1,7}(?=[^ ])/.test(line) ? line.trimStart() : undefined
    if (quoted !== undefined && this.#prefixed(quoted, this.#head(quoted))) return
    if (this.#inFields(line)) return
    this.#bare(quoted !== undefined && KLOG_HEADER.test(quoted) ? quoted : line, this.#line)
  }

  #prefixed(line: string, read: SyslogRead | undefined): boolean {
    if (read === undefined) return false
    const last = this.#last?.entry
    const head = read.head ?? readHead(line, read.next) ?? readUntagged(line, read.next, last)
    if (head === undefined || (read.monotonic !== undefined && !isOfJournal(head, last))) return false
    const isUnit = read.format === 'journal-short-full' && UNIT.test(head.name)
    this.#count(isUnit ? 'journal-with-unit' : head.priority === undefined ? read.format : 'syslog', 1)
    const entry = toEntry(line, read, head, isUnit, this.#origin())
    this.#last = { entry, column: head.next }
    if (isPlain(line, head.next)) this.#emit(entry)
    else for (const one of entriesOf(entry, last)) this.#emit(one)
    return true
  }

  #head(line: string): SyslogRead | undefined {
    for (const reader of this.#readers.heads) {
      const read = reader(line)
      if (read === undefined) continue
      this.#reader = reader
      return read
    }
    return undefined
  }

  /** The following lines of a native or syslog message, which journalctl indents to the column of the message. */
  #continued(line: string): boolean {
    if (this.#last === undefined || !line.startsWith('        ')) return false
    const { entry, column } = this.#last
    const indent = line.search(/[^ ]|$/)
    this.#emit({ ...entry, MESSAGE: line.slice(indent >= column ? column : 0), origin: this.#origin(), raw: line })
    return true
  }

  /** json, export, verbose. */
  #inFields(line: string): boolean {
    const json = readJsonLine(line)
    if (json !== undefined && this.#readers.json.has(json.format)) {
      this.#ofFields(json.format, json.field, this.#line, 1)
      return true
    }
    for (const begin of this.#readers.begins) {
      const collector = begin(line)
      if (collector === undefined) continue
      this.#open = { collector, line: this.#line }
      return true
    }
    return false
  }

  /** Does the line belong to the open entry? */
  #collected(collector: Collector, line: string, plain: string): boolean {
    const is = collector.next(collector.countsBytes === true ? line : plain)
    if (is !== 'more') this.#close(is === 'last' ? this.#line : this.#line - 1)
    return is !== 'not mine'
  }

  #close(lastLine: number): void {
    if (this.#open === undefined) return
    const { collector, line } = this.#open
    this.#open = undefined
    const { field, stamp, text = [] } = collector.end()
    if (field !== undefined) this.#ofFields(collector.format, field, line, lastLine - line + 1, stamp)
    for (const [index, bare] of text.entries()) this.#bare(bare, line + index)
  }

  #ofFields(format: Format, field: FieldOf, line: number, lines: number, stamp?: JournalEntry['stamp']): void {
    this.#last = undefined
    this.#count(format, lines)
    const entries = entriesOfFields(field, { origin: { input: this.#input, line }, lines }, stamp)
    this.#hasBootIds = true
    for (const entry of entries) this.#emit(entry)
    // No message, nothing that the short modes would print.
    if (entries.length === 0) for (let left = lines; left > 0; left--) this.#sink.marker(SEPARATOR)
  }

  #bare(line: string, number: number): void {
    this.#last = undefined
    this.#count(KLOG_HEADER.test(line) ? 'klog' : 'text', 1)
    this.#emit({ MESSAGE: line, origin: { input: this.#input, line: number }, raw: line })
  }

  #emit(entry: JournalEntry): void {
    if (this.#boots.line !== undefined || this.#hasBootIds) {
      const boot = this.#boots.between(this.#previous, entry)
      if (boot !== undefined) this.#sink.entry(boot)
    }
    this.#previous = entry
    this.#sink.entry(entry)
  }

  #origin(): Origin {
    return { input: this.#input, line: this.#line }
  }

  #count(format: Format, lines: number): void {
    if (format !== this.#format) this.#countFormat()
    this.#format = format
    this.#formatLines += lines
  }

  #countFormat(): void {
    if (this.#formatLines > 0)
      this.#formats.set(this.#format, (this.#formats.get(this.#format) ?? 0) + this.#formatLines)
    this.#formatLines = 0
  }
}

/** The kernel's own ring buffer has the same stamps, but no host and mostly no process. */
function isOfJournal({ host, name, pid }: SyslogHead, last: JournalEntry | undefined): boolean {
  return pid !== undefined || name === 'kernel' || (host !== undefined && host === last?._HOSTNAME)
}
