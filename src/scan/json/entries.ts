// The entries of lines of JSON, taken apart. One line is looked at several times: by who runs, by who learns, and as the one behind another.
import { JsonFields, MESSAGE } from '../../journal/json-fields.ts'
import { Message } from './message.ts'

const CR = 0x0d
/** What stands before the object in json-seq. */
const SEPARATOR = 0x1e
const NONE = -1

export class JsonEntry {
  readonly fields: JsonFields = new JsonFields()
  readonly message: Message = new Message()
  /** Where its line begins in the block; -1 when there is none. */
  start: number = NONE
  /** Bytes before the object. */
  before: number = 0
  /** Of the message; -1 when the line is no entry, or it takes reading. */
  length: number = NONE

  /** Takes the line from `start` to its LF at `end` apart. */
  read(bytes: Uint8Array, view: DataView, start: number, end: number): void {
    this.start = start
    this.before = bytes[start] === SEPARATOR ? 1 : 0
    this.length = NONE
    const { begins, ends } = this.fields
    if (!this.fields.read(bytes, start + this.before, bytes[end - 1] === CR ? end - 1 : end)) return
    this.length = this.message.take(view, begins[MESSAGE] as number, ends[MESSAGE] as number)
  }
}

/** The entries of a block; the last two that were asked for are kept. */
export class JsonEntries {
  #last = new JsonEntry()
  #other = new JsonEntry()
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(new ArrayBuffer(0))

  /** That of the line from `start` to its LF at `end` of a block, which is the same object for the same block alone. */
  at(bytes: Uint8Array, start: number, end: number): JsonEntry {
    if (bytes !== this.#bytes) this.#open(bytes)
    if (this.#last.start === start) return this.#last
    const [last, other] = [this.#last, this.#other]
    this.#last = other
    this.#other = last
    if (other.start !== start) other.read(bytes, this.#view, start, end)
    return other
  }

  #open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#last.start = this.#other.start = NONE
  }
}
