// Whole lines in bytes -> the session. Lines that are like one before them, and that say nothing or what was said before, are only
// counted; all others are decoded and go through the stages.
import type { Matcher } from '../match/matcher.ts'
import type { Session } from '../session.ts'
import { Finder } from './finder.ts'
import { newLine, type Line } from './line.ts'
import { Texts } from './texts.ts'

const NEWLINE = 0x0a

/**
 * Takes the blocks of lines of one input.
 *
 * @example
 * const scanner = new Scanner(session, matcher)
 * const blocks = new LineBlocks((bytes, start, end) => scanner.block(bytes, start, end))
 */
export class Scanner {
  readonly #session: Session
  readonly #finder: Finder
  readonly #texts = new Texts()
  #line = newLine()
  /** A line that can be counted, once it is known that the next one does not go on with it. */
  #held = newLine()
  #isHeld = false

  constructor(session: Session, matcher: Matcher) {
    this.#session = session
    this.#finder = new Finder(session, matcher)
  }

  /** Takes the whole lines from `start` to before `end`. */
  block(bytes: Uint8Array, start: number, end: number): void {
    this.#finder.open(bytes)
    this.#texts.open(bytes, end)
    for (let at = start; at < end;) {
      const newline = bytes.indexOf(NEWLINE, at)
      const stop = newline === -1 || newline > end ? end : newline
      this.#next(at, stop)
      at = stop + 1
    }
    // The next block is elsewhere.
    this.#release(true)
    this.#session.settle()
  }

  #next(start: number, end: number): void {
    const line = this.#line
    this.#finder.look(line, start, end)
    this.#release(line.kind === 'odd')
    if (line.kind === 'odd' || line.kind === 'fresh') return this.#read(line)
    this.#line = this.#held
    this.#held = line
    this.#isHeld = true
  }

  /** Is done with the line that is held: reads it when the next one may go on with it, else counts it. */
  #release(isNeeded: boolean): void {
    if (!this.#isHeld) return
    this.#isHeld = false
    const { kind, like, seen, us, start, end } = this.#held
    if (isNeeded || like === undefined) this.#read(this.#held)
    else if (kind === 'passed') this.#session.pass(like, us)
    else if (seen !== undefined) this.#session.repeat(like, seen, us, () => this.#texts.own(start, end))
  }

  #read(line: Line): void {
    // What was fresh may be remembered: its text must not hold on to others.
    const text = line.kind === 'fresh' ? this.#texts.own(line.start, line.end) : this.#texts.line(line.start, line.end)
    this.#session.next(text)
    this.#finder.learn(line, text)
  }
}
