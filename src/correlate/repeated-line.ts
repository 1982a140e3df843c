// A line that says what one before it said, as evidence may be made of it.
import type { LogRecord } from '../klog/record.ts'
import type { Repeat } from './repeat.ts'
import type { Room } from './room.ts'

/** A line that is decoded when it is asked for. */
export interface LateText {
  readonly value: string
  /** The same without the block that it stands in; undefined when it is too long for that. */
  keep(room: Room): LateText | undefined
}

export class RepeatedLine implements Repeat {
  readonly us: number
  readonly precision: number
  readonly input: string
  readonly line: number
  readonly #known: LogRecord
  readonly #like: LogRecord
  readonly #text: LateText

  /** `known` is the record that said it before, `like` one of the process that says it now. */
  constructor(
    known: LogRecord,
    like: LogRecord,
    us: number,
    precision: number,
    input: string,
    line: number,
    text: LateText,
  ) {
    this.#known = known
    this.#like = like
    this.us = us
    this.precision = precision
    this.input = input
    this.line = line
    this.#text = text
  }

  record(): LogRecord {
    return this.#known.again(this.#like, this.#text.value, { input: this.input, line: this.line })
  }

  keep(room: Room): RepeatedLine | undefined {
    const text = this.#text.keep(room)
    if (text === undefined) return undefined
    return new RepeatedLine(this.#known, this.#like, this.us, this.precision, this.input, this.line, text)
  }
}
