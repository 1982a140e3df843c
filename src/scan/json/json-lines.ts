// Finds lines of journalctl's JSON that are like some before them.
import { UNDATED } from '../../time/instant.ts'
import type { Likeness } from '../../session.ts'
import { newLine, readHeader, type Line } from '../line.ts'
import { NONE, type Lines } from '../lines.ts'
import { JsonFields, MESSAGE } from '../../journal/json-fields.ts'
import { bytesBefore, receivedAt, type JsonShape } from './json-shape.ts'
import { Message } from './message.ts'

const [NEWLINE, CR, LESS, EQUALS] = [0x0a, 0x0d, 0x3c, 0x3d]

interface JsonKnown {
  readonly shape: JsonShape
  readonly likeness: Likeness
}

export class JsonLines implements Lines<JsonShape> {
  readonly line: Line
  readonly #fields = new JsonFields()
  readonly #message = new Message()
  readonly #known: (JsonKnown | undefined)[] = []
  /** The one that fitted last. */
  #last = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(new ArrayBuffer(0))

  constructor() {
    this.line = newLine()
    this.line.text = this.#message.view
  }

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  know(number: number, known: JsonKnown | undefined): void {
    this.#known[number] = known
  }

  fitting(start: number, end: number): number {
    const bytes = this.#bytes
    // All that is looked for is found before the LF.
    if (bytes[end] !== NEWLINE) return NONE
    const before = bytesBefore(bytes, start)
    if (!this.#fields.read(bytes, start + before, bytes[end - 1] === CR ? end - 1 : end)) return NONE
    this.line.start = start
    this.line.end = end
    this.line.stop = this.#take()
    if (this.line.stop === NONE) return NONE
    if (this.#fits(this.#last, before)) return this.#last
    const number = this.#known.findIndex((_known, at) => this.#fits(at, before))
    if (number !== NONE) this.#last = number
    return number
  }

  regular(start: number, end: number): number {
    const number = this.fitting(start, end)
    const known = this.#known[number]
    if (known === undefined) return NONE
    const { line } = this
    if (!readHeader(line, known.shape.head, this.#message.bytes, 0)) return NONE
    line.times.journal = receivedAt(this.#bytes, this.#fields)
    return line.times.journal === NONE || this.#beginsBlock() ? NONE : number
  }

  us(number: number): number {
    const { journal, klog } = this.line.times
    return this.#known[number]?.likeness.ticker.instant(journal, klog) ?? UNDATED
  }

  #take(): number {
    const { begins, ends } = this.#fields
    return this.#message.take(this.#view, begins[MESSAGE] as number, ends[MESSAGE] as number)
  }

  #fits(number: number, before: number): boolean {
    const shape = this.#known[number]?.shape
    return shape?.before === before && shape.head.fits(this.#message.view, 0) && shape.fits(this.#bytes, this.#fields)
  }

  /** Journald's own JSON has each message as it was written: nothing but the block of a value can be missing. */
  #beginsBlock(): boolean {
    const { stop } = this.line
    return this.#message.bytes[stop - 1] === LESS && this.#message.bytes[stop - 2] === EQUALS
  }
}
