// The fleet view: which cause is on how many nodes. A press shows only its incidents.
import type { Report } from '../report/report.ts'
import { dateTime } from '../report/text/time.ts'
import { button, el, line } from './dom.ts'

export function causes({ fleet, nodes, incidents }: Report, pick: (rule: string) => void): HTMLElement | undefined {
  if (new Set(incidents.map(({ node }) => node)).size < 2) return undefined
  const rows = fleet.map(({ rule, title, level, nodes: count, ongoing, first, firstNode }) =>
    el(
      'tr',
      {},
      el('td', {}, el('span', { class: `badge ${level}` }, level.toUpperCase())),
      el(
        'td',
        {},
        button(line(title), () => pick(rule), { class: 'pick' }),
      ),
      el('td', {}, `${count} of ${nodes.length}`),
      el('td', {}, String(ongoing)),
      el('td', {}, `${dateTime(first)} on ${line(firstNode)}`),
    ),
  )
  const heads = ['Level', 'Cause', 'Nodes', 'Ongoing on', 'First (UTC)']
  return el(
    'section',
    { class: 'causes' },
    el('h2', {}, `Causes on ${nodes.length} nodes`),
    el(
      'div',
      { class: 'table', tabindex: 0, role: 'region', 'aria-label': 'Causes' },
      el(
        'table',
        {},
        el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
        el('tbody', {}, ...rows),
      ),
    ),
  )
}
