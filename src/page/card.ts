// An incident in full. What is inside a card is made when it is opened.
import { proof, since } from '../report/answer.ts'
import type { ReportEvent, ReportHostCheck, ReportIncident, ReportNode } from '../report/report.ts'
import { clockTime, duration } from '../report/text/time.ts'
import { answer, title } from './answer.ts'
import { chart } from './chart.ts'
import { command } from './copy.ts'
import { block, el, line, list, section, type Child } from './dom.ts'

type Facts = ReportNode['facts']

export function card(incident: ReportIncident, facts: Facts): HTMLDetailsElement {
  const { id, level, status, node } = incident
  const summary = el(
    'summary',
    {},
    el('span', { class: `badge ${level}` }, level.toUpperCase()),
    el('span', { class: 'name' }, ...title(incident)),
    el('span', { class: 'node' }, line(node)),
    el('span', { class: `badge status ${status}` }, status),
    el('span', { class: 'dim when' }, since(incident)),
  )
  const made = el('details', { class: 'card', id: `incident-${id}` }, summary)
  made.addEventListener('toggle', () => fillCard(made, incident, facts))
  return made
}

/** Makes what is inside, once. */
export function fillCard(made: HTMLDetailsElement, incident: ReportIncident, facts: Facts): void {
  if (made.childElementCount > 1) return
  made.append(answer(incident, facts), ...body(incident))
}

/** Everything but the answer. */
export function body(incident: ReportIncident): HTMLElement[] {
  const { cause, alsoPossible, histogram } = incident
  const possible = alsoPossible.map(({ title, reason }) => `${title}: ${reason}`)
  const sections = [
    section('Story', chart(histogram), story(incident)),
    section(
      'Evidence',
      ...proof(incident).flatMap(({ input, line: at, text, mark }) => [place(input, at), block(text, mark)]),
    ),
    ...(['confirm', 'mitigate', 'prevent'] as const).map((phase) => remedy(incident, phase)),
    section('What is wrong', el('p', { class: 'prose' }, line(cause.description))),
    section('Also possible', list(possible)),
    section('When this can be wrong', list(cause.falsePositives)),
    section('To read', references(cause.references)),
  ]
  return sections.filter((made) => made !== undefined)
}

function place(input: string, at: number): HTMLElement {
  return el('p', { class: 'dim place' }, line(`${input}:${at}`))
}

function story({ timeline }: ReportIncident): HTMLElement {
  let day = ''
  const items = timeline.map((event) => {
    const date = event.time?.slice(0, 10) ?? day
    const isNew = date !== day
    day = date
    return el(
      'li',
      { class: event.role },
      el('time', {}, isNew ? el('b', {}, `${date} `) : undefined, clockTime(event.time, event.precision)),
      ...words(event),
    )
  })
  return el('ol', { class: 'story' }, ...items)
}

function words({ title, summary, count, first, last, explainedBy, role }: ReportEvent): Child[] {
  const within = first === last ? '' : ` in ${duration(first, last)}`
  const isFailure = role === 'cause' || role === 'effect'
  return [
    el('span', { class: 'dot', 'aria-hidden': 'true' }, explainedBy === undefined ? '' : '↳'),
    el(
      'span',
      { class: 'what' },
      el(isFailure ? 'strong' : 'span', {}, line(title)),
      summary === title ? undefined : el('span', { class: 'log' }, ` ${line(summary)}`),
      count === 1 ? undefined : el('span', { class: 'dim' }, ` ${count.toLocaleString('en-US')}×${within}`),
    ),
  ]
}

function remedy(
  { remediation, hostChecks = [] }: ReportIncident,
  phase: 'confirm' | 'mitigate' | 'prevent',
): HTMLElement | undefined {
  const steps = remediation
    .filter((step) => step.phase === phase)
    .map((step) =>
      el(
        'li',
        {},
        el('p', {}, line(step.title)),
        step.command === undefined ? undefined : command(step.command),
        step.expect === undefined ? undefined : el('p', { class: 'note' }, el('b', {}, 'Expect: '), line(step.expect)),
        step.risk === undefined ? undefined : el('p', { class: 'note' }, el('b', {}, 'Risk: '), line(step.risk)),
        ...hostChecks.filter(({ check }) => check === step.check).map(hostCheck),
      ),
    )
  const name = `${phase.charAt(0).toUpperCase()}${phase.slice(1)}`
  return steps.length === 0 ? undefined : section(name, el('ol', { class: 'steps' }, ...steps))
}

/** What the host itself said. */
function hostCheck({ verdict, summary, details, unreadable }: ReportHostCheck): HTMLElement {
  return el(
    'div',
    { class: 'host-check' },
    el('p', {}, el('b', {}, `This host: ${verdict}. `), line(summary)),
    list([...details, ...unreadable]),
  )
}

/** Only addresses of the web become links. */
function references(all: readonly string[]): HTMLElement | undefined {
  const items = all.map((text) => {
    const isAddress = /^https?:\/\//.test(text)
    return el(
      'li',
      {},
      isAddress ? el('a', { href: text, target: '_blank', rel: 'noopener noreferrer' }, line(text)) : line(text),
    )
  })
  return items.length === 0 ? undefined : el('ul', {}, ...items)
}
