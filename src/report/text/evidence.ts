// The lines of the log that prove an incident, with the words marked by which they are known.
import { allProof, proof } from '../answer.ts'
import type { ReportEvidence, ReportIncident } from '../report.ts'
import { sanitize, sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'

/** The first line of each event; of verbose pages all that the report has. */
export function writeEvidence(page: Page, incident: ReportIncident): void {
  page.line()
  page.line(`  ${page.style('heading', 'Evidence')}`)
  for (const evidence of page.verbose ? allProof(incident) : proof(incident)) {
    page.line(`  ${page.style('dim', sanitizeLine(`${evidence.input}:${evidence.line}`))}`)
    page.hang('    ', markedText(page, evidence), 4)
  }
}

function markedText(page: Page, { text, mark }: ReportEvidence): string {
  if (mark === undefined) return sanitize(text)
  const [before, marked, after] = [text.slice(0, mark.start), text.slice(mark.start, mark.end), text.slice(mark.end)]
  return `${sanitize(before)}${page.style('mark', sanitize(marked))}${sanitize(after)}`
}
