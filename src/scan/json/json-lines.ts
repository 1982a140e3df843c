// Finds lines of journalctl's JSON that are like some before them.
import type { Likeness } from '../../session.ts'
import { UNDATED } from '../../time/instant.ts'
import { newLine, readHeader, type Line } from '../line.ts'
import { NONE, type Lines } from '../lines.ts'
import { JsonEntry, type JsonEntries } from './entries.ts'
import { receivedAt, type JsonShape } from './json-shape.ts'

const [NEWLINE, LESS, EQUALS] = [0x0a, 0x3c, 0x3d]

interface JsonKnown {
  readonly shape: JsonShape
  readonly likeness: Likeness
}

export class JsonLines implements Lines<JsonShape> {
  readonly line: Line = newLine()
  readonly #entries: JsonEntries
  #entry = new JsonEntry()
  readonly #known: (JsonKnown | undefined)[] = []
  /** The one that fitted last. */
  #last = 0
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(entries: JsonEntries) {
    this.#entries = entries
  }

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
  }

  know(number: number, known: JsonKnown | undefined): void {
    this.#known[number] = known
  }

  fitting(start: number, end: number): number {
    // All that is looked for is found before the LF.
    if (this.#bytes[end] !== NEWLINE) return NONE
    const entry = this.#entries.at(this.#bytes, start, end)
    this.#entry = entry
    this.line.start = start
    this.line.end = end
    this.line.text = entry.message.view
    this.line.stop = entry.length
    if (entry.length === NONE) return NONE
    if (this.#fits(this.#last)) return this.#last
    const number = this.#known.findIndex((_known, at) => this.#fits(at))
    if (number !== NONE) this.#last = number
    return number
  }

  regular(start: number, end: number): number {
    const number = this.fitting(start, end)
    const known = this.#known[number]
    if (known === undefined) return NONE
    const { line } = this
    if (!readHeader(line, known.shape.head, this.#entry.message.bytes, 0)) return NONE
    line.times.journal = receivedAt(this.#bytes, this.#entry.fields)
    return line.times.journal === NONE || this.#beginsBlock() ? NONE : number
  }

  us(number: number): number {
    const { journal, klog } = this.line.times
    return this.#known[number]?.likeness.ticker.instant(journal, klog) ?? UNDATED
  }

  #fits(number: number): boolean {
    const shape = this.#known[number]?.shape
    const { before, message, fields } = this.#entry
    return shape?.before === before && shape.head.fits(message.view, 0) && shape.fits(this.#bytes, fields)
  }

  /** Journald's own JSON has each message as it was written: nothing but the block of a value can be missing. */
  #beginsBlock(): boolean {
    const { stop } = this.line
    const { bytes } = this.#entry.message
    return bytes[stop - 1] === LESS && bytes[stop - 2] === EQUALS
  }
}
