// A structured klog message: `"msg" key=value key="value" key=<block>`. Source: klog internal/serialize/keyvalues.go.
import { endOfBareValue, endOfRawString } from './bare-value.ts'
import { endOfGoString, unquoteGo } from './go-string.ts'

/** One key and its value, decoded; `start` and `end` are the columns of the raw value in the message. */
export interface KeyValue {
  readonly key: string
  readonly value: string
  readonly start: number
  readonly end: number
}

/** A message of structured logging, taken apart. */
export interface Structured {
  readonly msg: string
  readonly values: readonly KeyValue[]
  /** The message was cut, or its values cannot be told apart for certain. */
  readonly truncated: boolean
}

/** The pairs of a message, and the column at which they end. */
interface Pairs {
  readonly values: readonly KeyValue[]
  readonly end: number
  readonly open: boolean
}

// Keys are raw. By convention lowerCamelCase, in practice also `a.b`, `/proc/swaps contents`, and what Go prints for keys that
// are no strings: `%!s(int=1)`, `map[a:b]`. Of two words, but not more: `"name" is gone since=2` is a sentence.
const KEY = /(%!\w\([^)"]{0,99}\)|map\[[^\]"]{0,99}\]|[^\s="]+|[\w./-]+ [\w./-]+)=/y
// klogr, as old controllers use it: `"msg"="Failed" "err"="EOF"`.
const QUOTED_KEY = /"((?:[^"\\]|\\.)*)"=/y

/**
 * Reads a structured message; undefined when it is not one. A quote at the start proves nothing: `"name" is gone` is
 * unstructured text.
 *
 * @example
 * readStructured('"Failed" err="EOF" n=3')?.values.map(({ key }) => key) //=> ['err', 'n']
 */
export function readStructured(text: string): Structured | undefined {
  if (!text.startsWith('"')) return undefined
  if (text.startsWith('"msg"=')) return readKlogr(text)
  const head = endOfGoString(text, 0)
  if (head === -1) return undefined
  const { values, end, open } = readPairs(text, head, KEY)
  const rest = text.slice(end).trim()
  // A lone `>` is what a pager prints where it cuts a line.
  if (rest !== '' && values.length === 0 && rest !== '>') return undefined
  return { msg: unquoteGo(text.slice(1, head - 1)), values, truncated: open || rest !== '' }
}

function readKlogr(text: string): Structured | undefined {
  const { values, end, open } = readPairs(` ${text}`, 0, QUOTED_KEY)
  const [msg, ...others] = values.map((pair) => ({ ...pair, start: pair.start - 1, end: pair.end - 1 }))
  return msg && { msg: msg.value, values: others, truncated: open || end <= text.length }
}

function readPairs(text: string, start: number, key: RegExp): Pairs {
  const values: KeyValue[] = []
  let end = start
  while (text[end] === ' ') {
    // ` > ` alone on its line ends a block; some copies have it inside a line.
    key.lastIndex = end + (text.startsWith(' > ', end) ? 3 : 1)
    const found = key.exec(text)
    if (found === null) break
    const value = readValue(text, key.lastIndex)
    values.push({ key: found[1] ?? '', value: value.value, start: value.start, end: value.end })
    end = value.end
    if (value.open) return { values, end, open: true }
  }
  return { values, end, open: false }
}

interface Value extends Omit<KeyValue, 'key'> {
  /** Its end is missing. */
  readonly open: boolean
}

function readValue(text: string, start: number): Value {
  if (text[start] === '"') return readQuoted(text, start)
  if (text.startsWith('<\n', start)) return readBlock(text, start)
  if (text[start] === '<' && start + 1 === text.length) return { value: '', start, end: text.length, open: true }
  const end = endOfBareValue(text, start)
  return { value: text.slice(start, end), start, end, open: false }
}

function readQuoted(text: string, start: number): Value {
  const end = endOfGoString(text, start)
  if (end === -1) return { value: unquoteGo(text.slice(start + 1)), start, end: text.length, open: true }
  if (end === text.length || text[end] === ' ')
    return { value: unquoteGo(text.slice(start + 1, end - 1)), start, end, open: false }
  // Closed, but not at the end of a pair: what WriteText and panicking methods print is not escaped.
  const rawEnd = endOfRawString(text, start)
  if (rawEnd !== -1) return { value: text.slice(start + 1, rawEnd - 1), start, end: rawEnd, open: false }
  return { value: text.slice(start), start, end: text.length, open: true }
}

/** `<`, lines that begin with a TAB, and a line ` >`. */
function readBlock(text: string, start: number): Value {
  const close = text.indexOf('\n >', start)
  const end = close === -1 ? text.length : close + 3
  const body = text.slice(start + 2, close === -1 ? undefined : Math.max(close, start + 2))
  return { value: body.replace(/^\t/gm, ''), start, end, open: close === -1 }
}
