// What was read, what was not understood, what was assumed.
import { accounts, verdict } from '../account.ts'
import type { Report } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'
import { dateTime } from './time.ts'
import { plural } from './words.ts'

const MOST_SHAPES = 10

export function writeUnexplained(page: Page, { unexplained, unexplainedTruncated, lines }: Report): void {
  if (unexplained.length === 0) return
  page.line()
  const what = '(warnings and errors that no rule knows; no verdict)'
  page.hang(`${page.style('heading', 'Unexplained')} `, what, 2, 'dim')
  const most = page.verbose ? unexplained.length : MOST_SHAPES
  for (const { severity, count, file, template, input, line, example } of unexplained.slice(0, most)) {
    page.hang(`  ${`${count}x`.padStart(6)} ${severity} `, sanitizeLine(`${file}: ${template}`), 11)
    if (page.verbose) page.hang('           ', sanitizeLine(`${input}:${line}: ${example}`), 13, 'dim')
  }
  const more = unexplained.length - most
  if (more > 0) {
    const rest = `and ${more}${unexplainedTruncated ? '+' : ''} more shapes; ${plural(lines.unexplained, 'line')} in all`
    page.hang('         ', rest, 9, 'dim')
  }
}

export function writeFooter(page: Page, report: Report): void {
  page.line()
  page.hang('', `${verdict(report)} ${accounts(report)}`, 0)
  for (const { reason, count } of report.suppressed)
    page.hang('  ', sanitizeLine(`suppressed ${count}x ${reason}`), 4, 'dim')
  for (const input of report.inputs) {
    const span = input.first === null ? 'no times' : `${dateTime(input.first)} to ${dateTime(input.last)} UTC`
    const cut = input.cutLines === 0 ? '' : `, ${plural(input.cutLines, 'over-long line')} cut`
    const text = `${input.name}: ${input.format}, ${plural(input.lines, 'line')}, ${span}, ${input.order}${cut}`
    page.hang('  ', sanitizeLine([text, ...input.assumptions].join('; ')), 4, 'dim')
  }
}
