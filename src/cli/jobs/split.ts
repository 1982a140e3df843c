// One big file in parts: who reads from where on, and whether the parts fit together.
import type { Diagnosis } from '../../diagnose.ts'
import { readWindows } from '../../input/windows.ts'
import { Holder, type Held, type ReadFrom, type Start } from '../../parts/holder.ts'
import type { Part } from '../../parts/part.ts'
import type { SessionOptions } from '../../session.ts'
import { endedBy } from '../interrupt.ts'

/** Of a stretch, the part that stays with the one who reads it already: the other one has the head to read, and its code is not yet compiled. */
const SHARE = 0.58

/** A plain text in a file. */
export interface TextFile {
  readonly name: string
  readonly path: string
  readonly size: number
}

/** A part that somebody reads. */
export interface PartPlace {
  /** The byte from which on it may begin. */
  readonly from: number
  /** The byte that is read next, about. */
  at: number
}

/** Tells where parts begin, and what comes of them. */
export class Split {
  readonly file: TextFile
  readonly options: SessionOptions
  /** Bytes that were read of it. */
  bytes = 0
  readonly #least: number
  readonly #places: PartPlace[] = []
  readonly #starts: Start[] = []
  readonly #held = new Map<number, Held>()
  /** Told of each start, whoever has found it. */
  readonly #listeners = new Map<PartPlace, (start: Start) => void>()

  /** A part is made of a stretch of no less than `least` bytes. */
  constructor(file: TextFile, options: SessionOptions, least: number) {
    this.file = file
    this.options = options
    this.#least = least
  }

  /** A new part in the largest stretch that nobody has read; the first one is the whole file. */
  next(): PartPlace | undefined {
    const gaps = this.#places.map((place, index) => {
      const end = this.#places[index + 1]?.from ?? this.file.size
      return { at: place.at, bytes: end - place.at, index }
    })
    const largest = gaps.reduce((a, b) => (b.bytes > a.bytes ? b : a), { at: 0, bytes: 0, index: -1 })
    if (this.#places.length > 0 && largest.bytes < this.#least) return undefined
    const from = this.#places.length === 0 ? 0 : Math.floor(largest.at + largest.bytes * SHARE)
    const place = { from, at: from }
    this.#places.splice(largest.index + 1, 0, place)
    return place
  }

  /** From now on tells a reader where others begin, also those that have begun. */
  listen(place: PartPlace, onStart: (start: Start) => void): void {
    for (const start of this.#starts) onStart(start)
    this.#listeners.set(place, onStart)
  }

  begun(start: Start): void {
    this.#starts.push(start)
    for (const onStart of this.#listeners.values()) onStart(start)
  }

  /** A part was read; undefined when it could not begin anywhere. */
  done(place: PartPlace, start: Start | undefined, held: Held | undefined): void {
    this.#listeners.delete(place)
    place.at = this.file.size // there is nothing left of it
    if (held !== undefined) this.#held.set(start?.at ?? 0, held)
  }

  /** Nobody reads the part any longer. */
  lost(place: PartPlace): void {
    this.#listeners.delete(place)
    this.#places.splice(this.#places.indexOf(place), 1)
  }

  /** The parts that follow one another from the first one on to the end; undefined when one is missing. */
  get parts(): Part[] | undefined {
    const parts: Part[] = []
    for (let at: number | undefined = 0; at !== undefined;) {
      const held: Held | undefined = this.#held.get(at)
      if (held === undefined) return undefined
      parts.push(held.part)
      at = held.end
    }
    return parts
  }
}

/** Reads a part in this process. `place.at` goes on with it. */
export async function readPart(
  split: Split,
  place: PartPlace,
  diagnosis: Diagnosis,
  interrupt: AbortSignal,
  onRead: (bytes: number) => void,
): Promise<void> {
  const { file, options } = split
  const holder = new Holder(
    diagnosis.partReader(file.name, options),
    counted(file.path, interrupt, (bytes) => {
      onRead(bytes)
      place.at = Math.max(place.at, holder.at)
    }),
  )
  split.listen(place, (start) => holder.starts.push(start))
  let start: Start | undefined
  const onStart = (found: Start): void => {
    start = found
    split.begun(found)
  }
  const held = place.from === 0 ? await holder.first() : await holder.from(place.from, onStart)
  split.done(place, start, held)
}

/** The bytes of a file from a place on, each chunk told; they end when `interrupt` is aborted. */
export function counted(path: string, interrupt: AbortSignal, onRead: (bytes: number) => void): ReadFrom {
  return async function* (from) {
    for await (const chunk of endedBy(interrupt, readWindows(path, { from }))) {
      yield chunk
      onRead(chunk.length)
    }
  }
}
