// What was read, what was not understood, what was assumed.
import { accounts, verdict } from '../account.ts'
import type { Report } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeInputs } from './inputs.ts'
import type { Page, TextOptions } from './page.ts'
import { list, plural } from './words.ts'

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

/** In brief the verdict alone. */
export function writeFooter(page: Page, report: Report, { brief = false, earlier = 0 }: TextOptions): void {
  const { incidents, nodes } = report
  const hit = new Set(incidents.map(({ node }) => node))
  const well =
    incidents.length === 0 ? [] : nodes.filter(({ name }) => !hit.has(name)).map(({ name }) => sanitizeLine(name))
  const rest = well.length === 0 ? '' : ` None on ${list(well, page.verbose ? well.length : 5)}.`
  page.line()
  const before = earlier === 0 ? '' : ` ${plural(earlier, 'earlier one')}, over for long, told of before.`
  const now = earlier > 0 && incidents.length === 0 ? 'No incident now.' : verdict(report)
  page.hang('', `${now}${rest}${before} ${accounts(report)}`, 0)
  for (const { reason, count } of report.suppressed)
    page.hang('  ', sanitizeLine(`suppressed ${count}x ${reason}`), 4, 'dim')
  writeInputs(page, report, brief)
}
