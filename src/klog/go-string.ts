// Go string literals as strconv.Quote writes them. They are not JSON: \x, \a, \v and \U occur.

const SIMPLE = new Map(Object.entries({ a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }))
const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([\s\S]))/g

/**
 * The column after the closing quote of the literal that opens at `at`; -1 when it is not closed.
 *
 * @example
 * endOfGoString('"a\\"b" c', 0) //=> 6
 */
export function endOfGoString(text: string, at: number): number {
  for (let next = text.indexOf('"', at + 1); next !== -1; next = text.indexOf('"', next + 1)) {
    let backslashes = 0
    while (text[next - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) return next + 1
  }
  return -1
}

/**
 * The text of a literal without its quotes. Unknown escapes stand for the escaped character; bytes of broken UTF-8
 * (`\xff`) become U+FFFD.
 *
 * @example
 * unquoteGo('a\\tb \\"c\\"') //=> 'a\tb "c"'
 */
export function unquoteGo(body: string): string {
  if (!body.includes('\\')) return body
  return body.replace(ESCAPE, (_all, byte?: string, four?: string, eight?: string, octal?: string, char?: string) => {
    if (char !== undefined) return SIMPLE.get(char) ?? char
    const code = octal === undefined ? Number.parseInt(byte ?? four ?? eight ?? '', 16) : Number.parseInt(octal, 8)
    const isByte = byte !== undefined || octal !== undefined
    return (isByte && code > 0x7f) || code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code)
  })
}
