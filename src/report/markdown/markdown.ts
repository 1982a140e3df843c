// A report -> Markdown (CommonMark) for tickets, chats and pull requests.
import { accounts, verdict } from '../account.ts'
import type { Report } from '../report.ts'
import { dateTime } from '../text/time.ts'
import { plural } from '../text/words.ts'
import { code, plain } from './escape.ts'
import { incidentSection } from './incident.ts'

const MOST_SHAPES = 10

/**
 * Formats a report as Markdown. Text of the log stands in code spans and code blocks only, so that nothing in it is taken as
 * markup, mention or link.
 */
export function formatMarkdown(report: Report): string {
  const factsOf = new Map(report.nodes.map(({ name, facts }) => [name, facts]))
  const lines = [
    ...causes(report),
    ...report.incidents.flatMap((incident) => [...incidentSection(incident, factsOf.get(incident.node) ?? {}), '']),
    ...unexplained(report),
    ...account(report),
  ]
  return `${lines.join('\n')}\n`
}

/** Which cause is on how many nodes, when there are several. */
function causes({ fleet, nodes, incidents }: Report): string[] {
  if (new Set(incidents.map(({ node }) => node)).size < 2) return []
  const rows = fleet.map(({ title, level, nodes: count, ongoing, first, firstNode }) => {
    const still = ongoing > 0 ? `, ongoing on ${ongoing}` : ''
    return `- **${level.toUpperCase()}** ${plain(title)}: ${count} of ${nodes.length}${still}; first ${dateTime(first)} on ${code(firstNode)}`
  })
  return [`**Causes on ${nodes.length} nodes**`, '', ...rows, '']
}

function unexplained({ unexplained, unexplainedTruncated, lines }: Report): string[] {
  if (unexplained.length === 0) return []
  const more = unexplained.length - MOST_SHAPES
  const rest = `- and ${more}${unexplainedTruncated ? '+' : ''} more shapes; ${plural(lines.unexplained, 'line')} in all`
  return [
    '## Unexplained',
    '',
    'Warnings and errors that no rule knows; no verdict.',
    '',
    ...unexplained
      .slice(0, MOST_SHAPES)
      .map(({ severity, count, file, template }) => `- ${count}x ${severity} ${code(`${file}: ${template}`)}`),
    ...(more > 0 ? [rest] : []),
    '',
  ]
}

function account(report: Report): string[] {
  const inputs = report.inputs.map(({ name, format, lines, first, last, order, assumptions }) => {
    const span = first === null ? 'no times' : `${dateTime(first)} to ${dateTime(last)} UTC`
    return `- ${code(name)}: ${[`${format}, ${plural(lines, 'line')}, ${span}, ${order}`, ...assumptions].map(plain).join('; ')}`
  })
  return ['---', '', `${plain(verdict(report))} ${accounts(report)}`, '', ...inputs]
}
