// Small pieces of wording.

// Single spaces, which most blanks are, stay as they are: that takes a fifth of the time.
const BLANKS = /\s{2,}|[^\S ]/g

/**
 * A text on one line, with single spaces.
 *
 * @example
 * oneLine('a\n  b ') //=> 'a b'
 */
export function oneLine(text: string): string {
  return text.replace(BLANKS, ' ').trim()
}

/** The first sentence of a text, on one line. */
export function firstSentence(text: string): string {
  const line = oneLine(text)
  return /^.*?[.!?](?= |$)/.exec(line)?.[0] ?? line
}

/**
 * A whole number for people: `1,234,567`. What toLocaleString() gives, which takes as long to start as the whole report.
 *
 * @example
 * grouped(1234567) //=> '1,234,567'
 */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `1 line`, `2 lines`. */
export function plural(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `a, b, c and 4 more`. */
export function list(items: readonly string[], most = 3): string {
  return items.length <= most ? items.join(', ') : `${items.slice(0, most).join(', ')} and ${items.length - most} more`
}

const UNITS = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB']

/**
 * @example
 * sizeWords(1536) //=> '1.5 KiB'
 */
export function sizeWords(bytes: number): string {
  const unit = Math.min(Math.max(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), 0), UNITS.length - 1)
  const number = bytes / 1024 ** unit
  return `${number.toFixed(unit === 0 || number >= 100 ? 0 : 1)} ${UNITS[unit] ?? ''}`
}
