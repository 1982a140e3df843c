// What was read, what no rule knows, and what became of the lines.
import { accounts } from '../report/account.ts'
import type { Report } from '../report/report.ts'
import { dateTime } from '../report/text/time.ts'
import { nodeWords } from '../report/text/node.ts'
import { block, el, line, list, type Child } from './dom.ts'

export function unexplained({ unexplained, unexplainedTruncated }: Report): HTMLElement | undefined {
  if (unexplained.length === 0) return undefined
  const rows = unexplained.map(({ count, severity, file, template, example, input, line: at }) =>
    el(
      'details',
      { class: 'shape' },
      el(
        'summary',
        {},
        el('b', {}, `${count.toLocaleString('en-US')}× ${severity}`),
        ' ',
        el('span', { class: 'log' }, line(`${file}: ${template}`)),
      ),
      el('p', { class: 'dim place' }, line(`${input}:${at}`)),
      block(example),
    ),
  )
  const title = `Unexplained: ${unexplained.length}${unexplainedTruncated ? '+' : ''}`
  return el(
    'section',
    { class: 'unexplained' },
    el('h2', {}, title),
    el('p', { class: 'dim' }, 'Warnings and errors that no rule knows, by shape. No verdict.'),
    ...rows,
  )
}

export function read(report: Report): HTMLElement {
  const suppressed = report.suppressed.map(({ reason, count }) => `suppressed ${count}×: ${reason}`)
  return el(
    'section',
    { class: 'read' },
    el('h2', {}, 'What was read'),
    el('p', {}, accounts(report)),
    list(suppressed),
    table(
      ['Input', 'Format', 'Lines', 'From (UTC)', 'To (UTC)', 'Order', 'Assumed'],
      report.inputs.map(({ name, format, lines, first, last, order, assumptions }) => [
        name,
        format,
        lines.toLocaleString('en-US'),
        dateTime(first),
        dateTime(last),
        order,
        assumptions.join('; '),
      ]),
    ),
    table(
      ['Node', 'From (UTC)', 'To (UTC)', 'Known of it'],
      report.nodes.map(({ name, first, last, facts }) => [name, dateTime(first), dateTime(last), nodeWords(facts)]),
    ),
  )
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): Child {
  if (rows.length === 0) return undefined
  return el(
    'div',
    { class: 'table', tabindex: 0, role: 'region', 'aria-label': `${heads[0]} table` },
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
      el('tbody', {}, ...rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', {}, line(cell)))))),
    ),
  )
}
