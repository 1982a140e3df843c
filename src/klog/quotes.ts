// Typographic quotes, which editors and web pages make of those that klog writes.

const DOUBLE = /[\u201c-\u201f\u2033]/g
const [BLOCK_BEGIN, BLOCK_END] = [0x2039, 0x203a]
const SINGLE = /[\u2018-\u201b\u2032]/g

/**
 * The text as it was before. Where the plain quotes are still there, the others are part of what was logged.
 *
 * @example
 * straightenQuotes('“Failed” err=“EOF”') //=> '"Failed" err="EOF"'
 */
export function straightenQuotes(text: string): string {
  // This runs on every line. On text of Latin letters the search is over at once.
  if (text.charCodeAt(text.length - 1) === BLOCK_BEGIN || text.charCodeAt(1) === BLOCK_END)
    return straightenDouble(straightenBlock(text))
  return text.includes('\u201d') || text.includes('\u2033') ? straightenDouble(text) : text
}

function straightenDouble(text: string): string {
  const isQuoted = text.includes('"') && !/(?:^|\] |=)\u201c/.test(text)
  return isQuoted ? text : text.replace(DOUBLE, '"').replace(SINGLE, "'")
}

/** `err=‹` ... ` ›`, of pages on which `<` would have begun a tag. */
function straightenBlock(text: string): string {
  return text.replace(/=\u2039$/, '=<').replace(/^ \u203a(?= |$)/, ' >')
}
