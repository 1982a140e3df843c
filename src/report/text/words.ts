// Small pieces of wording.

/** The first sentence of a text, on one line. */
export function firstSentence(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
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
