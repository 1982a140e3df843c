// What lines of JSON of one process have in common: the fields that tell who wrote them, and the head of klog's message.
import type { Way } from '../../journal/readers.ts'
import { Shape } from '../shape.ts'
import { MESSAGE, NAMES, type JsonFields, RECEIVED, SENT } from '../../journal/json-fields.ts'
import { JsonEntry } from './entries.ts'

/** JsonFields in which lines of one process differ. */
const FREE: ReadonlySet<number> = new Set([MESSAGE, RECEIVED, SENT])
const WHO: readonly number[] = [...NAMES.keys()].filter((field) => !FREE.has(field))
const [FIRST, LAST, ZERO, NINE] = [0x31, 0x38, 0x30, 0x39]
/** Digits of an instant between 2001 and 2286; those that begin with a 9 may be more than a number can tell exactly. */
const DIGITS = 16
const DAY = 86_400_000_000
const BEFORE = { 'journal-json': 0, 'journal-json-seq': 1 } as const
const NONE = -1
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

type JsonFormat = keyof typeof BEFORE

/** Is it the way of one object on a line, with nothing round it? */
export function isJson(way: Way): way is Way & { readonly format: JsonFormat } {
  return way.rawOf !== undefined && way.format in BEFORE
}

export class JsonShape {
  /** Equal for equal shapes. */
  readonly key: string
  /** Of the message, up to the name of the file. */
  readonly head: Shape
  /** Bytes before the object. */
  readonly before: number
  /** The times of the line that it was learned from, since midnight. */
  readonly times: { readonly journal: number | undefined; readonly klog: number }
  /** The values of WHO; empty where there is no such field. */
  readonly #values: readonly Uint8Array[]

  private constructor(head: Shape, before: number, values: readonly Uint8Array[], journal: number) {
    this.head = head
    this.before = before
    this.#values = values
    this.times = { journal, klog: head.times.klog }
    this.key = [before, head.key, ...values.map((value) => value.join(','))].join('|')
  }

  /** The shape of a line that is one entry with the klog message `text`; undefined when it cannot be found again. */
  static of(line: string, text: string, format: JsonFormat): JsonShape | undefined {
    const bytes = encoder.encode(`${line}\n`)
    const entry = new JsonEntry()
    entry.read(bytes, new DataView(bytes.buffer), 0, bytes.length - 1)
    const { fields, message, before, length } = entry
    if (before !== BEFORE[format]) return undefined
    const head = length === NONE ? undefined : Shape.of(decoder.decode(message.bytes.subarray(0, length)), text)
    const us = receivedAt(bytes, fields)
    if (head === undefined || head.journal !== NONE || us === NONE) return undefined
    // An empty value would be taken for none.
    if (WHO.some((field) => fields.begins[field] !== 0 && fields.begins[field] === fields.ends[field])) return undefined
    const values = WHO.map((field) => bytes.slice(fields.begins[field], fields.ends[field]))
    return new JsonShape(head, before, values, us % DAY)
  }

  /** Do the fields of a line tell that it is of this process? */
  fits(bytes: Uint8Array, fields: JsonFields): boolean {
    for (let at = 0; at < WHO.length; at++) {
      const field = WHO[at] as number // as many as values
      const begin = fields.begins[field] as number
      const value = this.#values[at] as Uint8Array
      if ((fields.ends[field] as number) - begin !== value.length || (begin !== 0 && value.length === 0)) return false
      for (let next = 0; next < value.length; next++) if (bytes[begin + next] !== value[next]) return false
    }
    return true
  }
}

/** When the entry was sent, or else received, in epoch microseconds; -1 when that takes reading. */
export function receivedAt(bytes: Uint8Array, { begins, ends }: JsonFields): number {
  if (begins[RECEIVED] === 0) return NONE
  const field = begins[SENT] === 0 ? RECEIVED : SENT
  const [begin, end] = [begins[field] as number, ends[field] as number]
  const first = bytes[begin] as number // the quote behind it at least
  if (end - begin !== DIGITS || first < FIRST || first > LAST) return NONE
  let us = 0
  for (let at = begin; at < end; at++) {
    const byte = bytes[at] as number // within the line
    if (byte < ZERO || byte > NINE) return NONE
    us = us * 10 + byte - ZERO
  }
  return us
}
