// The runner in plain TypeScript: for small inputs, for machines without the kernel, and as what the kernel is compared with.
import type { Matcher } from '../match/matcher.ts'
import { UNDATED } from '../time/instant.ts'
import { newLine, readLine } from './line.ts'
import { Messages, type Said } from './messages.ts'
import { MAX_REPEATS, Run } from './run.ts'
import type { Bounds, Known, Runner } from './runner.ts'

const NEWLINE = 0x0a
const INFO = 0x49
const NONE = -1

export class PortableRunner implements Runner {
  readonly run: Run = new Run()
  readonly capacity: number = Number.POSITIVE_INFINITY
  readonly #matcher: Matcher
  readonly #bounds: Bounds
  readonly #messages = new Messages()
  readonly #line = newLine()
  readonly #known: (Known | undefined)[] = []
  /** The one that fitted last. */
  #last = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(new ArrayBuffer(0))
  /** The line that waits for the next one to be regular: where it begins and ends, its shape, its instant, its message or NONE. */
  #held = NONE
  #heldEnd = 0
  #heldShape = 0
  #heldUs = UNDATED
  #heldMessage = NONE

  constructor(matcher: Matcher, bounds: Bounds) {
    this.#matcher = matcher
    this.#bounds = bounds
  }

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  know(number: number, known: Known | undefined): void {
    this.#known[number] = known
  }

  remember(said: Said): number | undefined {
    return this.#messages.add(said)
  }

  /** The messages that are remembered, by number. */
  messages(): Iterable<readonly [number: number, said: Said]> {
    return this.#messages.all()
  }

  go(start: number, end: number): void {
    this.run.begin(start)
    this.#held = NONE
    for (let at = start; at < end; at = this.#heldEnd + 1) {
      const newline = this.#bytes.indexOf(NEWLINE, at)
      const number = newline === -1 || newline >= end ? NONE : this.#look(at, newline)
      if (number === NONE) return this.run.finish('odd', this.#held === NONE ? at : this.#held)
      this.#count()
      const us = this.#known[number]?.likeness.ticker.us(this.#line.times.journal, this.#line.times.klog) ?? UNDATED
      if (us === UNDATED) return this.run.finish('undated', at)
      const message = this.#passes() ? NONE : this.#said(number)
      if (message === undefined) return this.run.finish('fresh', at)
      if (this.run.repeats === MAX_REPEATS) return this.run.finish('full', at)
      this.#hold(number, us, message)
    }
    this.run.finish('end', this.#held === NONE ? end : this.#held)
  }

  /** The number of the shape of a line; NONE when it is odd. */
  #look(start: number, end: number): number {
    const number = this.#fitting(start)
    const known = this.#known[number]
    if (known === undefined) return NONE
    this.#line.start = start
    this.#line.end = end
    return readLine(this.#line, known.shape, this.#view, this.#bytes) ? number : NONE
  }

  #fitting(start: number): number {
    if (this.#known[this.#last]?.shape.fits(this.#view, start)) return this.#last
    const number = this.#known.findIndex((known) => known?.shape.fits(this.#view, start))
    if (number !== NONE) this.#last = number
    return number
  }

  #passes(): boolean {
    const { severity, message, stop } = this.#line
    return severity === INFO && !this.#matcher.mayMatch(this.#view, message, stop)
  }

  #said(number: number): number | undefined {
    const { severity, file, stop } = this.#line
    const identifier = this.#known[number]?.likeness.record.source.SYSLOG_IDENTIFIER ?? ''
    return this.#messages.find({ identifier, severity, bytes: this.#view, start: file, end: stop })
  }

  #hold(shape: number, us: number, message: number): void {
    this.#held = this.#line.start
    this.#heldEnd = this.#line.end
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
