// What a mistyped word most likely was.
import { closestMatch } from 'leven'

/**
 * The candidate that a word was meant to be: one that it begins, one that a few slips of the finger away is, or one that is made of
 * the same words. Undefined when none is near.
 *
 * @example
 * nearest('outptu', ['output', 'brief']) //=> 'output'
 */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase()
  return begun(lower, candidates) ?? mistyped(lower, candidates) ?? ofSameWords(lower, candidates)
}

/** Says that there is no rule of an id, and which one was most likely meant. */
export function noRule(id: string, known: Iterable<string>): string {
  const near = nearest(id, [...known])
  return `there is no rule \`${id}\`${near === undefined ? '' : `; did you mean \`${near}\`?`}`
}

function begun(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 3) return undefined
  const longer = candidates.filter((candidate) => candidate.startsWith(word))
  return longer.sort((a, b) => a.length - b.length)[0]
}

function mistyped(word: string, candidates: readonly string[]): string | undefined {
  // A third of the letters may be wrong; two that changed places are two.
  return word.length < 2 ? undefined : closestMatch(word, candidates, { maxDistance: Math.ceil(word.length / 3) })
}

function ofSameWords(word: string, candidates: readonly string[]): string | undefined {
  const words = word.split('-').filter(({ length }) => length > 2)
  const [best] = candidates
    .map((candidate) => ({ candidate, shared: words.filter((part) => candidate.includes(part)).length }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared || a.candidate.length - b.candidate.length)
  return best?.candidate
}
