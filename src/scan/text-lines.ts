// Finds lines of text that are like some before them.
import { UNDATED } from '../time/instant.ts'
import { newLine, readLine, type Line } from './line.ts'
import { NONE, type Lines } from './lines.ts'
import type { Known } from './runner.ts'
import type { Shape } from './shape.ts'

export class TextLines implements Lines<Shape> {
  readonly line: Line = newLine()
  readonly #known: (Known<Shape> | undefined)[] = []
  /** The one that fitted last. */
  #last = 0
  #bytes: Uint8Array = new Uint8Array(0)

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.line.text = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  know(number: number, known: Known<Shape> | undefined): void {
    this.#known[number] = known
  }

  fitting(start: number): number {
    const view = this.line.text
    if (this.#known[this.#last]?.shape.fits(view, start)) return this.#last
    const number = this.#known.findIndex((known) => known?.shape.fits(view, start))
    if (number !== NONE) this.#last = number
    return number
  }

  regular(start: number, end: number): number {
    const number = this.fitting(start)
    const known = this.#known[number]
    if (known === undefined) return NONE
    this.line.start = start
    this.line.end = end
    return readLine(this.line, known.shape, this.#bytes) ? number : NONE
  }

  us(number: number): number {
    const { journal, klog } = this.line.times
    return this.#known[number]?.likeness.ticker.us(journal, klog) ?? UNDATED
  }
}
