// The regexes of the built-in rules. A backtracking engine can take minutes where a text is long and a stranger chose it, so only
// short texts go to it.
import { re2Regex } from './re2.ts'
import { platformRegex, type Regex, type RegexCompiler } from './regex.ts'

/** Characters up to which the platform's engine is used: nearly all records, and several times faster than RE2 on them. */
const SHORT = 1000

/**
 * Compiles for the platform's engine on short texts and for RE2, which is linear by construction, on long ones. The project's
 * tests hold one against the other. They differ in what no rule depends on: RE2's \s is ASCII, and its dot takes a character
 * beyond U+FFFF as one.
 */
export const boundedRegex: RegexCompiler = (source) => {
  const short = platformRegex(source)
  let long: Regex | undefined
  return (text) => (text.length <= SHORT ? short(text) : (long ??= re2Regex(source))(text))
}
