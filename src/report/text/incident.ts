// One incident in full: the answer in the first lines, then the story, the proof and the remedy.
import type { RemediationStep } from '../../rules/rule.ts'
import type { ReportIncident, ReportNode } from '../report.ts'
import { sanitize, sanitizeLine } from '../sanitize.ts'
import { nodeWords } from './node.ts'
import type { Page } from './page.ts'
import { dateTime, duration } from './time.ts'
import { writeTimeline } from './timeline.ts'
import { firstSentence, list, plural } from './words.ts'

/** `node01  CRITICAL  inotify watches exhausted -> kubelet exited         ongoing` */
export function writeHeadline(page: Page, incident: ReportIncident): void {
  const { node, level, status } = incident
  const state = page.style(status === 'recovered' ? 'good' : 'dim', status)
  const what = `${page.style(level, level.toUpperCase())}  ${headline(page, incident)}`
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
  page.line([...columns, page.cut(plainHeadline(page, incident), page.width - used)].join('  '))
}

function headline(page: Page, incident: ReportIncident): string {
  const [cause = '', ...effect] = plainHeadline(page, incident).split(` ${page.marks.to} `)
  return [page.style('heading', cause), ...effect].join(` ${page.marks.to} `)
}

/** The cause and the last of its worst effects. */
function plainHeadline(page: Page, { level, cause, effects }: ReportIncident): string {
  const worst = effects.findLast((effect) => effect.level === level) ?? effects.at(-1)
  const many = cause.subjects.length > 1 ? ` (${plural(cause.subjects.length, cause.subject)})` : ''
  return `${cause.title}${many}${worst === undefined ? '' : ` ${page.marks.to} ${worst.title}`}`
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
  if (incident.cause.subjects.length > 0) field(incident.cause.subject, sanitizeLine(list(incident.cause.subjects, 5)))
  field('effect', effect(incident))
  const node = nodeWords(facts)
  if (node !== '') field('node', node)
  for (const hint of facts['hint'] ?? []) field('note', sanitizeLine(hint))
  const now = doNow(incident)
  if (now !== undefined) page.hang(`  ${page.style('dim', 'do now')}   `, now, 11, 'command')
  const { confidence, confidenceReasons } = incident.cause
  if (confidence !== 'high') field('sure?', `${confidence} confidence: ${confidenceReasons.join('; ')}`)
  writeTimeline(page, incident)
  writeEvidence(page, incident)
  if (sameRemedy === undefined) writeRemedy(page, incident.remediation)
  else page.hang('\n  ', `Confirm, mitigate, prevent: as in [${sameRemedy}]`, 2, 'dim')
  writeDoubts(page, incident, sameRemedy === undefined)
}

/** The first command that mends a cause; of an effect whose cause did not show, the one that looks for it. */
function doNow({ cause, remediation }: ReportIncident): string | undefined {
  const phase = cause.role === 'effect' ? 'confirm' : 'mitigate'
  return remediation.find((step) => step.phase === phase && step.command !== undefined)?.command?.trimEnd()
}

function since({ start, end, status, recovery, cause }: ReportIncident): string {
  if (start === null) return `times unknown, ${plural(cause.count, 'event')}`
  const sameDay = end !== null && end.slice(0, 10) === start.slice(0, 10)
  const last =
    start === end || end === null
      ? ''
      : `, last seen ${sameDay ? end.slice(11, 19) : dateTime(end)} (${duration(start, end)})`
  const over = status === 'recovered' && recovery ? `; recovered ${dateTime(recovery.time)}: ${recovery.title}` : ''
  return `${dateTime(start)} UTC${last}, ${plural(cause.count, 'event')}${over}`
}

/** What it led to; how kubelet stands matters when the node itself is hit. */
function effect({ cause, effects, kubelet }: ReportIncident): string {
  const named = effects.map(({ title, subjects, subject }) =>
    subjects.length > 1 ? `${title} (${plural(subjects.length, subject)})` : title,
  )
  const runs = (cause.subject === 'node' ? kubelet.slice(-3) : []).flatMap(({ pid, state }) => {
    if (state === 'running') return [`kubelet ${pid} keeps running`]
    return state === 'stopped' ? [`kubelet ${pid} was stopped`] : [] // that it exited is an effect of its own
  })
  const said = [...named, ...runs].join('; ')
  return said === '' ? cause.impact.replace(/\s+/g, ' ').trim() : `${said}. ${firstSentence(cause.impact)}`
}

/** The first line of each event; the JSON report has more. */
function writeEvidence(page: Page, { timeline }: ReportIncident): void {
  page.line()
  page.line(`  ${page.style('heading', 'Evidence')}`)
  const seen = new Set<string>()
  for (const { evidence, role } of timeline) {
    if (role === 'lifecycle' || role === 'context') continue
    const [first] = evidence
    const place = first && `${first.input}:${first.line}`
    if (first === undefined || place === undefined || seen.has(place)) continue
    seen.add(place)
    page.line(`  ${page.style('dim', sanitizeLine(place))}`)
    page.hang('    ', sanitize(first.text), 4)
  }
}

function writeRemedy(page: Page, steps: readonly RemediationStep[]): void {
  for (const phase of ['confirm', 'mitigate', 'prevent'] as const) {
    const here = steps.filter((step) => step.phase === phase)
    if (here.length === 0) continue
    page.line()
    page.line(`  ${page.style('heading', phase[0]?.toUpperCase() + phase.slice(1))}`)
    for (const step of here) writeStep(page, step)
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
  section(
    'Also possible',
    alsoPossible.map(({ title, reason }) => `${title}: ${reason}`),
  )
  if (isFirst)
    section(
      'When this can be wrong',
      cause.falsePositives.map((doubt) => doubt.trim()),
    )
}
