// lines -> journal entries, in the format that the input is found to have.
import type { Format, JournalEntry, Marker, Origin } from './entry.ts'
import { readMarker } from './marker.ts'
import { readPrefix, type Prefix } from './prefix.ts'
import { readLocal, readMonotonic, readNoStamp, readUnix } from './rare-stamp.ts'
import { readFull, readIso, readShort, type StampRead } from './stamp.ts'

/** Where a {@link JournalParser} puts what it reads. */
export interface JournalSink {
  entry(entry: JournalEntry): void
  marker(marker: Marker): void
}

type StampReader = (line: string) => StampRead | undefined
type Writable<T> = { -readonly [Key in keyof T]: T[Key] }

const READERS: readonly StampReader[] = [readShort, readIso, readFull, readLocal, readUnix, readMonotonic, readNoStamp]
const KLOG_HEADER = /^[IWEF]\d{4}(?:\d{4})? \d\d:\d\d:\d\d\.\d{6} /
const UNIT = /\.(?:service|scope|slice|socket|mount|timer|device|swap|path|target)$/
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
 * entries[0]?.SYSLOG_IDENTIFIER //=> 'kubelet'
 */
export class JournalParser {
  readonly formats: Map<Format, number> = new Map()
  readonly #input: string
  readonly #sink: JournalSink
  #line = 0
  #reader: StampReader = readShort
  /** The last entry with a prefix, and the column of its message. */
  #last: { entry: JournalEntry; column: number } | undefined

  constructor(input: string, sink: JournalSink) {
    this.#input = input
    this.#sink = sink
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#line++
    const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line
    const marker = readMarker(plain)
    if (marker === undefined) this.#sink.entry(this.#entry(plain))
    else this.#sink.marker(marker)
  }

  #entry(line: string): JournalEntry {
    const entry = this.#prefixed(line) ?? this.#continued(line)
    if (entry !== undefined) return entry
    // A log that was quoted with an indent. At eight blanks it could be the block of a klog value.
    const quoted = /^ {1,7}(?=[^ ])/.test(line) ? line.trimStart() : undefined
    const dedented = quoted === undefined ? undefined : this.#prefixed(quoted)
    if (dedented !== undefined) return dedented
    this.#last = undefined
    return this.#bare(quoted !== undefined && KLOG_HEADER.test(quoted) ? quoted : line)
  }

  #prefixed(line: string): JournalEntry | undefined {
    const read = this.#stamp(line)
    const prefix = read && readPrefix(line, read.next)
    if (read === undefined || prefix === undefined) return undefined
    const isUnit = read.format === 'journal-short-full' && UNIT.test(prefix.name)
    this.#count(isUnit ? 'journal-with-unit' : read.format)
    const entry = toEntry(line, read, prefix, isUnit, this.#origin())
    this.#last = { entry, column: prefix.next }
    return entry
  }

  #stamp(line: string): StampRead | undefined {
    const read = this.#reader(line)
    if (read !== undefined || KLOG_HEADER.test(line)) return read
    for (const reader of READERS) {
      const other = reader === this.#reader ? undefined : reader(line)
      if (other === undefined) continue
      this.#reader = reader
      return other
    }
    return undefined
  }

  /** The following lines of a native or syslog message, which journalctl indents to the column of the message. */
  #continued(line: string): JournalEntry | undefined {
    if (this.#last === undefined || !line.startsWith('        ')) return undefined
    const { entry, column } = this.#last
    const indent = line.search(/[^ ]|$/)
    return { ...entry, MESSAGE: line.slice(indent >= column ? column : 0), origin: this.#origin(), raw: line }
  }

  #bare(line: string): JournalEntry {
    this.#count(KLOG_HEADER.test(line) ? 'klog' : 'text')
    return { MESSAGE: line, origin: this.#origin(), raw: line }
  }

  #origin(): Origin {
    return { input: this.#input, line: this.#line }
  }

  #count(format: Format): void {
    this.formats.set(format, (this.formats.get(format) ?? 0) + 1)
  }
}

function toEntry(line: string, { stamp }: StampRead, prefix: Prefix, isUnit: boolean, origin: Origin): JournalEntry {
  const entry: Writable<JournalEntry> = { MESSAGE: line.slice(prefix.next), origin, raw: line }
  if (isUnit) entry._SYSTEMD_UNIT = prefix.name
  else entry.SYSLOG_IDENTIFIER = prefix.name
  if (prefix.pid !== undefined) entry._PID = prefix.pid
  if (prefix.host !== undefined) entry._HOSTNAME = prefix.host
  if (stamp !== undefined) entry.stamp = stamp
  return entry
}
