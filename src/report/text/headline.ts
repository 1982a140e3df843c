// What an incident is, in a line.
import { headlineParts } from '../answer.ts'
import type { ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'

/** `node01  CRITICAL  inotify watches exhausted -> kubelet exited         ongoing`, or another word than its status. */
export function writeHeadline(page: Page, incident: ReportIncident, word: string = incident.status): void {
  const { node, level } = incident
  const state = page.style(word === 'recovered' ? 'good' : 'dim', word)
  const { cause, effect } = headlineParts(incident)
  const styled = [`${page.style('heading', cause)}${about(incident)}`, ...effect].join(` ${page.marks.to} `)
  const name = page.style('heading', sanitizeLine(node))
  const what = `${page.style(level, level.toUpperCase())}  ${styled}`
  if (page.fits(`${name}  ${what}`, state)) return page.spread(`${name}  ${what}`, state)
  page.spread(name, state)
  page.hang('', what, 2)
}

/** `inotify watches exhausted -> kubelet exited` */
export function headlineWords(page: Page, incident: ReportIncident): string {
  const { cause, effect } = headlineParts(incident)
  return [`${cause}${about(incident)}`, ...effect].join(` ${page.marks.to} `)
}

/** The one pod, image ... that it is about; how many there are is part of the headline. */
function about({ cause: { subjects } }: ReportIncident): string {
  return subjects.length === 1 ? `: ${sanitizeLine(subjects[0] ?? '')}` : ''
}
