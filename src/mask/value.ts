// Where the value of a `key=value` ends, whatever stands around it: quotes, quotes with backslashes before them, an address.
import type { Part } from './edit.ts'

/** What ends a value without quotes. */
const END = /[\s"'`&<>\\]/g
/** Marks of punctuation are no part of a value that they follow. */
const PUNCTUATION = ',;:.)]}'

/**
 * The value that begins at a place, without its quotes; an empty one where there is none.
 *
 * @example
 * valueAt('token=\\"abc\\" x', 6) //=> { start: 8, end: 11 }
 */
export function valueAt(text: string, place: number): Part {
  let start = place
  while (text[start] === '\\') start++
  const quote = text[start]
  if (quote === '"' || quote === "'") return quotedValue(text, start + 1, quote, start - place)
  return bareValue(text, place)
}

/** Ends at the first quote that is as deep as the one that opened it, or at the end of a text that was cut. */
function quotedValue(text: string, start: number, quote: string, depth: number): Part {
  for (let at = text.indexOf(quote, start); at !== -1; at = text.indexOf(quote, at + 1)) {
    let end = at
    while (end > start && text[end - 1] === '\\') end--
    if (at - end <= depth) return { start, end }
  }
  return { start, end: text.length }
}

function bareValue(text: string, start: number): Part {
  END.lastIndex = start
  let end = END.exec(text)?.index ?? text.length
  while (text[end] === '\\' && !endsThere(text, end)) {
    END.lastIndex = end + 1
    end = END.exec(text)?.index ?? text.length
  }
  while (end > start && PUNCTUATION.includes(text.charAt(end - 1))) end--
  return { start, end }
}

/** A backslash that belongs to a quote or to an escaped line break. */
function endsThere(text: string, backslash: number): boolean {
  let at = backslash
  while (text[at] === '\\') at++
  return text[at] === '"' || text[at] === "'" || text[at] === 'n' || at >= text.length
}
