// RE2, which is linear by construction: for the regexes of custom rules, and for those of the built-in ones on long texts.
import { RE2JS } from 're2js'
import { groupNames, type RegexCompiler } from './regex.ts'

/**
 * Compiles for RE2; look-around, back-references and other things that RE2 cannot do throw, with RE2's words.
 *
 * @example
 * re2Regex('pod (?<pod>\\S+)')('pod a/b') //=> { pod: 'a/b' }
 */
export const re2Regex: RegexCompiler = (source) => {
  const regex = RE2JS.compile(RE2JS.translateRegExp(source))
  const names = groupNames(source)
  return (text) => {
    const found = regex.matcher(text)
    if (!found.find()) return undefined
    return Object.fromEntries(
      names.flatMap((name) => (found.group(name) === null ? [] : [[name, found.group(name) ?? '']])),
    )
  }
}
