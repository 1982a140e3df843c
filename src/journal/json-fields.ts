// The fields of an entry in a line of journalctl's JSON, found in its bytes. They stand in another order in each line: journalctl keeps them in a
// table with random keys. What is taken here is JSON to the last byte; when in doubt, the line is none.
import { FIELDS } from './fields.ts'

/** The fields that are found, by number: what comes of a line depends on them alone. */
export const NAMES: readonly string[] = [...FIELDS]
export const MESSAGE: number = NAMES.indexOf('MESSAGE')
export const RECEIVED: number = NAMES.indexOf('__REALTIME_TIMESTAMP')
export const SENT: number = NAMES.indexOf('_SOURCE_REALTIME_TIMESTAMP')

const [BLANK, QUOTE, COMMA, ZERO, NINE] = [0x20, 0x22, 0x2c, 0x30, 0x39]
const [COLON, LIST, BACKSLASH, LIST_END, N, U] = [0x3a, 0x5b, 0x5c, 0x5d, 0x6e, 0x75]
const [OBJECT, OBJECT_END] = [0x7b, 0x7d]
const NONE = -1
const encoder = new TextEncoder()

/** Bytes that stand for themselves in a string: all but control signs, the quote and the backslash. */
const PLAIN = new Uint8Array(256).fill(1, BLANK)
PLAIN[QUOTE] = PLAIN[BACKSLASH] = 0
/** What may stand behind a backslash. */
const ESCAPES = new Uint8Array(256)
for (const byte of encoder.encode('"\\/bfnrt')) ESCAPES[byte] = 1
const HEX = new Uint8Array(256)
for (const byte of encoder.encode('0123456789abcdefABCDEF')) HEX[byte] = 1

const NAME_BYTES: readonly Uint8Array[] = NAMES.map((name) => encoder.encode(name))
/** By the length of a name, the fields with names of that length. */
const BY_LENGTH: readonly (readonly number[])[] = Array.from({ length: 64 }, (_, length) =>
  [...NAMES.keys()].filter((field) => NAMES[field]?.length === length),
)

export class JsonFields {
  /** Where the value of each field begins and ends, without its quotes; 0 where it has none. */
  readonly begins: Int32Array = new Int32Array(NAMES.length)
  readonly ends: Int32Array = new Int32Array(NAMES.length)

  /**
   * Finds the fields of the object that is the bytes from `start` to `end`; false when it is none, or when a field is more than one string. There must be an LF
   * at `end` or behind it.
   */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    this.begins.fill(0)
    this.ends.fill(0)
    if (bytes[start] !== OBJECT) return false
    let at = start
    do {
      at = this.#next(bytes, skip(bytes, at + 1))
      if (at === NONE) return false
      at = skip(bytes, at)
    } while (bytes[at] === COMMA)
    return bytes[at] === OBJECT_END && at + 1 === end
  }

  /** Takes the field whose name begins at the quote at `at`; returns where its value ends. */
  #next(bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE) return NONE
    const begin = at + 1
    const end = endOfName(bytes, begin)
    if (end === NONE) return NONE
    const colon = skip(bytes, end + 1)
    if (bytes[colon] !== COLON) return NONE
    const value = skip(bytes, colon + 1)
    const field = fieldOf(bytes, begin, end)
    return field === NONE ? endOfValue(bytes, value) : this.#take(field, bytes, value)
  }

  #take(field: number, bytes: Uint8Array, at: number): number {
    if (bytes[at] !== QUOTE || this.begins[field] !== 0) return NONE
    const end = endOfString(bytes, at + 1)
    if (end === NONE) return NONE
    this.begins[field] = at + 1
    this.ends[field] = end
    return end + 1
  }
}

// All of these stop at the LF of the line at the latest, which is there: see {@link JsonFields.read}.

function skip(bytes: Uint8Array, from: number): number {
  let at = from
  while (bytes[at] === BLANK) at++
  return at
}

/** The closing quote of a name. Names with escapes are none of journald's. */
function endOfName(bytes: Uint8Array, from: number): number {
  let at = from
  while (PLAIN[bytes[at] as number] === 1) at++
  return bytes[at] === QUOTE ? at : NONE
}

function fieldOf(bytes: Uint8Array, begin: number, end: number): number {
  const candidates = BY_LENGTH[end - begin]
  if (candidates === undefined) return NONE
  for (const field of candidates) if (isName(bytes, begin, NAME_BYTES[field] as Uint8Array)) return field
  return NONE
}

function isName(bytes: Uint8Array, begin: number, name: Uint8Array): boolean {
  for (let at = 0; at < name.length; at++) if (bytes[begin + at] !== name[at]) return false
  return true
}

/** The closing quote of the string whose text begins at `from`. This runs over most bytes of a log. */
function endOfString(bytes: Uint8Array, from: number): number {
  for (let at = from; ; at++) {
    while (PLAIN[bytes[at] as number] === 1) at++
    if (bytes[at] === QUOTE) return at
    if (bytes[at] !== BACKSLASH) return NONE
    at++
    if (bytes[at] === U) {
      for (const digits = at + 4; at < digits; at++) if (HEX[bytes[at + 1] as number] !== 1) return NONE
    } else if (ESCAPES[bytes[at] as number] !== 1) return NONE
  }
}

/** The end of a value that is not asked for: a string, null, or a list of them and of numbers. */
function endOfValue(bytes: Uint8Array, at: number): number {
  return bytes[at] === LIST ? endOfList(bytes, at) : endOfItem(bytes, at)
}

function endOfList(bytes: Uint8Array, from: number): number {
  let at = from
  do {
    at = endOfItem(bytes, skip(bytes, at + 1))
    if (at === NONE) return NONE
    at = skip(bytes, at)
  } while (bytes[at] === COMMA)
  return bytes[at] === LIST_END ? at + 1 : NONE
}

function endOfItem(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number // before the LF
  if (byte === QUOTE) {
    const end = endOfString(bytes, at + 1)
    return end === NONE ? NONE : end + 1
  }
  if (byte === N) return bytes[at + 1] === U && bytes[at + 2] === 0x6c && bytes[at + 3] === 0x6c ? at + 4 : NONE
  if (byte < ZERO || byte > NINE) return NONE
  let end = at + 1
  while (isDigit(bytes[end] as number)) end++
  return byte === ZERO && end > at + 1 ? NONE : end
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE
}
