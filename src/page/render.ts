// A report -> the page, inside any element.
import { verdict } from '../report/account.ts'
import type { Report, ReportIncident } from '../report/report.ts'
import { answer, badges, title } from './answer.ts'
import { body } from './card.ts'
import { Cards } from './cards.ts'
import { causes } from './causes.ts'
import { el, line, type Child } from './dom.ts'
import { Filter } from './filter.ts'
import { read, unexplained } from './read.ts'
import { themeButton } from './theme.ts'
import { Timeline } from './timeline/timeline.ts'

/** Shows a report in place of what was in `root`. `signal` ends it: where several are shown in turn, the last one must not listen on. */
export function renderReport(root: HTMLElement, report: Report, signal?: AbortSignal): void {
  const [worst, ...others] = report.incidents
  const said = line(verdict(report))
  const top = el('header', { class: 'top' }, worst && el('p', { class: 'verdict' }, said), themeButton())
  if (worst === undefined) root.replaceChildren(top, ...rest([el('h1', {}, said), unexplained(report), read(report)]))
  else if (others.length === 0) renderOne(root, report, worst, top, signal)
  else renderMany(root, report, worst, top, signal)
}

function rest(children: readonly Child[]): (Node | string)[] {
  return children.filter((child) => child !== undefined)
}

function hero(incident: ReportIncident, { nodes }: Report): HTMLElement {
  const facts = nodes.find(({ name }) => name === incident.node)?.facts ?? {}
  return el(
    'section',
    { class: `hero ${incident.level}` },
    badges(incident),
    el('h1', {}, ...title(incident)),
    answer(incident, facts),
  )
}

function renderOne(
  root: HTMLElement,
  report: Report,
  incident: ReportIncident,
  top: HTMLElement,
  signal?: AbortSignal,
): void {
  const story = el('article', { class: 'card open', id: `incident-${incident.id}`, tabindex: -1 }, ...body(incident))
  const timeline = new Timeline(() => {
    story.scrollIntoView({ block: 'start' })
    story.focus({ preventScroll: true })
  }, signal)
  root.replaceChildren(
    ...rest([top, hero(incident, report), timeline.element, story, unexplained(report), read(report)]),
  )
  timeline.show([incident])
}

function renderMany(
  root: HTMLElement,
  report: Report,
  worst: ReportIncident,
  top: HTMLElement,
  signal?: AbortSignal,
): void {
  const cards = new Cards(report, signal)
  const timeline = new Timeline((incident) => cards.open(incident), signal)
  const filter = new Filter(report.incidents, (shown) => {
    timeline.show(shown)
    cards.show(shown)
  })
  root.replaceChildren(
    ...rest([
      top,
      hero(worst, report),
      causes(report, (rule) => filter.search(rule)),
      filter.element,
      timeline.element,
      cards.element,
      unexplained(report),
      read(report),
    ]),
  )
  filter.apply()
}
