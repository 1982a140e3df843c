// Reads a part of a file, from the border that it finds on to one that another holder has found, or to the end.
import type { Border, Part, PartReader } from './part.ts'

/** Reads the bytes of a file from a place on. */
export type ReadFrom = (from: number) => AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** Where a part begins. */
export interface Start extends Border {
  readonly at: number
}

/** What a holder has read, and up to which byte; undefined: all. */
export interface Held {
  readonly part: Part
  readonly end: number | undefined
}

export interface HolderSizes {
  /** Bytes of the head of the file, and before the part, that are read without being counted. */
  readonly head: number
  readonly before: number
  /** Lines that are tried as the first one. */
  readonly tries: number
}

export const SIZES: HolderSizes = { head: 1024 * 1024, before: 64 * 1024, tries: 200 }
const NEWLINE = 0x0a

/** What is done with the next bytes: those of a line that was cut are left out, those before the part are read, a border is looked for, all is counted. */
type Phase = 'align' | 'before' | 'seek' | 'count' | 'none'

export class Holder {
  /** The byte that is read next. */
  at = 0
  /** Where others have begun. */
  readonly starts: Start[] = []
  readonly #reader: PartReader
  readonly #read: ReadFrom
  /** Bytes of the head that are still to be read, and lines that are still to be tried. */
  #head: number
  #tries: number
  readonly #before: number
  #phase: Phase = 'count'
  #chunk: Uint8Array = new Uint8Array(0)

  constructor(reader: PartReader, read: ReadFrom, { head, before, tries }: HolderSizes = SIZES) {
    this.#reader = reader
    this.#read = read
    this.#head = head
    this.#tries = tries
    this.#before = before
  }

  /** Reads the first part. */
  async first(): Promise<Held> {
    for await (const chunk of this.#read(0)) {
      this.#chunk = chunk
      if (this.#count()) return this.#held(false)
    }
    return this.#held(true)
  }

  /**
   * Reads the part that begins at the first border from `from` on; `onStart` is told where that is. Undefined when there is none: then the holder of
   * the part before reads on.
   */
  async from(from: number, onStart: (start: Start) => void): Promise<Held | undefined> {
    await this.#readHead()
    this.at = Math.max(0, from - this.#before)
    this.#phase = 'align'
    for await (const chunk of this.#read(this.at)) {
      this.#chunk = chunk
      if (this.#is('align')) this.#align()
      if (this.#is('before')) this.#readBefore(from)
      if (this.#is('seek')) this.#seek(onStart)
      if (this.#is('none')) return undefined
      if (this.#is('count') && this.#count()) return this.#held(false)
    }
    return this.#is('count') ? this.#held(true) : undefined
  }

  #is(phase: Phase): boolean {
    return this.#phase === phase
  }

  async #readHead(): Promise<void> {
    for await (const chunk of this.#read(0)) {
      const end = this.#head > chunk.length ? 0 : chunk.indexOf(NEWLINE, this.#head - 1) + 1
      this.#reader.next(end === 0 ? chunk : chunk.subarray(0, end))
      this.#head = Math.max(1, this.#head - chunk.length) // and on to the end of a line
      if (end > 0) break
    }
  }

  #align(): void {
    const end = this.#chunk.indexOf(NEWLINE) + 1
    this.#skip(end === 0 ? this.#chunk.length : end)
    if (end > 0) this.#phase = 'before'
  }

  #readBefore(from: number): void {
    const end = this.#chunk.indexOf(NEWLINE, Math.max(0, from - 1 - this.at)) + 1
    this.#reader.next(this.#skip(end === 0 ? this.#chunk.length : end))
    if (end > 0) this.#phase = 'seek'
  }

  #seek(onStart: (start: Start) => void): void {
    while (this.#chunk.length > 0) {
      const end = this.#chunk.indexOf(NEWLINE) + 1
      if (end === 0 || this.#tries-- === 0) return void (this.#phase = 'none')
      const border = this.#reader.begin(this.#chunk.subarray(0, end))
      if (border === undefined) this.#reader.next(this.#skip(end))
      else {
        this.#phase = 'count'
        return onStart({ ...border, at: this.at })
      }
    }
  }

  /** Takes the chunk; true when the part ends in it, at a start of another part that fits. */
  #count(): boolean {
    for (let start = this.#nextStart(); start !== undefined; start = this.#nextStart()) {
      this.#reader.next(this.#skip(start.at - this.at))
      if (this.#reader.isAt(start)) return true
    }
    this.#reader.next(this.#skip(this.#chunk.length))
    return false
  }

  /** The next start in the chunk, or right behind it. */
  #nextStart(): Start | undefined {
    const ahead = this.starts.filter(({ at }) => at > this.at && at <= this.at + this.#chunk.length)
    return ahead.sort((a, b) => a.at - b.at)[0]
  }

  /** The next bytes of the chunk, which are then done with. */
  #skip(bytes: number): Uint8Array {
    const skipped = this.#chunk.subarray(0, bytes)
    this.#chunk = this.#chunk.subarray(bytes)
    this.at += bytes
    return skipped
  }

  #held(isLast: boolean): Held {
    return { part: this.#reader.end(isLast), end: isLast ? undefined : this.at }
  }
}
