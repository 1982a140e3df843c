// Typographic quotes, which editors and web pages make of those that klog writes.

const DOUBLE = /[\u201c-\u201f\u2033]/g
const SINGLE = /[\u2018-\u201b\u2032]/g

/**
 * The text as it was before. Where the plain quotes are still there, the others are part of what was logged.
 *
 * @example
 * straightenQuotes('“Failed” err=“EOF”') //=> '"Failed" err="EOF"'
 */
export function straightenQuotes(text: string): string {
  // On text of Latin letters each of these is over at once: this runs on every line.
  if (text.includes('\u2039') || text.includes('\u203a')) return straightenDouble(straightenBlock(text))
  return straightenDouble(text)
}

function straightenDouble(text: string): string {
  if (!(text.includes('\u201c') || text.includes('\u201d') || text.includes('\u2033'))) return text
  const isQuoted = text.includes('"') && !/(?:^|\] |=)\u201c/.test(text)
  return isQuoted ? text : text.replace(DOUBLE, '"').replace(SINGLE, "'")
}

/** `err=‹` ... ` ›`, of pages on which `<` would have begun a tag. */
function straightenBlock(text: string): string {
  return text.replace(/=\u2039$/, '=<').replace(/^ \u203a(?= |$)/, ' >')
}
