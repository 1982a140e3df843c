// Where a value ends that is not escaped. Each search is one pass over the text, for a value may be as long as a line.
import { endOfGoString } from './go-string.ts'

const OPEN = new Set(['{', '[', '('])
const CLOSE = new Set(['}', ']', ')'])
// The next pair. A key of two words only counts after a value that is complete JSON.
const NEXT_PAIR = / (?:%!\w\([^)"]{0,99}\)|map\[[^\]"]{0,99}\]|"?[A-Za-z_/{][^\s="]*"?)=/y
const NEXT_PAIR_OF_TWO_WORDS = / [\w./-]+ [\w./-]+=/y
const SCALAR = /^(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null)$/
const LONGEST_SCALAR = 32

/**
 * The column at which the bare value that begins at `start` ends: JSON, numbers, and the unquoted `%+v` of klog before 2.100,
 * which may hold spaces. It ends before ` key=` outside of brackets and strings.
 *
 * @example
 * endOfBareValue('{Name:a Env:[b=c d=e]} pod="x"', 0) //=> 22
 */
export function endOfBareValue(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string // within the bounds
    if (char === ' ') {
      if (depth <= 0 && isEnd(text, start, at)) return at
    } else if (char === '"' && text[at - 1] !== '\\') {
      const close = endOfGoString(text, at)
      if (close !== -1) at = close - 1
      else if (depth > 0) return text.length
    } else if (OPEN.has(char)) depth++
    else if (CLOSE.has(char)) depth--
  }
  return text.length
}

function isEnd(text: string, start: number, at: number): boolean {
  NEXT_PAIR.lastIndex = at
  if (NEXT_PAIR.test(text)) return true
  NEXT_PAIR_OF_TWO_WORDS.lastIndex = at
  return isJson(text, start, at) && NEXT_PAIR_OF_TWO_WORDS.test(text)
}

/** Is the value complete JSON, as far as its ends tell? */
function isJson(text: string, start: number, end: number): boolean {
  if (end === start) return false
  const ends = `${text[start]}${text[end - 1]}`
  return ends === '{}' || ends === '[]' || (end - start <= LONGEST_SCALAR && SCALAR.test(text.slice(start, end)))
}

/**
 * The column after the quote that closes an unescaped string which opens at `start`: the first quote that the next pair or
 * the end of the text follows. -1 when there is none.
 *
 * @example
 * endOfRawString('"a"b" pod="x"', 0) //=> 5
 */
export function endOfRawString(text: string, start: number): number {
  for (let next = text.indexOf('"', start + 1); next !== -1; next = text.indexOf('"', next + 1)) {
    NEXT_PAIR.lastIndex = next + 1
    if (next + 1 === text.length || NEXT_PAIR.test(text)) return next + 1
  }
  return -1
}
