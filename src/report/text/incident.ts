// One incident in full: the answer in the first lines, then the story, the proof and the remedy.
import type { RemediationStep } from '../../rules/rule.ts'
import type { ReportHostCheck, ReportIncident, ReportNode } from '../report.ts'
import { doNow, doNowLabel, effectOf, since } from '../answer.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeHostCheck } from './host-check.ts'
import { writeEvidence } from './evidence.ts'
import { writeHeadline } from './headline.ts'
import { nodeWords } from './node.ts'
import type { Page } from './page.ts'
import { writeTimeline } from './timeline.ts'
import { firstSentence, list } from './words.ts'

/** `sameRemedy` is the number of an incident in the list whose remedy is this one's too. */
export function writeIncident(
  page: Page,
  incident: ReportIncident,
  facts: ReportNode['facts'],
  sameRemedy?: number,
): void {
  writeHeadline(page, incident)
  writeAnswer(page, incident)
  const { confidence, confidenceReasons } = incident.cause
  if (confidence !== 'high') field(page, 'sure?', `${confidence} confidence: ${confidenceReasons.join('; ')}`)
  const node = nodeWords(facts)
  if (node !== '') field(page, 'node', node)
  for (const hint of facts['hint'] ?? []) field(page, 'note', sanitizeLine(hint))
  writeTimeline(page, incident)
  writeEvidence(page, incident)
  if (sameRemedy === undefined) writeRemedy(page, incident.remediation, incident.hostChecks)
  else page.hang('\n  ', `Confirm, mitigate, prevent: as in [${sameRemedy}]`, 2, 'dim')
  writeDoubts(page, incident, sameRemedy === undefined)
}

/** The answer alone, of incidents that others come before. */
export function writeShort(page: Page, incident: ReportIncident): void {
  writeHeadline(page, incident)
  writeAnswer(page, incident)
}

function writeAnswer(page: Page, incident: ReportIncident): void {
  const { cause } = incident
  field(page, 'since', since(incident))
  field(page, 'why', firstSentence(cause.description))
  if (cause.subjects.length > 1) field(page, cause.subject, sanitizeLine(list(cause.subjects, 5)))
  field(page, 'effect', effectOf(incident))
  writeDoNow(page, incident)
}

/** `do now   sudo sysctl -w ...` */
export function writeDoNow(page: Page, incident: ReportIncident): void {
  const now = doNow(incident)
  if (now !== undefined) page.command(label(page, doNowLabel(incident)), now, page.isNarrow ? undefined : 11)
}

/** `since    2024-06-02 15:39:04` */
export function field(page: Page, name: string, text: string): void {
  page.hang(label(page, name), text, page.isNarrow ? 4 : 11)
}

/** On a narrow page the text goes on below it. */
function label(page: Page, name: string): string {
  return page.isNarrow ? `  ${page.style('dim', name)}  ` : `  ${page.style('dim', name.padEnd(8))} `
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
