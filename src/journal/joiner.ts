// The last step of the journal stage: joins what was broken, parts what was glued, and gives lines without a prefix what the entry
// before them has. It holds one entry back, because only the next line tells whether it was whole.
import type { Chopped } from './chopped.ts'
import type { Damage, Format, JournalEntry, Marker } from './entry.ts'
import { endsOddly, isGlued, secondHeader, secondPrefix, type HeadAt } from './glued.ts'
import { isOpen, Joints } from './joint.ts'
import { isOfSystemd, standsAlone } from './shapes.ts'

/** Where the entries go, with the format of their first line. */
export interface JoinedSink {
  entry(entry: JournalEntry, format: Format): void
  marker(marker: Marker): void
}

/** What the parser does for the joiner. */
export interface JoinerParser {
  readonly headAt: HeadAt
  /** Reads a text as if it were a line of its own. */
  readonly reread: (text: string, origin: JournalEntry['origin']) => void
}

/** Lines that may be joined to one, and characters of all: beyond them, something else was pasted. */
const MOST_LINES = 200
const MOST_TEXT = 128 * 1024
/** systemctl and journalctl put it where they leave out the middle of a line. */
const ELLIPSIS = '\u2026'
const [STAR, LESS, GREATER] = [0x2a, 0x3c, 0x3e]

export class Joiner {
  /** Lines that were joined to the one before, but not for certain. */
  #guessed = 0
  /** Lines whose end a pager cut off, or whose middle was left out. */
  #cutOff = 0
  /** Lines of other logs in the same file, which do not come here. */
  foreign = 0
  readonly #sink: JoinedSink
  readonly #parser: JoinerParser
  readonly #joints = new Joints()
  // The entry that is held back, in single fields: this runs on every line.
  #held: JournalEntry | undefined
  #format: Format = 'text'
  #isPrefixed = false
  /** Characters of its last line, and lines that were joined to it. */
  #width = 0
  #more = 0
  /** The last entry with a prefix before the one that is held. */
  #before: JournalEntry | undefined
  /** Are there lines of several hosts? Then one without a prefix may be of any. */
  #isMixed = false
  /** Entries that are still looked at closely: to do so on every line would slow down whole logs. */
  #looks = 200
  /** Has there been a line without a shape, or with two records? Then more is looked for in the others. */
  #isDamaged = false
  /** What lines without a prefix have where there was none. */
  #default: Partial<JournalEntry> = {}

  constructor(sink: JoinedSink, parser: JoinerParser) {
    this.#sink = sink
    this.#parser = parser
  }

