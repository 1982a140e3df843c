// One incident in full: the answer in the first lines, then the story, the proof and the remedy.
import type { RemediationStep } from '../../rules/rule.ts'
import type { ReportHostCheck, ReportIncident, ReportNode } from '../report.ts'
import { doNow, effectOf, headlineParts, since } from '../answer.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeHostCheck } from './host-check.ts'
import { writeEvidence } from './evidence.ts'
import { nodeWords } from './node.ts'
import type { Page } from './page.ts'
import { writeTimeline } from './timeline.ts'
import { firstSentence, list } from './words.ts'

/** `node01  CRITICAL  inotify watches exhausted -> kubelet exited         ongoing` */
function writeHeadline(page: Page, incident: ReportIncident): void {
  const { node, level, status } = incident
  const state = page.style(status === 'recovered' ? 'good' : 'dim', status)
  const what = `${page.style(level, level.toUpperCase())}  ${styledHeadline(page, incident)}`
  const whole = `${page.style('heading', sanitizeLine(node))}  ${what}`
  if (page.fits(whole, state)) return page.spread(whole, state)
  page.spread(page.style('heading', sanitizeLine(node)), state)
  page.hang('', what, 2)
}

/** The same as a row of a list: cut rather than wrapped. */
export function writeRow(page: Page, incident: ReportIncident, nodeWidth: number): void {
  const { node, level, status } = incident
  const columns = [
    page.style(level, level.toUpperCase().padEnd(8)),
    page.style(status === 'recovered' ? 'good' : 'dim', status.padEnd(9)),
    page.column(sanitizeLine(node), nodeWidth),
  ]
  const used = 8 + 9 + nodeWidth + 3 * 2
  page.line([...columns, page.cut(wholeHeadline(page, incident), page.width - used)].join('  '))
}

function styledHeadline(page: Page, incident: ReportIncident): string {
  const { cause, effect } = headlineParts(incident)
  return [`${page.style('heading', cause)}${about(incident)}`, ...effect].join(` ${page.marks.to} `)
}

function wholeHeadline(page: Page, incident: ReportIncident): string {
  const { cause, effect } = headlineParts(incident)
  return [`${cause}${about(incident)}`, ...effect].join(` ${page.marks.to} `)
}

/** The one pod, image ... that it is about; how many there are is part of the headline. */
function about({ cause: { subjects } }: ReportIncident): string {
  return subjects.length === 1 ? `: ${sanitizeLine(subjects[0] ?? '')}` : ''
}

/** `sameRemedy` is the number of an incident in the list whose remedy is this one's too. */
export function writeIncident(
  page: Page,
  incident: ReportIncident,
  facts: ReportNode['facts'],
  sameRemedy?: number,
): void {
  writeHeadline(page, incident)
  const field = (name: string, text: string): void => page.hang(`  ${page.style('dim', name.padEnd(8))} `, text, 11)
  field('since', since(incident))
  field('why', firstSentence(incident.cause.description))
  if (incident.cause.subjects.length > 1) field(incident.cause.subject, sanitizeLine(list(incident.cause.subjects, 5)))
  field('effect', effectOf(incident))
  const now = doNow(incident)
  if (now !== undefined) page.command(`  ${page.style('dim', 'do now')}   `, now, 11)
  const { confidence, confidenceReasons } = incident.cause
  if (confidence !== 'high') field('sure?', `${confidence} confidence: ${confidenceReasons.join('; ')}`)
  const node = nodeWords(facts)
  if (node !== '') field('node', node)
  for (const hint of facts['hint'] ?? []) field('note', sanitizeLine(hint))
  writeTimeline(page, incident)
  writeEvidence(page, incident)
  if (sameRemedy === undefined) writeRemedy(page, incident.remediation, incident.hostChecks)
  else page.hang('\n  ', `Confirm, mitigate, prevent: as in [${sameRemedy}]`, 2, 'dim')
  writeDoubts(page, incident, sameRemedy === undefined)
}

function writeRemedy(page: Page, steps: readonly RemediationStep[], hostChecks: readonly ReportHostCheck[] = []): void {
  for (const phase of ['confirm', 'mitigate', 'prevent'] as const) {
    const here = steps.filter((step) => step.phase === phase)
    if (here.length === 0) continue
    page.line()
    page.line(`  ${page.style('heading', phase[0]?.toUpperCase() + phase.slice(1))}`)
    for (const step of here) {
      writeStep(page, step)
      for (const result of hostChecks.filter(({ check }) => check === step.check)) writeHostCheck(page, result)
    }
  }
}

function writeStep(page: Page, { title, command, expect, risk }: RemediationStep): void {
  page.hang('  - ', title, 4)
  // Commands are not wrapped: they are for copying.
  for (const line of command?.trimEnd().split('\n') ?? []) page.line(`      ${page.style('command', line)}`)
  if (expect !== undefined) page.hang(`    ${page.style('dim', 'expect:')} `, expect, 6)
  if (risk !== undefined) page.hang(`    ${page.style('dim', 'risk:')} `, risk, 6)
}

function writeDoubts(page: Page, { alsoPossible, cause }: ReportIncident, isFirst: boolean): void {
  const section = (title: string, items: readonly string[]): void => {
    if (items.length === 0) return
    page.line()
    page.line(`  ${page.style('heading', title)}`)
    for (const item of items) page.hang('  - ', item, 4)
  }
  if (page.verbose) section('What is wrong', [cause.description.trim()])
  section(
    'Also possible',
    alsoPossible.map(({ title, reason }) => `${title}: ${reason}`),
  )
  if (isFirst)
    section(
      'When this can be wrong',
      cause.falsePositives.map((doubt) => doubt.trim()),
    )
  if (page.verbose) section('To read', cause.references)
}
