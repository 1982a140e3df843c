// The lines of a block as texts. Where one line after the other is asked for, they are decoded many at a time.
import { trimLine } from '../lines/split.ts'
import type { LateText } from '../correlate/repeated-line.ts'
import type { Room } from '../correlate/room.ts'

const NEWLINE = 0x0a
/** Bytes that are decoded ahead, more from line to line while each is asked for. */
const MOST_AHEAD = 32 * 1024
/** Bytes of a line of which a copy is kept; of longer ones only a part is shown. */
const LONGEST_KEPT = 2048
const NOTHING = new Uint8Array(0)
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export class Texts {
  #bytes: Uint8Array = NOTHING
  #end = 0
  /** Decoded are the bytes from `#from` to before `#to`, each of which is one character. */
  #text = ''
  #from = 0
  #to = 0
  #next = 0
  #ahead = 0

  /** Takes the next block. */
  open(bytes: Uint8Array, end: number): void {
    this.#bytes = bytes
    this.#end = end
    this.#text = ''
    this.#from = 0
    this.#to = 0
  }

  /** A line as it is read: the bytes up to its LF. The text may hold on to those around it. */
  line(start: number, end: number): string {
    const isNext = start === this.#next
    this.#next = end + 1
    if (start < this.#from || end > this.#to) {
      this.#ahead = isNext ? Math.min(2 * this.#ahead + (end - start), MOST_AHEAD) : 0
      if (!this.#decode(start, end)) return this.own(start, end)
    }
    return trimLine(this.#text.slice(start - this.#from, end - this.#from))
  }

  /** The same, decoded when it is asked for, and as `rawOf` shows it. */
  later(start: number, end: number, rawOf?: (line: string) => string): LateLine {
    return new LateLine(this.#bytes, start, end, rawOf)
  }

  /** The same, as a text of its own. */
  own(start: number, end: number): string {
    return decoded(this.#bytes.subarray(start, end))
  }

  /** Decodes ahead, up to the end of a line; false when a character is not one byte, so that columns are of no use. */
  #decode(start: number, end: number): boolean {
    const newline = this.#bytes.indexOf(NEWLINE, end + this.#ahead)
    const to = newline === -1 ? this.#end : Math.min(newline, this.#end)
    const text = decoder.decode(this.#bytes.subarray(start, to))
    const isPlain = text.length === to - start
    this.#text = isPlain ? text : ''
    this.#from = isPlain ? start : 0
    this.#to = isPlain ? to : 0
    if (!isPlain) this.#ahead = 0
    return isPlain
  }
}

class LateLine implements LateText {
  #bytes: Uint8Array
  #start: number
  #end: number
  #rawOf: ((line: string) => string) | undefined

  constructor(bytes: Uint8Array, start: number, end: number, rawOf?: (line: string) => string) {
    this.#rawOf = rawOf
    this.#bytes = bytes
    this.#start = start
    this.#end = end
  }

  get value(): string {
    const line = decoded(this.#bytes.subarray(this.#start, this.#end))
    return this.#rawOf === undefined ? line : this.#rawOf(line)
  }

  keep(room: Room, before: LateText | undefined): LateLine | undefined {
    const length = this.#end - this.#start
    if (length > LONGEST_KEPT) return undefined
    const bytes = room.put(this.#bytes, this.#start, this.#end)
    if (!(before instanceof LateLine)) return new LateLine(bytes, 0, length, this.#rawOf)
    before.#bytes = bytes
    before.#start = 0
    before.#end = length
    before.#rawOf = this.#rawOf
    return before
  }
}

function decoded(bytes: Uint8Array): string {
  return trimLine(decoder.decode(bytes))
}
