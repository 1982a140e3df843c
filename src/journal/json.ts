// One entry as JSON, in any layout that journalctl has had: `{ "K" : "v" }` before systemd 240, compact since.
import type { Format } from './entry.ts'
import { entriesOfFields, type FieldOf } from './fields.ts'
import { readPlainJson } from './json-plain.ts'

export interface JsonRead {
  readonly field: FieldOf
  readonly format: Format
}

/** Stands for a message that journalctl left out: with its name of 4096 bytes and more, unless -a is given. */
const LONG_MESSAGE = '[long blob data]'

// Other programs' JSON has none of these; inside of a string their quotes would be escaped.
const SIGNS = ['"MESSAGE"', '"__CURSOR"', '"__REALTIME_TIMESTAMP"']
const EVENT = 'data: {'
const RECORD_SEPARATOR = '\u001e'
const NOWHERE = { origin: { input: '', line: 0 }, lines: 1 }
const decoder = new TextDecoder()

/**
 * Reads a line of json, json-sse or json-seq; undefined when it is none of the three.
 *
 * @example
 * readJsonLine('{"MESSAGE":"a","_PID":"7"}')?.field('_PID') //=> '7'
 */
export function readJsonLine(line: string): JsonRead | undefined {
  if (line.startsWith('{')) return readJson(line, 'journal-json')
  if (line.startsWith(RECORD_SEPARATOR)) return readJson(line.slice(1), 'journal-json-seq')
  return line.startsWith(EVENT) ? readJson(line.slice(EVENT.length - 1), 'journal-json-sse') : undefined
}

/** What the entry on a line is shown as where it is evidence. */
export function rawOfJson(line: string): string {
  const json = readJsonLine(line)
  const [entry] = json === undefined ? [] : entriesOfFields(json.field, NOWHERE)
  return entry?.raw ?? line
}

/** Reads the object of one entry; undefined for other JSON and for what is none. */
export function readJson(text: string, format: Format): JsonRead | undefined {
  const plain = readPlainJson(text)
  if (plain !== undefined) return { format, field: plain }
  if (!SIGNS.some((sign) => text.includes(sign))) return undefined
  const fields = parseObject(text)
  if (fields === undefined || !['MESSAGE', '__CURSOR', '__REALTIME_TIMESTAMP'].some((name) => name in fields))
    return undefined
  // Vector leaves the fields as they are, but for this one: a collector's JSON.
  if (!('MESSAGE' in fields) && typeof fields['message'] === 'string') return undefined
  return { format, field: (name) => (Object.hasOwn(fields, name) ? textOf(name, fields[name]) : undefined) }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A string; an array of bytes where it is not printable; of several values the first. Collectors write numbers, too. */
function textOf(name: string, value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (value === null) return name === 'MESSAGE' ? LONG_MESSAGE : undefined
  return Array.isArray(value) ? textOfArray(name, value) : undefined
}

function textOfArray(name: string, values: readonly unknown[]): string | undefined {
  const [first] = values
  if (typeof first === 'number' || first === undefined) return textOfBytes(values)
  return Array.isArray(first) ? textOfBytes(first) : textOf(name, first)
}

function textOfBytes(bytes: readonly unknown[]): string {
  return decoder.decode(Uint8Array.from(bytes, (byte) => (typeof byte === 'number' ? byte : 0)))
}
