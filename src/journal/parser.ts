// lines -> journal entries, in the format that the input is found to have.
import { Boots, isBootBetween } from './boots.ts'
import type { Collector } from './collector.ts'
import type { Damage, Format, JournalEntry, JournalOptions, JournalSink, Marker, Origin } from './entry.ts'
import { entriesOfFields, type FieldOf } from './fields.ts'
import { FormatCounts } from './format-counts.ts'
import { entriesOf, isOfJournal, isPlain, readHead, readUntagged, toEntry } from './head.ts'
import { Heads } from './heads.ts'
import { Joiner } from './joiner.ts'
import { rawOfJson, readJsonLine } from './json.ts'
import { readJsonWrapper } from './json-wrapper.ts'
import { readMarker } from './marker.ts'
import { OddLines, surrounded, type Around } from './odd-lines.ts'
import { readersOf, type Readers, type Way } from './readers.ts'
import { readSection, type Section } from './section.ts'
import type { SyslogRead } from './syslog.ts'
import { hasNanoseconds } from './wrapper.ts'

export type { JournalOptions, JournalSink } from './entry.ts'

const KLOG_HEADER = /^[IWEF]\d{4}(?:\d{4})? \d\d:\d\d:\d\d\.\d{6} /
const UNIT = /\.(?:service|scope|slice|socket|mount|timer|device|swap|path|target)$/
const SEPARATOR: Marker = { kind: 'separator' }
const FOREIGN: Marker = { kind: 'foreign' }
const MACHINE = 'Running on machine: '
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
  readonly #counts = new FormatCounts()
  readonly #input: string
  readonly #sink: JournalSink
  readonly #readers: Readers
  readonly #boots = new Boots()
  readonly #joiner: Joiner
  readonly #odd: OddLines
  /** What stood round the text that is being read, when it was only a part of a line. */
  #around: Around | undefined
  #section: Section = 'own'
  #emitted: Format = 'text'
  #line = 0
  readonly #heads: Heads
  /** The last entry with a prefix, and the column of its message. */
  #last: { entry: JournalEntry; column: number } | undefined
  #previous: JournalEntry | undefined
  #hasBootIds = false
  /** An entry of several lines that is not complete. */
  #open: { collector: Collector; line: number } | undefined

  constructor(input: string, sink: JournalSink, { format, firstLine = 1 }: JournalOptions = {}) {
    this.#input = input
    this.#line = firstLine - 1
    this.#sink = sink
    this.#readers = readersOf(format)
    this.#heads = new Heads(this.#readers.heads)
    this.#joiner = new Joiner(
      { entry: (entry, format_) => this.#emit(entry, format_), marker: (marker) => sink.marker(marker) },
      {
        headAt: (text) => this.#heads.at(text),
        reread: (text, origin_) => void this.#within(text, { origin: origin_, raw: text, lines: 0 }),
      },
    )
    this.#odd = new OddLines(
      {
        read: (text, around) => this.#within(text, around),
        isPrefixed: (text) => this.#heads.at(text)?.isDated === true,
        count: (format_, { outer, lines }) => this.#count(outer?.format ?? format_, lines),
      },
      this.#joiner,
      format,
    )
  }

  /** The format of the last entry; those that follow it as part of its message are not told apart. */
  get format(): Format {
    return this.#emitted
  }

  /** Lines that were not as they were written, as far as they are known. */
  get damage(): Damage {
    return this.#joiner.damage
  }

  /** The formats of the input, and the lines of each. */
  get formats(): ReadonlyMap<Format, number> {
    return this.#counts.formats
  }

  /** How the last line was read. @internal */
  get way(): Way {
    const { format } = this.#counts
    const rawOf = this.#readers.json.has(format) && !this.#odd.isExpected ? rawOfJson : undefined
    return { format, reader: this.#heads.reader, isPrefixed: this.#joiner.isPrefixed, rawOf }
  }

  /** Says that the next line goes on with nothing: the last one is whole. */
  flush(): void {
    this.#joiner.end()
  }

  /** Does nothing wait for more lines, but for an entry that flush() gives? @internal */
  get isIdle(): boolean {
    return this.#open === undefined && this.#boots.line === undefined && this.#odd.isIdle && this.#section !== 'foreign'
  }

  /** May an entry of this source follow the last one without a boot between them? @internal */
  isSameBoot(source: Pick<JournalEntry, '_BOOT_ID' | '_HOSTNAME'>): boolean {
    return !isBootBetween(this.#previous, source)
  }

  /**
   * Counts lines that would be read in this way, `prefixed` of them with a prefix, after {@link flush}. They must go on with nothing, and nothing with
   * them.
   * @internal
   */
  pass({ format, reader }: Way, lines: number, prefixed: number): void {
    this.#line += lines
    this.#heads.reader = reader
    this.#counts.add(format, lines)
    this.#joiner.pass(prefixed)
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#line++
    const plain = line.includes('\u001b') ? line.replace(COLOURS, '') : line
    if (this.#section === 'foreign' && !plain.includes('==> ')) return this.#skip()
    if (this.#open !== undefined && this.#collected(this.#open.collector, line, plain)) return
    if (this.#odd.isExpected && this.#odd.again(plain, this.#origin())) return
    const marker = readMarker(plain)
    if (marker === undefined) this.#read(plain)
    else this.#marked(marker, plain)
  }

  /** The input has ended. */
  end(): void {
    this.#close(this.#line)
    this.#odd.end()
    this.#joiner.end()
    const boot = this.#boots.between(this.#previous)
    if (boot !== undefined) this.#sink.entry(boot)
  }

  #marked(marker: Marker, line: string): void {
    for (let left = this.#around?.lines ?? 1; left > 0; left--) this.#joiner.marker(marker)
    if (marker.kind === 'boot') this.#boots.line = { text: line, origin: this.#origin() }
    if (line.startsWith(MACHINE)) this.#joiner.begin({ _HOSTNAME: line.slice(MACHINE.length) })
    if (line.startsWith('==> ')) this.#began(readSection(line))
    if (marker.kind !== 'notice') return
    const host = this.#last?.entry._HOSTNAME
    const said = { ...(host !== undefined && { _HOSTNAME: host }), origin: this.#origin(), raw: line, lines: 0 }
    this.#joiner.entry({ MESSAGE: line, ...said }, this.#counts.format)
  }

  #skip(): void {
    this.#joiner.foreign++
    this.#joiner.marker(FOREIGN)
  }

  /** The log of another program begins in the same file. */
  #began(section: Section = 'own'): void {
    this.#section = section
    this.#last = undefined
    this.#joiner.begin(section === 'kernel' ? { SYSLOG_IDENTIFIER: 'kernel' } : {})
  }

  #read(line: string): void {
    const read = this.#heads.again(line)
    if (read === undefined && KLOG_HEADER.test(line)) return this.#bare(line, this.#line)
    if (this.#prefixed(line, read ?? this.#heads.read(line)) || this.#continued(line) || this.#inFields(line)) return
    this.#bare(line, this.#line)
  }

  /** Reads a part of a line; false when it is nothing that stands for itself. */
  #within(text: string, around: Around): boolean {
    this.#around = around
    const marker = readMarker(text)
    if (marker !== undefined) this.#marked(marker, text)
    const isRead =
      marker !== undefined ||
      this.#prefixed(text, this.#heads.again(text) ?? this.#heads.read(text)) ||
      this.#continued(text) ||
      this.#json(text)
    this.#around = undefined
    return isRead
  }

  #prefixed(line: string, read: SyslogRead | undefined): boolean {
    if (read === undefined) return false
    const last = this.#last?.entry
    const head = read.head ?? readHead(line, read.next) ?? readUntagged(line, read.next, last)
    if (head === undefined || (read.monotonic !== undefined && !isOfJournal(head, last))) return false
    // `<time> panic: boom` of docker has no identifier.
    if (read.format === 'journal-short-iso-precise' && head.pid === undefined && hasNanoseconds(line)) return false
    const isUnit = read.format === 'journal-short-full' && UNIT.test(head.name)
    this.#count(isUnit ? 'journal-with-unit' : head.priority === undefined ? read.format : 'syslog', 1)
    const entry = toEntry(line, read, head, isUnit, this.#origin())
    this.#last = { entry, column: head.next }
    if (isPlain(line, head.next)) this.#give(entry)
    else for (const one of entriesOf(entry, last)) this.#give(one)
    return true
  }

  /** The following lines of a native or syslog message, which journalctl indents to the column of the message. */
  #continued(line: string): boolean {
    if (this.#last === undefined || !line.startsWith('        ')) return false
    const { entry, column } = this.#last
    const indent = line.search(/[^ ]|$/)
    this.#give({ ...entry, MESSAGE: line.slice(indent >= column ? column : 0), origin: this.#origin(), raw: line })
    return true
  }

  /** json, export, verbose. */
  #inFields(line: string): boolean {
    if (this.#json(line)) return true
    for (const begin of this.#readers.begins) {
      const collector = begin(line)
      if (collector === undefined) continue
      this.#open = { collector, line: this.#line }
      return true
    }
    return false
  }

  #json(line: string): boolean {
    const json = readJsonLine(line)
    if (json === undefined || !this.#readers.json.has(json.format)) return false
    // Collectors give journald's fields another time.
    if (json.field('__REALTIME_TIMESTAMP') === undefined && readJsonWrapper(line)?.stamp) return false
    this.#ofFields(json.format, json.field, this.#line, 1)
    return true
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
    const { field, outer, stamp, text = [] } = collector.end()
    const origin = { input: this.#input, line }
    if (outer !== undefined)
      this.#odd.inside(outer, outer.text, { origin, raw: outer.text, lines: lastLine - line + 1 })
    if (field !== undefined) this.#ofFields(collector.format, field, line, lastLine - line + 1, stamp)
    for (const [index, bare] of text.entries()) this.#bare(bare, line + index)
  }

  #ofFields(format: Format, field: FieldOf, line: number, lines: number, stamp?: JournalEntry['stamp']): void {
    this.#last = undefined
    this.#count(format, lines)
    const entries = entriesOfFields(field, { origin: { input: this.#input, line }, lines }, stamp)
    this.#hasBootIds = true
    for (const entry of entries) this.#joiner.exact(this.#placed(entry), this.#counts.format)
    // No message, nothing that the short modes would print.
    if (entries.length === 0)
      for (let left = this.#around?.lines ?? lines; left > 0; left--) this.#joiner.marker(SEPARATOR)
  }

  #bare(line: string, number: number): void {
    const origin = { input: this.#input, line: number }
    if (!KLOG_HEADER.test(line)) return this.#odd.next(line, origin)
    this.#last = undefined
    this.#joiner.bare({ MESSAGE: line, origin, raw: line }, this.#count('klog', 1))
  }

  #give(entry: JournalEntry): void {
    this.#joiner.prefixed(this.#placed(entry), this.#counts.format)
  }

  #placed(entry: JournalEntry): JournalEntry {
    return this.#around === undefined ? entry : surrounded(entry, this.#around)
  }

  #emit(entry: JournalEntry, format: Format): void {
    const mayBoot = this.#boots.line !== undefined || this.#hasBootIds
    const boot = mayBoot ? this.#boots.between(this.#previous, entry) : undefined
    if (boot !== undefined) this.#sink.entry(boot)
    this.#previous = entry
    this.#emitted = format
    this.#sink.entry(entry)
  }

  #origin(): Origin {
    return { input: this.#input, line: this.#line }
  }

  #count(given: Format, lines: number): Format {
    return this.#counts.add(this.#around?.outer?.format ?? given, this.#around?.lines ?? lines)
  }
}
