// The common form of an entry, read without making an object of it: its fields stand in a random order, so that each object would be of a kind of its own.
import type { FieldOf } from './fields.ts'
import { JsonFields, MESSAGE, NAMES } from './json-fields.ts'

/** Longer ones, and those with other letters, are read as any JSON. */
const LONGEST = 16 * 1024
const NEWLINE = 0x0a
const NUMBERS: ReadonlyMap<string, number> = new Map(NAMES.map((name, field) => [name, field]))
const encoder = new TextEncoder()
const fields = new JsonFields()
let bytes: Uint8Array | undefined

/**
 * Reads the object of an entry with a message, of ASCII alone; undefined when it is no such object, or a field is more than one string.
 *
 * @example
 * readPlainJson('{"MESSAGE":"a","_PID":"7"}')?.('_PID') //=> '7'
 */
export function readPlainJson(text: string): FieldOf | undefined {
  if (text.length >= LONGEST || !text.includes('"MESSAGE"')) return undefined
  bytes ??= new Uint8Array(LONGEST)
  const { read, written } = encoder.encodeInto(text, bytes)
  if (read < text.length || written > text.length) return undefined
  bytes[written] = NEWLINE
  if (!fields.read(bytes, 0, written) || fields.begins[MESSAGE] === 0) return undefined
  // The next line is read into the same places.
  const values = NAMES.map((_name, field) =>
    valueOf(text, fields.begins[field] as number, fields.ends[field] as number),
  )
  return (name) => values[NUMBERS.get(name) ?? -1]
}

function valueOf(text: string, begin: number, end: number): string | undefined {
  if (begin === 0) return undefined
  const value = text.slice(begin, end)
  return value.includes('\\') ? (JSON.parse(`"${value}"`) as string) : value
}
