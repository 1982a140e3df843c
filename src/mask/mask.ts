// Text of a log -> the same text with words in place of its secrets. What is shown is masked, not what is read.
import { applyEdits, tidy, type Edit } from './edit.ts'
import { findPairs } from './pairs.ts'
import { findPrivateKeys } from './pem.ts'
import { findTokens } from './tokens.ts'

/** `user:password@` of an address; a user alone is no secret, unless it looks like a token. */
const USERINFO = /(?<=:\/\/)(?:[^\s/"'\\?#<>:]{0,256}:[^\s/"'\\?#<>]{1,256}|(?=[a-z_-]{0,64}\d)[\w-]{16,256})@/gi

/** Nearly no text of a log has any of this: the others cost a look at each. In one they would take thrice as long. */
const HINTS: readonly RegExp[] = [
  /pass|pwd|secret|token|credential|key|auth|cookie|bearer|basic/i,
  /[?&](?:sig|code)|:\/\/[^\s/]{0,512}@|eyJ|ZXlK|LS0tLS1|-----|[78]Q~|A(?:KIA|SIA|GPA|IDA|ROA|NPA|IZA)|ya29|gh[pousr]_|glpat|dckr_|npm_|xox|hvs\.|sk_live|K10/i,
  // A bootstrap token; full stops are rarer than what may stand before them.
  /\.(?<=[a-z0-9]{6}\.)[a-z0-9]{16}/i,
]

/** The words for secrets: masking again changes nothing. */
const MASKED =
  /\[(?:bearer token|basic credentials|password|(?:\w+ )?token|secret|(?:\w+ (?:access )?)?key|(?:URL )?credentials?|docker auth|cookie|JWT)\]/g

/**
 * Puts words in place of secrets: tokens, passwords, private keys, credentials. The length of what was there does not show. Takes
 * time in proportion to the length of the text, whatever it is.
 *
 * @example
 * maskSecrets('Authorization: Bearer abc123def') //=> 'Authorization: Bearer [bearer token]'
 */
export function maskSecrets(text: string): string {
  return applyEdits(text, findSecrets(text))
}

/** False when there is no secret in a text, nor in any part of it. */
export function mayHoldSecrets(text: string): boolean {
  return HINTS.some((hint) => hint.test(text))
}

/** Where the secrets of a text are, and the words for them. */
export function findSecrets(text: string): Edit[] {
  if (!mayHoldSecrets(text)) return []
  const userinfo = [...text.matchAll(USERINFO)].map(({ index, 0: { length } }) => ({
    start: index,
    end: index + length - 1,
    by: '[credentials]',
  }))
  const found = [...findPrivateKeys(text), ...userinfo, ...findTokens(text), ...findPairs(text)]
  return tidy(outside([...text.matchAll(MASKED)], found))
}

/** The edits that touch no words for a secret. */
function outside(words: readonly RegExpExecArray[], edits: readonly Edit[]): Edit[] {
  let at = 0
  return edits
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      while (endOf(words[at]) <= start) at++
      return (words[at]?.index ?? Number.POSITIVE_INFINITY) >= end
    })
}

function endOf(words: RegExpExecArray | undefined): number {
  return words === undefined ? Number.POSITIVE_INFINITY : words.index + words[0].length
}
