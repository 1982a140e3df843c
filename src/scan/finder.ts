// Finds out of the bytes of a line what it is: one that must be read, or one that need only be counted.
import type { Format } from '../journal/entry.ts'
import type { Way } from '../journal/readers.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Likeness, Seen, Session } from '../session.ts'
import { UNDATED } from '../time/instant.ts'
import { isWhole, messageAt } from './header.ts'
import type { Kind, Line } from './line.ts'
import { Marks } from './marks.ts'
import { copied, Messages, type Said } from './messages.ts'
import { Shape, type Times } from './shape.ts'

const CR = 0x0d
const INFO = 0x49
/** W, E, F. */
const SEVERITIES = new Set([0x57, 0x45, 0x46])
/** Shapes that are known at one time: each process has its own, and each day. */
const MAX_SHAPES = 32

interface Known {
  readonly shape: Shape
  readonly likeness: Likeness
}

/** A line that was read, and what it is remembered by once it is known what came of it. */
interface Read {
  readonly text: string
  readonly way: Way
  /** Of a line that only its message makes different from others. */
  readonly said: Said | undefined
}

export class Finder {
  readonly #session: Session
  readonly #matcher: Matcher
  readonly #messages = new Messages()
  readonly #marks = new Marks()
  readonly #times: Times = { journal: 0, klog: 0 }
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** The one that fitted last is the first. */
  #known: Known[] = []
  /** The format of the last line. */
  #format: Format | undefined
  /** The last line that was read, as long as it is not known what came of it. */
  #read: Read | undefined
  /** Was all that was read one record a line, and does nothing wait? */
  #isQuiet = false

  constructor(session: Session, matcher: Matcher) {
    this.#session = session
    this.#matcher = matcher
  }

  /** Takes the next block. */
  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#marks.open(bytes)
  }

  /** Finds out what the line from `start` to before `end` is. */
  look(line: Line, start: number, end: number): void {
    line.start = start
    line.end = end
    line.stop = end > start && this.#bytes[end - 1] === CR ? end - 1 : end
    line.us = UNDATED
    line.kind = this.#isRegular(line) ? 'fresh' : 'odd'
    if (line.kind === 'odd') return
    if (this.#read !== undefined) {
      this.#session.flush()
      this.#take()
      if (!this.#fits(line)) return
    }
    const like = line.like
    if (like === undefined || !this.#isQuiet || !this.#session.holds(like)) return
    line.us = like.ticker.us(this.#times.journal, this.#times.klog)
    if (line.us !== UNDATED) line.kind = this.#kindOf(line)
  }

  /** A line was read as `text`. What came of it is told by the next one. */
  learn(line: Line, text: string): void {
    if (this.#read === undefined) this.#session.watch()
    else this.#take()
    const said = line.us === UNDATED ? undefined : copied(this.#said(line))
    const { way } = this.#session
    this.#read = { text, way, said }
    this.#format = way.format
  }

  /** Is it a line of a known shape, with a klog header and a message that is all in this line? */
  #isRegular(line: Line): boolean {
    const bytes = this.#bytes
    const shape = this.#fits(line) ? line.shape : undefined
    if (shape === undefined || !shape.read(this.#view, line.start, this.#times)) return false
    line.file = line.start + shape.file
    line.message = messageAt(bytes, line.file, line.stop)
    line.severity = bytes[line.start + shape.severity] as number // within the line
    const isKlog = line.message !== -1 && (line.severity === INFO || SEVERITIES.has(line.severity))
    return isKlog && isWhole(bytes, line.message, line.stop) && !this.#marks.isIn(line.start, line.stop)
  }

  /** Finds the shape of a line. Where the format changes, what was known of shapes need not hold: the first such line is read. */
  #fits(line: Line): boolean {
    const known = this.#fitting(line.start)
    line.shape = known?.shape
    line.like = known?.likeness
    if (known === undefined) return false
    const isSame = known.likeness.way.format === this.#format
    if (!isSame) this.#known = []
    return isSame
  }

  #fitting(start: number): Known | undefined {
    const all = this.#known
    for (let at = 0; at < all.length; at++) {
      const known = all[at] as Known // within the bounds
      if (!known.shape.fits(this.#view, start)) continue
      if (at > 0) {
        all.splice(at, 1)
        all.unshift(known)
      }
      return known
    }
    return undefined
  }

  #kindOf(line: Line): Kind {
    if (line.severity === INFO && !this.#matcher.mayMatch(this.#view, line.message, line.stop)) return 'passed'
    line.seen = this.#messages.find(this.#said(line))
    return line.seen === undefined ? 'fresh' : 'repeated'
  }

  #said({ like, severity, file, stop }: Line): Said {
    const identifier = like?.record.source.SYSLOG_IDENTIFIER ?? ''
    return { identifier, severity, bytes: this.#view, start: file, end: stop }
  }

  /** Learns what came of the line that was read last. */
  #take(): void {
    const seen = this.#session.taken()
    const read = this.#read
    this.#read = undefined
    this.#isQuiet = seen !== undefined
    if (seen === undefined) this.#known = []
    else if (read !== undefined && seen.isInside && seen.record.kind === 'klog') this.#remember(read, seen)
  }

  #remember({ text, way, said }: Read, seen: Seen): void {
    const { record } = seen
    if (said !== undefined) return this.#messages.add(said, seen)
    const shape = Shape.of(text, record.text)
    const { journal, klog } = shape?.times ?? {}
    const isTold = klog === record.header?.stamp?.us && journal === record.stamp?.us
    const likeness = shape && isTold ? this.#session.likeness(record, way) : undefined
    if (shape === undefined || likeness === undefined) return
    const others = this.#known.filter(({ shape: { key } }) => key !== shape.key)
    this.#known = [{ shape, likeness }, ...others].slice(0, MAX_SHAPES)
  }
}
