// Where in a line the words are by which its rule knows it.
import type { Sample } from '../correlate/sample.ts'
import type { Rule } from '../rules/rule.ts'
import type { ReportMark } from './report.ts'

/** The place of the signature's literal in a line; undefined where it does not stand there as it is. */
export function markOf({ signatures }: Rule, { signature, text }: Sample): ReportMark | undefined {
  const known = signatures.find(({ id }) => id === signature)
  if (known === undefined || known.at === 'identifier' || known.contains === '') return undefined
  const found = withEscapes(known.contains).exec(text)
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length }
}

/** The literal with any number of backslashes before its quotes: they grow with each level of quoting. */
function withEscapes(literal: string): RegExp {
  const escaped = literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  return new RegExp(escaped.replaceAll('"', '\\\\*"'))
}
