// `kubelog-diagnose rules coverage [inputs..]`: what share of the warnings and errors of some logs the rules know.
import { DEFAULT_LIMITS } from '../input/limits.ts'
import { Coverage, type CoverageCounts, type CoverageReport } from '../inspect/coverage.ts'
import { findSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import { jsonText } from '../report/json.ts'
import { sanitizeLine } from '../report/sanitize.ts'
import { Page } from '../report/text/page.ts'
import { plural } from '../report/text/words.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readInputs } from './read-inputs.ts'
import { redaction } from './redact.ts'
import { rulePack } from './rule-pack.ts'
import { textOptions, type Look } from './terminal.ts'
import { complain, complainOf, write } from './write.ts'

export interface CoverageArguments {
  readonly inputs: readonly string[]
  readonly output: 'text' | 'json'
  readonly rules: string | undefined
  readonly look: Look
  readonly redact: boolean
}

export async function runCoverage(
  { inputs, output, rules: folder, look, redact }: CoverageArguments,
  given: Io,
): Promise<ExitCode> {
  const { io, redactor } = await redaction(redact, given)
  const { rules, matcher } = await rulePack(folder)
  const coverage = new Coverage(rules, matcher)
  const { logs, problems } = await readInputs(inputs, coverage, {}, DEFAULT_LIMITS, io)
  for (const { name, message } of problems) complainOf(io, name, message)
  if (io.interrupt.aborted) complain(io, 'interrupted: this is the coverage of what was read until then')
  if (logs === 0) return EXIT.failed
  const report =
    redactor === undefined
      ? editTexts(coverage.report(), findSecrets)
      : (await import('../redact/explained.ts')).redactCoverage(coverage.report(), redactor)
  if (output === 'json') await write(io.stdout, jsonText(withShares(report), 2))
  else {
    const page = new Page(textOptions(io, look))
    writeCoverage(page, report)
    await write(io.stdout, page.toString())
  }
  return problems.length > 0 ? EXIT.failed : EXIT.fine
}

/** The part of the records that a rule knows, null when there are none; never 1 while one is not known. */
function known({ records, unexplained }: CoverageCounts): number | null {
  return records === 0 ? null : Math.floor(((records - unexplained) / records) * 10_000) / 10_000
}

function withShares({ total, files, ...rest }: CoverageReport): object {
  return {
    total: { ...total, known: known(total) },
    files: files.map(({ file, ...counts }) => ({ file, ...counts, known: known(counts) })),
    ...rest,
  }
}

const COLUMNS = ['records', 'explained', 'context', 'noise', 'unexplained', 'known'] as const
const MOST_FILES = 30
const MOST_SHAPES = 20
const CELLS = COLUMNS.map(({ length }) => Math.max(length + 2, 8))

function writeCoverage(page: Page, { total, files, unexplained, truncated }: CoverageReport): void {
  if (total.records === 0) return page.line('There are no warnings, errors or fatals of klog here.')
  page.hang('', summary(total), 0)
  page.line()
  const shown = files.slice(0, MOST_FILES)
  const room = page.width - CELLS.reduce((sum, cell) => sum + cell)
  const width = Math.min(room, Math.max(...shown.map(({ file }) => file.length)))
  const line = (name: string, cells: readonly string[]): string =>
    page.cut(sanitizeLine(name), width).padEnd(width) + cells.map((cell, at) => cell.padStart(CELLS[at] ?? 0)).join('')
  page.line(page.style('heading', line('', COLUMNS)))
  for (const { file, ...counts } of shown) page.line(line(file, cellsOf(counts)))
  if (files.length > MOST_FILES) page.line(page.style('dim', `and ${plural(files.length - MOST_FILES, 'more file')}`))
  page.line(page.style('heading', line('total', cellsOf(total))))
  if (unexplained.length > 0) writeShapes(page, unexplained)
  if (truncated) page.line('There were more files or shapes than are kept; the total counts them all.')
}

function writeShapes(page: Page, shapes: CoverageReport['unexplained']): void {
  page.line()
  page.line(page.style('heading', 'Unexplained, the most frequent first'))
  for (const { severity, file, template, count } of shapes.slice(0, MOST_SHAPES))
    page.hang(`  ${`${count}x`.padStart(6)} ${severity} `, sanitizeLine(`${file}: ${template}`), 11)
  const more = shapes.length - MOST_SHAPES
  if (more > 0) page.line(page.style('dim', `         and ${plural(more, 'more shape')} (--output json has them)`))
}

function summary(total: CoverageCounts): string {
  const { records, explained, context, noise } = total
  const parts = Object.entries({ explained, context, noise }).map(
    ([name, count]) => `${percent(count / records)} ${name}`,
  )
  const share = percent(known(total) ?? 0)
  return `The rules know ${share} of ${plural(records, 'record')} of severity W, E or F: ${parts.join(', ')}.`
}

function cellsOf(counts: CoverageCounts): string[] {
  const share = known(counts)
  const { records, explained, context, noise, unexplained } = counts
  const numbers = [records, explained, context, noise, unexplained].map((count) => count.toLocaleString('en-US'))
  return [...numbers, share === null ? '-' : percent(share)]
}

function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)}%`
}
