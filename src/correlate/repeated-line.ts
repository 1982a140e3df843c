// A line that says what one before it said, as evidence may be made of it.
import type { LogRecord } from '../klog/record.ts'
import type { Repeat } from './repeat.ts'
import type { Room } from './room.ts'

/** A line that is decoded when it is asked for. */
export interface LateText {
  readonly value: string
  /** The same without the block that it stands in, written over `before` where there is one; undefined when it is too long for that. */
  keep(room: Room, before: LateText | undefined): LateText | undefined
}

export class RepeatedLine implements Repeat {
  us: number
  precision: number
  input: string
  line: number
  #known: LogRecord
  #like: LogRecord
  #text: LateText

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
    const before = room.repeat instanceof RepeatedLine ? room.repeat : undefined
    const text = this.#text.keep(room, before === undefined ? undefined : before.#text)
    if (text === undefined) return undefined
    if (before !== undefined) return before.#become(this, text)
    const { us, precision, input, line } = this
    const kept = new RepeatedLine(this.#known, this.#like, us, precision, input, line, text)
    room.repeat = kept
    return kept
  }

  #become(other: RepeatedLine, text: LateText): this {
    this.#known = other.#known
    this.#like = other.#like
    this.us = other.us
    this.precision = other.precision
    this.input = other.input
    this.line = other.line
    this.#text = text
    return this
  }
}
