// Learns from lines that were read what others like them are like, and what the stages make of their messages.
import { isBootBetween } from '../journal/boots.ts'
import type { Way } from '../journal/readers.ts'
import type { Seen } from '../observer.ts'
import type { Likeness, Session } from '../session.ts'
import { AnyLines } from './any-lines.ts'
import type { JsonEntries } from './json/entries.ts'
import { JsonShape, isJson } from './json/json-shape.ts'
import { NONE } from './lines.ts'
import { copied, type Said } from './messages.ts'
import { MAX_SHAPES, type Run, type Stop } from './run.ts'
import { Pause } from './pause.ts'
import type { Known, Runner } from './runner.ts'
import { Shape } from './shape.ts'

/** A line that was read, and what it is remembered by once it is known what came of it. */
interface Read {
  readonly text: string
  readonly way: Way
  /** Is there nothing to be learned from it? */
  readonly isOld: boolean
  /** Of a line that only its message makes different from others. */
  readonly said: Said | undefined
}

export class Learner {
  readonly #session: Session
  #runner: Runner
  readonly #lines: AnyLines
  /** By number. */
  readonly #known: (Known | undefined)[] = []
  #next = 0
  /** What came of the messages that are remembered, by number. */
  readonly #seen: Seen[] = []
  /** Counts what is learned and forgotten; when each shape changed last, and when all messages were forgotten. */
  #epoch = 0
  readonly #changed: number[] = []
  #forgotten = 0
  /** How the last line was read. */
  #way: Way | undefined
  readonly #pause = new Pause()
  /** The last line that was read, as long as it is not known what came of it. */
  #read: Read | undefined

  constructor(session: Session, runner: Runner, entries: JsonEntries) {
    this.#lines = new AnyLines(entries)
    this.#session = session
    this.#runner = runner
  }

  /** Another runner goes on, and knows the same; `messages` are those that the last one remembers, by number. */
  move(runner: Runner, messages: Iterable<readonly [number: number, said: Said]>): void {
    this.#runner = runner
    for (const [number, known] of this.#known.entries()) runner.know(number, known)
    const seen = [...this.#seen]
    for (const [number, said] of messages) this.#keep(said, seen[number] as Seen) // one of each
  }

  /** Are the lines that are known of JSON? */
  get isJson(): boolean {
    return this.#lines.isJson
  }

  /** Takes the next block. */
  open(bytes: Uint8Array): void {
    this.#lines.open(bytes)
  }

  /** Grows with all that is learned or forgotten. */
  get epoch(): number {
    return this.#epoch
  }

  /** Would a run that was made with what was known at an epoch be the same now, as far as it went? */
  stands(run: Run, epoch: number): boolean {
    if (run.repeats > 0 && this.#forgotten > epoch) return false
    return run.lines.every((lines, number) => lines === 0 || (this.#changed[number] ?? 0) <= epoch)
  }

  /** What lines of a shape that the runner knows have in common. */
  likeness(number: number): Likeness {
    return (this.#known[number] as Known).likeness // the runner knows no others
  }

  /** What came of a message that the runner remembers. */
  seen(number: number): Seen {
    return this.#seen[number] as Seen // the same
  }

  /** May lines be counted from this one on? Not when it may go on with the one before it. */
  isReady(start: number, end: number): boolean {
    if (this.#read !== undefined) {
      if (!this.#session.isIdle || this.#lines.regular(start, end) === NONE) return false
      this.#session.flush()
      this.#take()
    }
    for (const [number, known] of this.#known.entries())
      // What dates the lines may have changed.
      if (known !== undefined && !this.#session.holds(known.likeness)) this.#know(number, undefined)
    return this.#session.isIdle && this.#known.some((known) => known !== undefined)
  }

  /** A line was read as `text`: the one at which a run stopped, or one from which on none could begin. What came of it is told by the next one. */
  learn(start: number, end: number, text: string, stop: Stop | undefined): void {
    if (this.#pause.has(this.#session.lines)) return this.#rest()
    if (this.#read === undefined) this.#session.watch()
    else this.#take()
    const { way } = this.#session
    const known = stop === 'fresh' ? this.#known[this.#lines.regular(start, end)] : undefined
    // Of a line that a run could not date, what dates it is new; of other lines of a known shape, at most the message.
    const isOld = stop !== 'fresh' && stop !== 'undated' && this.#lines.fitting(start, end) !== NONE
    this.#read = { text, way, isOld, said: known && copied(this.#said(known)) }
    if (this.#way === undefined || !isAlike(way, this.#way)) this.#forget()
    this.#way = way
  }

  /** What the line says that was looked at last. */
  #said({ likeness }: Known): Said {
    const { severity, text, file, stop } = this.#lines.line
    return { identifier: likeness.record.source.SYSLOG_IDENTIFIER ?? '', severity, bytes: text, start: file, end: stop }
  }

  /** Learns what came of the line that was read last. */
  #take(): void {
    const seen = this.#session.taken()
    const read = this.#read
    this.#read = undefined
    const isTelling = seen?.isInside === true && seen.record.kind === 'klog'
    if (isTelling && read !== undefined && !read.isOld) this.#remember(read, seen)
  }

  #remember({ text, way, said }: Read, seen: Seen): void {
    if (said !== undefined) return this.#keep(said, seen)
    const { record } = seen
    const shape = isJson(way) ? JsonShape.of(text, record.text, way.format) : Shape.of(text, record.text)
    const { journal, klog } = shape?.times ?? {}
    const isTold = klog === record.header?.stamp?.us && journal === record.stamp?.us
    const likeness = shape && isTold ? this.#session.likeness(seen, way) : undefined
    if (shape === undefined || likeness === undefined) return
    for (const [number, known] of this.#known.entries())
      if (known !== undefined && isBootBetween(known.likeness.record.source, record.source))
        this.#know(number, undefined)
    this.#know(this.#numberFor(shape), { shape, likeness })
  }

  #keep(said: Said, seen: Seen): void {
    const number = this.#runner.remember(said)
    if (number === undefined) return
    this.#seen[number] = seen
    this.#epoch++
    // The first number is given anew when all were forgotten.
    if (number === 0) this.#forgotten = this.#epoch
  }

  /** The number of an equal shape, else a free one, else that of the one that was learned first. */
  #numberFor({ key }: Pick<Shape, 'key'>): number {
    const equal = this.#known.findIndex((known) => known?.shape.key === key)
    if (equal !== -1) return equal
    const number = this.#next
    this.#next = (this.#next + 1) % MAX_SHAPES
    return number
  }

  /** Nothing is known until the pause is over. */
  #rest(): void {
    this.#read = undefined
    if (this.#known.some((known) => known !== undefined)) this.#forget()
  }

  #forget(): void {
    for (const number of this.#known.keys()) this.#know(number, undefined)
  }

  #know(number: number, known: Known | undefined): void {
    if (known === undefined && this.#known[number] === undefined) return
    this.#known[number] = known
    this.#changed[number] = ++this.#epoch
    const wasJson = this.#lines.isJson
    this.#lines.know(number, known)
    // What other lines said is forgotten.
    if (this.#lines.isJson !== wasJson) this.#forgotten = this.#epoch
    this.#runner.know(number, known)
  }
}

/** Lines of another format may give those of this one what they do not say themselves, and another reader may take them. */
function isAlike(a: Way, b: Way): boolean {
  return a.format === b.format && a.reader === b.reader
}
