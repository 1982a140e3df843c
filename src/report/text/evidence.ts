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
    page.hangWide('    ', markedText(page, evidence), 4)
  }
}

function markedText(page: Page, { text, mark }: ReportEvidence): string {
  if (mark === undefined) return sanitize(page.verbose ? text : beginning(text, MOST, page.marks.ellipsis))
  const [before, marked, after] = [text.slice(0, mark.start), text.slice(mark.start, mark.end), text.slice(mark.end)]
  const { ellipsis } = page.marks
  const [shownBefore, shownAfter] = page.verbose
    ? [before, after]
    : [middleOut(before, ellipsis), beginning(after, Math.max(MOST_AFTER, MOST - mark.end), ellipsis)]
  return `${sanitize(shownBefore)}${page.style('mark', sanitize(marked))}${sanitize(shownAfter)}`
}

/** Characters of a line that are shown: its head, which says who speaks, and what stands around its mark. */
const MOST = 600
const HEAD = 160
const MOST_BEFORE = 200
const MOST_AFTER = 240

function beginning(text: string, most: number, ellipsis: string): string {
  if (text.length <= most) return text
  return `${text.slice(0, text.lastIndexOf(' ', most) || most).trimEnd()} ${ellipsis}`
}

/** Head and end of what stands before the mark, cut at spaces where there are some. */
function middleOut(text: string, ellipsis: string): string {
  if (text.length <= HEAD + MOST_BEFORE) return text
  const from = text.indexOf(' ', text.length - MOST_BEFORE)
  return `${beginning(text, HEAD, ellipsis)} ${text.slice(from === -1 ? text.length - MOST_BEFORE : from + 1)}`
}
