// Lines of text or of JSON, whichever are known.
import type { JsonEntries } from './json/entries.ts'
import { JsonLines } from './json/json-lines.ts'
import { JsonShape } from './json/json-shape.ts'
import type { Line } from './line.ts'
import type { Lines } from './lines.ts'
import type { Known } from './runner.ts'
import { TextLines } from './text-lines.ts'

/** Lines of any kind. At one time, only shapes of one kind are known. */
export class AnyLines implements Lines {
  readonly #text = new TextLines()
  readonly #entries: JsonEntries
  #json: JsonLines | undefined
  #lines: TextLines | JsonLines = this.#text
  #bytes: Uint8Array = new Uint8Array(0)

  /** Where others look at the same lines, `entries` are shared with them. */
  constructor(entries: JsonEntries) {
    this.#entries = entries
  }

  get line(): Line {
    return this.#lines.line
  }

  /** Are those that are known lines of JSON? */
  get isJson(): boolean {
    return this.#lines !== this.#text
  }

  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#text.open(bytes)
    this.#json?.open(bytes)
  }

  know(number: number, known: Known | undefined): void {
    const { shape, likeness } = known ?? {}
    const isOfJson = shape instanceof JsonShape
    if (isOfJson) this.#json ??= this.#newJson()
    this.#json?.know(number, isOfJson && likeness ? { shape, likeness } : undefined)
    this.#text.know(number, shape && !isOfJson && likeness ? { shape, likeness } : undefined)
    if (shape !== undefined) this.#lines = (isOfJson ? this.#json : undefined) ?? this.#text
  }

  fitting(start: number, end: number): number {
    return this.#lines.fitting(start, end)
  }

  regular(start: number, end: number): number {
    return this.#lines.regular(start, end)
  }

  us(number: number): number {
    return this.#lines.us(number)
  }

  #newJson(): JsonLines {
    const lines = new JsonLines(this.#entries)
    lines.open(this.#bytes)
    return lines
  }
}
