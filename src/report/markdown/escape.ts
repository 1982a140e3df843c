// Text -> Markdown that shows it. Text of the log always stands in code, where neither markup nor @names nor links have an effect.
import { sanitize, sanitizeLine } from '../sanitize.ts'
import { oneLine } from '../text/words.ts'

const MARKUP = /[\\`*_{}[\]<>|~&$#@]/g
/** What makes a list or a heading of a line that begins with it. */
const BEGINNING = /^(\d*)([-+.)])(?=\s|$)/

/**
 * Words of a rule, on one line, with nothing in them taken as markup.
 *
 * @example
 * plain('a *b*') //=> 'a \\*b\\*'
 */
export function plain(text: string): string {
  const line = sanitizeLine(oneLine(text))
  return line.replace(MARKUP, '\\$&').replace(BEGINNING, '$1\\$2')
}

/**
 * Text of the log within a line, as code.
 *
 * @example
 * code('a `b`') //=> '`` a `b` ``'
 */
export function code(text: string): string {
  const line = sanitizeLine(oneLine(text))
  if (line === '') return '``` ```'
  const marks = '`'.repeat(longestRun(line) + 1)
  const space = /^[` ]|[` ]$/.test(line) ? ' ' : ''
  return `${marks}${space}${line}${space}${marks}`
}

/** Lines of the log, or a command, as a block of code. */
export function block(text: string, language: string, indent = ''): string[] {
  const safe = sanitize(text.trimEnd())
  const fence = '`'.repeat(Math.max(3, longestRun(safe) + 1))
  return [`${fence}${language}`, ...safe.split('\n'), fence].map((line) => `${indent}${line}`.trimEnd())
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}
