// Lines that no format takes as they are: what stands round them is taken off, and what is left is read again.
import { readChopped } from './chopped.ts'
import { decorations } from './decoration.ts'
import { readKernelLine } from './dmesg.ts'
import type { Format, JournalEntry, Origin } from './entry.ts'
import type { Joiner } from './joiner.ts'
import { readJsonWrapper } from './json-wrapper.ts'
import { isIndented, isKlog, isLogLine } from './shapes.ts'
import { unwrap, type LogShapes, type Unwrapped } from './wrapper.ts'

/** What is known of a text from what stood round it. */
export interface Around {
  readonly origin: Origin
  readonly raw: string
  readonly lines: number
  /** What a wrapper tells. */
  readonly outer?: Unwrapped
}

/** What the parser does for the rest of a line. */
export interface LineReader extends Pick<LogShapes, 'isPrefixed'> {
  /** Reads a text as a marker or as an entry of any format; false when it is neither. */
  read(text: string, around: Around): boolean
  /** Counts lines of a format, and gives the format that they are counted under. */
  count(format: Format, around: Around): Format
}

/** A line that a runtime cut in pieces. */
interface Pieces {
  readonly outer: Unwrapped
  readonly text: string
  readonly around: Around
}

/** The formats that are read here. */
const FORMATS: ReadonlySet<Format> = new Set<Format>([
  'cri',
  'docker',
  'docker-json',
  'collector-json',
  'talos',
  'node-logs',
  'viewer',
  'csv',
  'dmesg',
])
const MOST_PIECES = 1000
const MOST_TEXT = 1024 * 1024
/** What web pages make of blanks. */
const NO_BREAK = '\u00a0'
/** Marks of quotes and lists with nothing behind them. */
const EMPTY = /^[\s>#*|`~]{1,20}$/
/** What pagers, terminals, Markdown and viewers put between the lines of a log. */
const SEPARATOR =
  /^(?:`{3}\w{0,20}|(?:lines \d+-\d+(?:\/\d+)?)?(?: ?\(END\))?|(?:lines \d+-\d+)?\.{3}skipping\.{3}|--More--.{0,20}|\^C|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?\s*|[[\]])$/

export class OddLines {
  readonly #reader: LineReader
  readonly #joiner: Joiner
  readonly #shapes: LogShapes
  /** What stood before the last line that was read without it. */
  #decoration = ''
  /** Was the last line in a wrapper? */
  #isWrapped = false
  readonly #pieces = new Map<string, Pieces>()
  readonly #format: Format | undefined

  /** `format` is the one that the user names: then lines in another are text, and nothing is mended. */
  constructor(reader: LineReader, joiner: Joiner, format?: Format) {
    this.#reader = reader
    this.#joiner = joiner
    this.#format = format
    this.#shapes = { isPrefixed: reader.isPrefixed, isLog: isLogLine }
  }

  /** Are odd lines the rule? */
  get isExpected(): boolean {
    return this.#isWrapped || this.#decoration !== ''
  }

  /** Is there no line of which only pieces have come? */
  get isIdle(): boolean {
    return this.#pieces.size === 0
  }

  /** Takes the line when it is like the last odd one; asked before any format. */
  again(line: string, origin: Origin): boolean {
    const around = { origin, raw: line, lines: 1 }
    if (this.#isWrapped) return this.#wrapped(line, around)
    if (!line.startsWith(this.#decoration)) return false
    const text = line.slice(this.#decoration.length)
    const isWhole = this.#whole(text, around)
    if (!isWhole && isIndented(text)) this.#rest(text, around)
    return isWhole || isIndented(text)
  }

  /** Takes a line that no format took. */
  next(line: string, origin: Origin): void {
    const around = { origin, raw: line, lines: 1 }
    this.#isWrapped = false
    if (this.#format !== undefined) return this.#inFormat(this.#format, line, around)
    if (isIndented(line)) return this.#rest(line, around)
    if (line.includes(NO_BREAK) && this.#whole(line.replaceAll(NO_BREAK, ' '), around)) return
    this.#isWrapped = this.#wrapped(line, around)
    if (this.#isWrapped || this.#bare(line, around)) return
    if (EMPTY.test(line)) return this.#joiner.marker({ kind: 'blank' })
    if (SEPARATOR.test(line)) return this.#joiner.marker({ kind: 'separator' })
    for (const column of decorations(line)) {
      if (!this.#whole(line.slice(column), around)) continue
      this.#decoration = line.slice(0, column)
      return
    }
    const isDecorated = this.#decoration !== '' && line.startsWith(this.#decoration)
    this.#rest(isDecorated ? line.slice(this.#decoration.length) : line, around)
  }

  /** The input has ended: pieces without an end are all that there is. */
  end(): void {
    for (const { outer, text, around } of this.#pieces.values()) this.inside(outer, text, around)
    this.#pieces.clear()
  }

  #inFormat(format: Format, line: string, around: Around): void {
    if (FORMATS.has(format) && (format === 'dmesg' ? this.#bare(line, around) : this.#wrapped(line, around))) return
    this.#joiner.bare(surrounded({ MESSAGE: line }, around), this.#reader.count('text', around))
  }

  /** Is the text something whole: a marker, an entry, a line of a program's log, a wrapped line? */
  #whole(text: string, around: Around): boolean {
    return this.#reader.read(text, around) || this.#bare(text, around) || this.#wrapped(text, around)
  }

  #bare(text: string, around: Around): boolean {
    const kernel = readKernelLine(text)
    if (kernel === undefined && !isLogLine(text)) return false
    const format = this.#reader.count(kernel !== undefined ? 'dmesg' : isKlog(text) ? 'klog' : 'text', around)
    const { text: MESSAGE, stamp, facility = 'kernel' } = kernel ?? { text }
    const of = kernel && { SYSLOG_IDENTIFIER: facility, ...(stamp && { stamp }) }
    this.#joiner.bare(surrounded({ MESSAGE, ...of }, around), format)
    return true
  }

  #wrapped(line: string, around: Around): boolean {
    const outer = readJsonWrapper(line) ?? unwrap(line, this.#shapes)
    if (outer === undefined || (this.#format !== undefined && outer.format !== this.#format)) return false
    const key = `${outer.format} ${outer.stream ?? ''} ${outer.host ?? ''}`
    const before = this.#pieces.get(key)
    const whole = before === undefined ? { outer, text: outer.text, around } : joined(before, outer, around)
    if (outer.isPartial === true && whole.text.length < MOST_TEXT && whole.around.lines < MOST_PIECES) {
      this.#pieces.set(key, whole)
      return true
    }
    if (before !== undefined) this.#pieces.delete(key)
    this.inside(whole.outer, whole.text, whole.around)
    return true
  }

  /** Reads what a wrapper holds. */
  inside(outer: Unwrapped, text: string, around: Around): void {
    const [first = '', ...more] = text.split('\n')
    this.#oneInside(first, { ...around, outer })
    for (const line of more) this.#oneInside(line, { ...around, raw: line, lines: 0, outer })
  }

  #oneInside(text: string, around: Around): void {
    if (this.#reader.read(text, around) || this.#bare(text, around)) return
    this.#joiner.bare(surrounded({ MESSAGE: text }, around), this.#reader.count('text', around))
  }

  #rest(text: string, around: Around): void {
    const chopped = readChopped(text)
    if (chopped === undefined && this.#bare(text, around)) return
    const format = this.#reader.count('text', around)
    if (chopped === undefined) return this.#joiner.text(surrounded({ MESSAGE: text }, around), format)
    const entry = { MESSAGE: text.slice(chopped.next), SYSLOG_IDENTIFIER: chopped.name, _PID: chopped.pid }
    this.#joiner.chopped(surrounded(entry, around), format, chopped)
  }
}

/** An entry with what is known from around it. The line itself knows best, but for the time: a wrapper's is in full. */
export function surrounded(
  entry: Omit<JournalEntry, 'origin' | 'raw'> & { readonly raw?: string },
  { origin, raw, lines, outer }: Around,
): JournalEntry {
  const { host, identifier, pid, unit, stamp } = outer ?? {}
  // Of several entries in one line the first takes the line.
  const own = entry.lines === 0 ? 0 : lines
  return {
    ...(host !== undefined && { _HOSTNAME: host }),
    ...(identifier !== undefined && { SYSLOG_IDENTIFIER: identifier }),
    ...(pid !== undefined && { _PID: pid }),
    ...(unit !== undefined && { _SYSTEMD_UNIT: unit }),
    ...entry,
    ...(stamp && { stamp }),
    origin,
    raw: entry.lines === 0 ? (entry.raw ?? raw) : raw,
    ...(own !== 1 && { lines: own }),
  }
}

function joined(before: Pieces, { text }: Unwrapped, { lines }: Around): Pieces {
  const { around } = before
  return {
    outer: before.outer,
    text: before.text + text,
    around: { ...around, raw: around.raw + text, lines: around.lines + lines },
  }
}
