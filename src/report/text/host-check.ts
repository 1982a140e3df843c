// What the host itself says to a step of the remedy.
import type { ReportHostCheck } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'

const WORDS: Readonly<Record<ReportHostCheck['verdict'], string>> = {
  confirmed: 'confirmed',
  'not-now': 'not so now',
  unknown: 'cannot tell',
}

/** Names of processes and files stand in it: written by strangers. */
export function writeHostCheck(page: Page, { verdict, summary, details, unreadable }: ReportHostCheck): void {
  const style = verdict === 'confirmed' ? 'medium' : 'dim'
  page.hang(`    ${page.style(style, `this host, ${WORDS[verdict]}:`)} `, sanitizeLine(summary), 6)
  for (const detail of details) page.hang('      - ', sanitizeLine(detail), 8)
  for (const what of unreadable) page.hang('      - ', `could not be read: ${sanitizeLine(what)}`, 8, 'dim')
}
