// Log text is written by strangers: nothing in it may move the cursor, change colours or reorder what is read.

// C0 but TAB and LF, DEL, C1, zero-width and bidirectional controls, line and paragraph separators, byte order mark.
// oxlint-disable-next-line no-control-regex -- they are what this is about
const UNSAFE = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

/**
 * Makes log text safe to print on a terminal: control characters are shown as escapes, TABs as four spaces.
 *
 * @example
 * sanitize('\u001b[31mred') //=> '\\x1b[31mred'
 */
export function sanitize(text: string): string {
  return text.replaceAll('\t', '    ').replace(UNSAFE, escape)
}

/** The same for text that must stay on one line. */
export function sanitizeLine(text: string): string {
  return sanitize(text).replaceAll('\n', ' ')
}

function escape(char: string): string {
  const code = char.charCodeAt(0)
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`
}
