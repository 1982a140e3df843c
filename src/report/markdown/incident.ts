// One incident as a section: the answer, the story, the proof, the remedy.
import { doNow, doNowLabel, effectOf, headline, proof, since } from '../answer.ts'
import type { ReportEvent, ReportIncident, ReportNode } from '../report.ts'
import { nodeWords } from '../text/node.ts'
import { clockTime, duration } from '../text/time.ts'
import { firstSentence } from '../text/words.ts'
import { block, code, plain } from './escape.ts'

const PHASES = ['confirm', 'mitigate', 'prevent'] as const
const MOST_SUBJECTS = 10

export function incidentSection(incident: ReportIncident, facts: ReportNode['facts']): string[] {
  const { node, level, status, cause } = incident
  return [
    `## ${plain(headline(incident, '→'))}`,
    '',
    `**${level.toUpperCase()}**, ${status}, on ${code(node)}, since ${plain(since(incident))}.`,
    '',
    ...answer(incident, facts),
    '',
    ...now(incident),
    '### Timeline (UTC)',
    '',
    ...incident.timeline.map((event) => eventLine(event)),
    '',
    '### Evidence',
    '',
    ...proof(incident).flatMap(({ input, line, text }) => [code(`${input}:${line}`), '', ...block(text, 'text'), '']),
    ...remedy(incident),
    ...doubts(
      'Also possible',
      incident.alsoPossible.map(({ title, reason }) => `${title}: ${reason}`),
    ),
    ...doubts('When this can be wrong', cause.falsePositives),
    `Incident ${code(incident.id)}, rule ${code(cause.rule)}`,
  ]
}

function answer(incident: ReportIncident, facts: ReportNode['facts']): string[] {
  const { description, subject, subjects, confidence, confidenceReasons } = incident.cause
  const known = nodeWords(facts)
  const reasons = confidenceReasons.length === 0 ? '' : `: ${plain(confidenceReasons.join('; '))}`
  return [
    `- **Why**: ${plain(firstSentence(description))}`,
    `- **Log**: ${code(incident.cause.summary)}`,
    ...(subjects.length === 0 ? [] : [`- **${plain(subject)}**: ${names(subjects)}`]),
    `- **Effect**: ${plain(effectOf(incident))}`,
    ...(known === '' ? [] : [`- **Node**: ${code(known)}`]),
    `- **Confidence**: ${confidence}${reasons}`,
  ]
}

function names(subjects: readonly string[]): string {
  const more = subjects.length - MOST_SUBJECTS
  return subjects.slice(0, MOST_SUBJECTS).map(code).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

function now(incident: ReportIncident): string[] {
  const command = doNow(incident)
  return command === undefined
    ? []
    : [`**${doNowLabel(incident) === 'do now' ? 'Do now' : 'If it comes again'}**`, '', ...block(command, 'sh'), '']
}

function eventLine({ time, precision, title, summary, count, first, last, explainedBy, role }: ReportEvent): string {
  const when = time === null ? 'unknown time' : `${time.slice(0, 10)} ${clockTime(time, precision)}`
  const mark = explainedBy === undefined ? '' : '↳ '
  const isFailure = role === 'cause' || role === 'effect'
  const name = isFailure ? `**${plain(title)}**` : plain(title)
  const said = summary === title ? '' : `: ${code(summary)}`
  const within = first === last ? '' : ` in ${duration(first, last)}`
  return `- ${when} ${mark}${name}${said}${count === 1 ? '' : ` (${count}x${within})`}`
}

function remedy({ remediation, hostChecks = [] }: ReportIncident): string[] {
  return PHASES.flatMap((phase) => {
    const steps = remediation.filter((step) => step.phase === phase)
    if (steps.length === 0) return []
    const title = `${phase.charAt(0).toUpperCase()}${phase.slice(1)}`
    return [
      `### ${title}`,
      '',
      ...steps.flatMap(({ title, command, expect, risk, check }) => [
        `- ${plain(title)}`,
        ...(command === undefined ? [] : ['', ...block(command, 'sh', '  '), '']),
        ...(expect === undefined ? [] : [`  - expect: ${plain(expect)}`]),
        ...(risk === undefined ? [] : [`  - risk: ${plain(risk)}`]),
        ...hostChecks
          .filter((result) => result.check === check)
          .map(({ verdict, summary }) => `  - this host: ${verdict}, ${code(summary)}`),
      ]),
      '',
    ]
  })
}

function doubts(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`### ${title}`, '', ...items.map((item) => `- ${plain(item)}`), '']
}
