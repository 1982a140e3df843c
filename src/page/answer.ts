// The answer to an incident: what broke, since when, why, what it did, what to do first.
import { doNow, doNowLabel, effectOf, headlineParts, since } from '../report/answer.ts'
import type { ReportIncident, ReportNode } from '../report/report.ts'
import { nodeWords } from '../report/text/node.ts'
import { firstSentence, list as enumerate } from '../report/text/words.ts'
import { command } from './copy.ts'
import { el, line, type Child } from './dom.ts'

export function badges({ level, status, node }: ReportIncident): HTMLElement {
  return el(
    'p',
    { class: 'badges' },
    el('span', { class: `badge ${level}` }, level.toUpperCase()),
    el('span', { class: `badge status ${status}` }, status),
    el('span', { class: 'node' }, line(node)),
  )
}

export function title(incident: ReportIncident): Node[] {
  const { cause, effect } = headlineParts(incident)
  return [el('span', {}, line(cause)), ...effect.map((text) => el('span', { class: 'leads-to' }, ` → ${line(text)}`))]
}

export function answer(incident: ReportIncident, facts: ReportNode['facts']): HTMLElement {
  const { cause } = incident
  const { description, summary, subject, subjects, confidence, confidenceReasons } = cause
  const known = nodeWords(facts)
  const now = doNow(incident)
  return el(
    'dl',
    { class: 'answer' },
    ...row('Since', since(incident)),
    ...row('Why', firstSentence(description)),
    ...(summary === cause.title ? [] : row('Log says', el('span', { class: 'log' }, line(summary)))),
    ...(subjects.length === 0 ? [] : row(subject, el('span', { class: 'log' }, line(enumerate(subjects, 8))))),
    ...row('Effect', effectOf(incident)),
    ...(known === '' ? [] : row('Node', known)),
    ...(facts['hint'] ?? []).flatMap((hint) => row('Note', hint)),
    ...(confidence === 'high' ? [] : row('Sure?', `${confidence} confidence: ${confidenceReasons.join('; ')}`)),
    ...(now === undefined ? [] : row(capital(doNowLabel(incident)), command(now))),
  )
}

function row(name: string, value: Child): Node[] {
  return [el('dt', {}, line(name)), el('dd', {}, typeof value === 'string' ? line(value) : value)]
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
