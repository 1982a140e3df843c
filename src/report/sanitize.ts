// Log text is written by strangers: nothing in it may move the cursor, change colours or reorder what is read.

// Controls, what has no width or turns the direction of text, separators of lines and paragraphs; but not LF.
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** Nearly all texts: this costs a tenth of looking for what is unsafe. */
const PLAIN = /^[ -~\n]*$/

/**
 * Makes log text safe to print on a terminal: control characters are shown as escapes, TABs as four spaces.
 *
 * @example
 * sanitize('\u001b[31mred') //=> '\\x1b[31mred'
 */
export function sanitize(text: string): string {
  if (PLAIN.test(text)) return text
  return text.replaceAll('\t', '    ').replace(UNSAFE, escape)
}

/** The same for text that must stay on one line. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replaceAll('\n', ' ')
}

function escape(char: string): string {
  const code = char.codePointAt(0) ?? 0
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}
