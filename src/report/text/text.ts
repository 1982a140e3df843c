// A report -> the text that a person reads: answer first.
import type { Report, ReportIncident } from '../report.ts'
import { writeFleet } from './fleet.ts'
import { writeFooter, writeUnexplained } from './footer.ts'
import { writeIncident, writeRow } from './incident.ts'
import { Page, type TextOptions } from './page.ts'

/**
 * Formats a report for a terminal or a file. Several incidents: the list first, one line each, then each in full.
 *
 * @example
 * process.stdout.write(formatText(report, { width: 100 }))
 */
export function formatText(report: Report, options: TextOptions = {}): string {
  const page = new Page(options)
  const { incidents, nodes } = report
  const factsOf = new Map(nodes.map(({ name, facts }) => [name, facts]))
  if (!options.brief) writeFleet(page, report)
  if (incidents.length > 1 || options.brief) writeList(page, incidents)
  if (!options.brief) {
    incidents.forEach((incident, index) => {
      if (incidents.length > 1) page.line(`\n${page.style('dim', `[${index + 1}/${incidents.length}]`)}`)
      const same = page.verbose
        ? -1
        : incidents.slice(0, index).findIndex((earlier) => hasSameRemedy(earlier, incident))
      writeIncident(page, incident, factsOf.get(incident.node) ?? {}, same === -1 ? undefined : same + 1)
    })
    writeUnexplained(page, report)
  }
  writeFooter(page, report)
  return page.toString().replace(/^\n/, '')
}

/** The same rule can have other steps on another kind of node. */
function hasSameRemedy(a: ReportIncident, b: ReportIncident): boolean {
  const titles = ({ remediation }: ReportIncident): string => remediation.map(({ title }) => title).join('\n')
  const checks = ({ hostChecks = [] }: ReportIncident): string => hostChecks.map(({ summary }) => summary).join('\n')
  return a.cause.rule === b.cause.rule && titles(a) === titles(b) && checks(a) === checks(b)
}

const MAX_NODE = 24

function writeList(page: Page, incidents: Report['incidents']): void {
  const nodeWidth = Math.min(
    MAX_NODE,
    Math.floor(page.width / 4),
    Math.max(0, ...incidents.map(({ node }) => node.length)),
  )
  for (const incident of incidents) writeRow(page, incident, nodeWidth)
}
