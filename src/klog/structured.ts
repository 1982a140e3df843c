// A structured klog message: `"msg" key=value key="value" key=<block>`. Source: klog internal/serialize/keyvalues.go.
import { endOfGoString, unquoteGo } from './go-string.ts'

/** One key and its value, decoded; `start` and `end` are the columns of the raw value in the message. */
export interface KeyValue {
  readonly key: string
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface Structured {
  readonly msg: string
  readonly values: readonly KeyValue[]
  /** The values do not run to the end of the message: it was cut, or its values cannot be told apart for certain. */
  readonly truncated: boolean
}

const OPEN = '{[('
const CLOSE = '}])'
// Keys are raw; by convention lowerCamelCase, in practice also `pod UID`, `a.b`, `/proc/swaps contents`, `%!s(int=1)`.
const KEY = /([^\s="][^="\n]*?)=/y
const NEXT_PAIR = / ["A-Za-z%/{][^\s="]*=/g

/**
 * Reads a structured message; undefined when it is not one. A quote at the start proves nothing: `"name" is gone` is
 * unstructured text.
 *
 * @example
 * readStructured('"Failed" err="EOF" n=3')?.values.map(({ key }) => key) //=> ['err', 'n']
 */
export function readStructured(text: string): Structured | undefined {
  if (!text.startsWith('"')) return undefined
  const end = endOfGoString(text, 0)
  if (end === -1) return undefined
  const values: KeyValue[] = []
  let at = end
  while (at < text.length) {
    const pair = readPair(text, at)
    if (pair === undefined) break
    values.push(pair)
    at = pair.end
  }
  const rest = text.slice(at).trim()
  if (rest !== '' && values.length === 0 && rest !== '>') return undefined
  const msg = unquoteGo(text.slice(1, end - 1))
  return msg === 'msg' && values.length > 0 ? undefined : { msg, values, truncated: rest !== '' }
}

function readPair(text: string, at: number): KeyValue | undefined {
  if (text[at] !== ' ') return undefined
  KEY.lastIndex = at + 1
  const found = KEY.exec(text)
  return found === null ? undefined : readValue(text, found[1] ?? '', KEY.lastIndex)
}

function readValue(text: string, key: string, start: number): KeyValue {
  if (text[start] === '"') {
    const end = endOfGoString(text, start)
    // Not closed: the line was cut. Closed, but not at the end of a pair: WriteText values are not escaped.
    if (end === -1) return { key, value: unquoteGo(text.slice(start + 1)), start, end: text.length }
    if (end === text.length || text[end] === ' ')
      return { key, value: unquoteGo(text.slice(start + 1, end - 1)), start, end }
  }
  if (text.startsWith('<\n', start)) return readBlock(text, key, start)
  const end = endOfBareValue(text, start)
  return { key, value: text.slice(start, end), start, end }
}

/** `<`, lines that begin with a TAB, and a line ` >`. */
function readBlock(text: string, key: string, start: number): KeyValue {
  const close = text.indexOf('\n >', start)
  const end = close === -1 ? text.length : close + 3
  const body = text.slice(start + 2, close === -1 ? undefined : Math.max(close, start + 2))
  return { key, value: body.replace(/^\t/gm, ''), start, end }
}

/** JSON, numbers and the unquoted `%+v` of klog before 2.100, which may hold spaces: it ends before ` key=` outside brackets. */
function endOfBareValue(text: string, start: number): number {
  NEXT_PAIR.lastIndex = start
  for (let next = NEXT_PAIR.exec(text); next !== null; next = NEXT_PAIR.exec(text)) {
    if (isBalanced(text, start, next.index)) return next.index
    NEXT_PAIR.lastIndex = next.index + 1
  }
  return text.length
}

function isBalanced(text: string, start: number, end: number): boolean {
  let depth = 0
  for (let at = start; at < end; at++) {
    const char = text[at] as string // within the bounds
    if (char === '"') {
      const close = endOfGoString(text, at)
      if (close === -1 || close > end) return false
      at = close - 1
    } else if (OPEN.includes(char)) depth++
    else if (CLOSE.includes(char)) depth--
  }
  return depth <= 0
}
