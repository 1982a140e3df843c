// The signs of a report, by what a terminal and its reader can take.

export interface Marks {
  readonly event: string
  readonly effect: string
  readonly context: string
  /** Columns that the longest of these three takes. */
  readonly width: number
  readonly to: string
  readonly ellipsis: string
  /** From no event to most; '' where no bars are drawn. */
  readonly bars: string
}

export const UNICODE: Marks = {
  event: '●',
  effect: '└►',
  context: '│',
  width: 3,
  to: '→',
  ellipsis: '…',
  bars: ' ▁▂▃▄▅▆▇█',
}

export const ASCII: Marks = {
  event: '*',
  effect: '`->',
  context: '|',
  width: 3,
  to: '->',
  ellipsis: '...',
  bars: ' .:-=+*#',
}

/** For screen readers, which spell signs out: words, and nothing that is drawn. */
export const WORDS: Marks = {
  event: 'cause',
  effect: 'effect',
  context: 'context',
  width: 7,
  to: 'leads to',
  ellipsis: '...',
  bars: '',
}

/**
 * The text in ASCII, with escapes for all else.
 *
 * @example
 * toAscii('Knoten-Ü') //=> 'Knoten-\\xdc'
 */
export function toAscii(text: string): string {
  return text.replace(/[^\0-\u007f]/gu, (char) => {
    const code = char.codePointAt(0) ?? 0
    if (code < 0x100) return `\\x${code.toString(16)}`
    return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
  })
}
