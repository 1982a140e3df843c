// The runner in plain TypeScript: for small inputs, for machines without the kernel, and as what the kernel is compared with.
import type { Matcher } from '../match/matcher.ts'
import { UNDATED } from '../time/instant.ts'
import { AnyLines } from './any-lines.ts'
import type { JsonEntries } from './json/entries.ts'
import { NONE } from './lines.ts'
import { Messages, type Said } from './messages.ts'
import { MAX_REPEATS, Run } from './run.ts'
import type { Bounds, Known, Runner } from './runner.ts'

const NEWLINE = 0x0a
const INFO = 0x49

export class PortableRunner implements Runner {
  readonly run: Run = new Run()
  readonly capacity: number = Number.POSITIVE_INFINITY
  readonly #matcher: Matcher
  readonly #bounds: Bounds
  readonly #messages = new Messages()
  readonly #lines: AnyLines
  readonly #identifiers: string[] = []
  #bytes: Uint8Array = new Uint8Array(0)
  /** The line that waits for the next one to be regular: where it begins and ends, its shape, its instant, its message or NONE. */
  #held = NONE
  #heldEnd = 0
  #heldShape = 0
  #heldUs = UNDATED
  #heldMessage = NONE

  constructor(matcher: Matcher, bounds: Bounds, entries: JsonEntries) {
    this.#lines = new AnyLines(entries)
    this.#matcher = matcher
    this.#bounds = bounds
  }

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#lines.open(bytes)
  }

  know(number: number, known: Known | undefined): void {
    this.#lines.know(number, known)
    this.#identifiers[number] = known?.likeness.record.source.SYSLOG_IDENTIFIER ?? ''
  }

  remember(said: Said): number | undefined {
    return this.#messages.add(said)
  }

  forget(): void {
    this.#messages.forget()
  }

  /** The messages that are remembered, by number. */
  messages(): Iterable<readonly [number: number, said: Said]> {
    return this.#messages.all()
  }

  go(start: number, end: number): void {
    this.run.begin(start)
    this.#go(start, end)
  }

  goOn(end: number): void {
    this.#go(this.run.at, end)
  }

  #go(start: number, end: number): void {
    this.#held = NONE
    for (let at = start; at < end; at = this.#heldEnd + 1) {
      const newline = this.#bytes.indexOf(NEWLINE, at)
      const number = newline === -1 || newline >= end ? NONE : this.#lines.regular(at, newline)
      if (number === NONE) return this.run.finish('odd', this.#held === NONE ? at : this.#held)
      this.#count()
      const us = this.#lines.us(number)
      if (us === UNDATED) return this.run.finish('undated', at)
      const message = this.#passes() ? NONE : this.#said(number)
      if (message === undefined) return this.run.finish('fresh', at)
      if (this.run.repeats === MAX_REPEATS) return this.run.finish('full', at)
      this.#hold(number, us, message)
    }
    this.run.finish('end', this.#held === NONE ? end : this.#held)
  }

  #passes(): boolean {
    const { severity, text, message, stop } = this.#lines.line
    return severity === INFO && !this.#matcher.mayMatch(text, message, stop)
  }

  #said(number: number): number | undefined {
    const { severity, text, file, stop } = this.#lines.line
    const identifier = this.#identifiers[number] ?? ''
    return this.#messages.find({ identifier, severity, bytes: text, start: file, end: stop })
  }

  #hold(shape: number, us: number, message: number): void {
    this.#held = this.#lines.line.start
    this.#heldEnd = this.#lines.line.end
    this.#heldShape = shape
    this.#heldUs = us
    this.#heldMessage = message
  }

  /** Counts the line that is held. */
  #count(): void {
    if (this.#held === NONE) return
    const [shape, us] = [this.#heldShape, this.#heldUs]
    this.run.count(shape, us)
    if (this.#heldMessage !== NONE) this.run.repeat(shape, us, this.#held, this.#heldEnd, this.#heldMessage)
    else if (us >= this.#bounds.since && us <= this.#bounds.until) this.run.pass(shape, us)
    this.#held = NONE
  }
}
