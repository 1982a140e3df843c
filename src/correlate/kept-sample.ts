// A sample as a tally keeps it. Most of what samples are made of is the same in many of them, and is kept once: what matched, who wrote it, and
// the end of the text.
import { own } from './own.ts'
import type { Ends, Sample } from './sample.ts'

/** What samples have in common. */
interface Like extends Omit<Sample, 'us' | 'line' | 'text'> {
  /** How their texts end. */
  readonly end: string
}

/** The shortest end of a text that is worth while to keep apart. */
const LEAST = 40

/** It is a sample, too, whose text is put together whenever it is asked for. */
export class KeptSample implements Sample {
  readonly us: number
  readonly line: number
  #begin: string
  #like: Like

  constructor({ us, line, text, precision, input, signature, captures, pid }: Sample) {
    this.us = us
    this.line = line
    this.#begin = text
    this.#like = { precision, input, signature, captures, end: '', ...(pid !== undefined && { pid }) }
  }

  get precision(): number {
    return this.#like.precision
  }

  get input(): string {
    return this.#like.input
  }

  get text(): string {
    return this.#begin + this.#like.end
  }

  get signature(): string {
    return this.#like.signature
  }

  get captures(): Sample['captures'] {
    return this.#like.captures
  }

  get pid(): number | undefined {
    return this.#like.pid
  }

  /** As plain JSON. */
  get sample(): Sample {
    const { us, precision, input, line, text, signature, captures, pid } = this
    return { us, precision, input, line, text, signature, captures, ...(pid !== undefined && { pid }) }
  }

  /** Finds one among others that has more in common with this one than most, and holds on to what it has. */
  share(others: Iterable<KeptSample>): void {
    const text = this.text
    let last: Like | undefined
    let alike: KeptSample | undefined
    for (const other of others) {
      const like = other.#like
      if (other === this || like === last) continue
      last = like
      if (!isAlike(like, this.#like)) continue
      if (like.end !== '' && text.endsWith(like.end)) return this.#take(like)
      alike = other
    }
    if (alike !== undefined) this.#shareEnd(alike)
  }

  #shareEnd(other: KeptSample): void {
    const end = commonEnd(this.text, other.text)
    if (end.length >= LEAST) this.#take({ ...other.#like, end: own(end) })
    else this.#take(other.#like.end === '' ? other.#like : { ...other.#like, end: '' })
    if (other.#like.end === '') other.#take(this.#like)
  }

  /** Takes over what it has in common with others. */
  #take(like: Like): void {
    const text = this.text
    this.#begin = own(text.slice(0, text.length - like.end.length))
    this.#like = like
  }
}

/** The first and the last sample of a stretch of time, as they are kept. */
export type KeptEnds = Ends<KeptSample>

export function keepEnds({ first, last }: Ends): KeptEnds {
  const kept = new KeptSample(first)
  const isOne = first.us === last.us && first.line === last.line && first.input === last.input
  return { first: kept, last: isOne ? kept : new KeptSample(last) }
}

export function endsOf({ first, last }: KeptEnds): Ends {
  const { sample } = first
  return { first: sample, last: first === last ? sample : last.sample }
}

function isAlike(a: Like, b: Like): boolean {
  return (
    a.signature === b.signature &&
    a.pid === b.pid &&
    a.precision === b.precision &&
    a.input === b.input &&
    isEqual(a.captures, b.captures)
  )
}

function isEqual(a: Like['captures'], b: Like['captures']): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/** How two texts end alike, from a blank on: what is before it is a number, of which some digits may be equal. */
function commonEnd(a: string, b: string): string {
  let length = 0
  while (length < a.length && a.charCodeAt(a.length - 1 - length) === b.charCodeAt(b.length - 1 - length)) length++
  const blank = a.indexOf(' ', a.length - length)
  return blank === -1 ? '' : a.slice(blank)
}
