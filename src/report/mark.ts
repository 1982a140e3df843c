// Where in a line the words are by which its rule knows it.
import type { Sample } from '../correlate/sample.ts'
import type { Rule } from '../rules/rule.ts'
import type { ReportMark } from './report.ts'

/** The place of the signature's literal in a line; undefined where it does not stand there as it is. */
export function markOf({ signatures }: Rule, { signature, text }: Sample): ReportMark | undefined {
  const known = signatures.find(({ id }) => id === signature)
  if (known === undefined || known.at === 'identifier' || known.contains === '') return undefined
  const found = withEscapes(known.contains).exec(text)
  if (found === null) return undefined
  return { start: found.index - (lacksFirstLetter(text, found.index) ? 1 : 0), end: found.index + found[0].length }
}

/** Literals leave off a letter that is a capital in some versions: `ain process exited`. */
function lacksFirstLetter(text: string, start: number): boolean {
  return /^(?:[^a-z]|)[a-z][a-z]$/i.test(text.slice(Math.max(0, start - 2), start + 1))
}

/** The literal with any number of backslashes before its quotes: they grow with each level of quoting. */
function withEscapes(literal: string): RegExp {
  const escaped = literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  return new RegExp(escaped.replaceAll('"', '\\\\*"'))
}