  get damage(): Damage {
    return { guessed: this.#guessed, cutOff: this.#cutOff, foreign: this.foreign }
  }

  /** Had the last entry a prefix? */
  get isPrefixed(): boolean {
    return this.#isPrefixed
  }

  /** Entries with a prefix that were taken elsewhere: nothing is to be looked for in them. */
  pass(entries: number): void {
    this.#looks = Math.max(0, this.#looks - entries)
  }

  /** An entry that is as it was written: nothing is to be mended. */
  entry(entry: JournalEntry, format: Format): void {
    this.end()
    this.#sink.entry(entry, format)
  }

  /** The same with all its fields, which the lines that follow may take. */
  exact(entry: JournalEntry, format: Format): void {
    const source = this.#source()
    if (source !== undefined && source._HOSTNAME !== entry._HOSTNAME) this.#isMixed = true
    this.entry(entry, format)
    this.#before = entry
    this.#isPrefixed = false
  }

  marker(marker: Marker): void {
    this.end()
    this.#sink.marker(marker)
  }

  /** An entry with a prefix. */
  prefixed(entry: JournalEntry, format: Format): void {
    const isOdd = (this.#looks > 0 && this.#lookAt(entry)) || this.#isDamaged || endsOddly(entry.MESSAGE)
    if (isOdd) this.#parted(this.#mended(entry), format, true)
    else this.#hold(entry, format, true)
  }

  /** Looks for what is in the first lines or in none: several hosts, and the damage of pasting. May there be two records? */
  #lookAt({ MESSAGE: text, _HOSTNAME: host }: JournalEntry): boolean {
    this.#looks--
    const source = this.#source()
    if (source !== undefined && source._HOSTNAME !== host) this.#isMixed = true
    if (text.includes(ELLIPSIS)) this.#cutOff++
    return isGlued(text)
  }

  /** A line that begins like one of a program's log, but has no prefix. */
  bare(entry: JournalEntry, format: Format): void {
    const host = this.#isMixed ? undefined : (this.#source()?._HOSTNAME ?? this.#default._HOSTNAME)
    this.#parted(this.#mended(host === undefined ? entry : { _HOSTNAME: host, ...entry }), format, false)
  }

  /** A line with the rest of a prefix: `host` may be the end of a name, and only the `time` of the day may be left. */
  chopped(entry: JournalEntry, format: Format, { host, time }: Pick<Chopped, 'host' | 'time'>): void {
    const { _HOSTNAME: known, stamp } = this.#source() ?? this.#default
    const name = host !== undefined && known !== undefined && !known.endsWith(host) ? host : known
    const rest = {
      ...(name !== undefined && { _HOSTNAME: name }),
      ...(stamp && time && { stamp: { ...stamp, ...time } }),
    }
    this.#parted(this.#mended({ ...entry, ...rest }), format, true)
  }

  /** A line without any shape: the rest of the one before, or text of its own. */
  text(entry: JournalEntry, format: Format): void {
    this.#isDamaged = true
    const [held, next] = [this.#held, entry.MESSAGE]
    const mayJoin = !standsAlone(next) || (this.#isPrefixed && held !== undefined && isOpen(held.MESSAGE))
    if (mayJoin && this.#join(entry)) return
    this.#parted(this.#inherited(entry), format, false)
  }

  /** Another log of the same machine begins, or of the one that is named. */
  begin(named: Pick<JournalEntry, '_HOSTNAME' | 'SYSLOG_IDENTIFIER'>): void {
    this.end()
    const host = this.#source()?._HOSTNAME ?? this.#default._HOSTNAME
    this.#before = undefined
    this.#default = { ...(host !== undefined && { _HOSTNAME: host }), ...named }
  }

  /** Nothing more belongs to the entry that is held. */
  end(): void {
    const held = this.#held
    if (held === undefined) return
    if (this.#isPrefixed) this.#before = held
    this.#held = undefined
    this.#sink.entry(held, this.#format)
  }

  /** The last entry with a prefix. */
  #source(): JournalEntry | undefined {
    return this.#isPrefixed && this.#held !== undefined ? this.#held : this.#before
  }

  /** One entry a record, where several stand on one line. */
  #parted(entry: JournalEntry, format: Format, isPrefixed: boolean): void {
    const { MESSAGE: text, _HOSTNAME: host } = entry
    const prefix = secondPrefix(text, host, this.#parser.headAt, host === undefined && !isPrefixed)
    const at = prefix === -1 ? secondHeader(text) : prefix
    if (at === -1) return this.#hold(entry, format, isPrefixed)
    this.#isDamaged = true
    this.#parted({ ...entry, MESSAGE: text.slice(0, at).trimEnd() }, format, isPrefixed)
    const rest = text.slice(at)
    if (prefix !== -1) return this.#parser.reread(rest, entry.origin)
    this.#parted({ ...entry, MESSAGE: rest, raw: rest, lines: 0 }, format, isPrefixed)
  }

  #hold(entry: JournalEntry, format: Format, isPrefixed: boolean): void {
    const held = this.#held
    if (held !== undefined) {
      if (this.#isPrefixed && !isPrefixed) this.#before = held
      this.#sink.entry(held, this.#format)
    }
    this.#held = entry
    this.#format = format
    this.#isPrefixed = isPrefixed
    this.#width = entry.raw.length
    this.#more = 0
  }

  #join({ MESSAGE: next, raw, lines = 1 }: JournalEntry): boolean {
    const held = this.#held
    if (held === undefined || this.#more >= MOST_LINES || held.MESSAGE.length > MOST_TEXT) return false
    const piece = { message: held.MESSAGE, width: this.#width, isPrefixed: this.#isPrefixed }
    const joint = this.#joints.between(piece, next)
    if (joint === undefined) return false
    if (!joint.isCertain) this.#guessed++
    const more = /^\s/.test(next) ? ` ${next.trimStart()}` : joint.glue + next
    const whole = {
      ...held,
      MESSAGE: held.MESSAGE + more,
      raw: `${held.raw}\n${raw}`,
      lines: (held.lines ?? 1) + lines,
    }
    this.#held = this.#mended(whole)
    this.#width = raw.length
    this.#more++
    return true
  }

  #inherited(entry: JournalEntry): JournalEntry {
    const { _HOSTNAME, SYSLOG_IDENTIFIER, _PID, _SYSTEMD_UNIT } = this.#source() ?? this.#default
    const isOther = isOfSystemd(entry.MESSAGE)
    return {
      ...(_HOSTNAME !== undefined && { _HOSTNAME }),
      ...(SYSLOG_IDENTIFIER !== undefined && !isOther && { SYSLOG_IDENTIFIER }),
      ...(_PID !== undefined && !isOther && { _PID }),
      ...(_SYSTEMD_UNIT !== undefined && !isOther && { _SYSTEMD_UNIT }),
      ...entry,
    }
  }

  /** Without what a pager put at the end where it cut the line, and without the marks of bold print. */
  #mended(entry: JournalEntry): JournalEntry {
    const text = entry.MESSAGE
    const last = text.charCodeAt(text.length - 1)
    if (last === STAR && text.endsWith('**')) return { ...entry, MESSAGE: text.replaceAll('**', '') }
    if (last !== GREATER || !isCut(text)) return entry
    this.#cutOff++
    return { ...entry, MESSAGE: text.slice(0, -1) }
  }
}

/** Does the `>` at the end close nothing? */
function isCut(text: string): boolean {
  if (text.startsWith(' >') || /[-=]>$/.test(text)) return false
  let open = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === LESS) open++
    else if (code === GREATER) open--
  }
  return open < 0
}
