// A report -> the text that a person reads: answer first.
import type { Report, ReportIncident } from '../report.ts'
import { writeFleet } from './fleet.ts'
import { writeFooter, writeUnexplained } from './footer.ts'
import { writeHeadline } from './headline.ts'
import { writeDoNow, writeIncident, writeShort } from './incident.ts'
import { writeList } from './list.ts'
import { shortNames } from './names.ts'
import { Page, type TextOptions } from './page.ts'

/**
 * Formats a report for a terminal or a file. Several incidents: the list first, one line each, then each in full.
 *
 * @example
 * process.stdout.write(formatText(report, { width: 100 }))
 */
export function formatText(report: Report, options: TextOptions = {}): string {
  const { brief = false, height = Infinity } = options
  const page = new Page(brief ? { width: Infinity, ...options } : options)
  const { incidents, nodes } = report
  const nameOf = brief ? (node: string) => node : shortNames(nodes.map(({ name }) => name))
  if (!brief) writeFleet(page, report, nameOf)
  if (incidents.length > 1 || brief) writeList(page, incidents, { nameOf, numbered: !brief, whole: brief })
  if (!brief) {
    writeIncidents(page, report)
    writeUnexplained(page, report)
  }
  writeFooter(page, report, options)
  if (!brief && page.lineCount > height) writeAgain(page, incidents)
  return page.toString().replace(/^\n/, '')
}

/** Incidents that are told in full; the others in short, but for verbose pages. */
const IN_FULL = 3

function writeIncidents(page: Page, { incidents, nodes }: Report): void {
  const factsOf = new Map(nodes.map(({ name, facts }) => [name, facts]))
  const most = page.verbose ? incidents.length : IN_FULL
  incidents.forEach((incident, index) => {
    if (incidents.length > 1) page.line(`\n${page.style('dim', `[${index + 1}/${incidents.length}]`)}`)
    if (index >= most) return writeShort(page, incident)
    const same = page.verbose ? -1 : incidents.slice(0, index).findIndex((earlier) => hasSameRemedy(earlier, incident))
    writeIncident(page, incident, factsOf.get(incident.node) ?? {}, same === -1 ? undefined : same + 1)
  })
  if (incidents.length > most) {
    page.line()
    page.hang(
      '',
      `[${most + 1}] to [${incidents.length}] are told in short; --verbose has all of them in full.`,
      0,
      'dim',
    )
  }
}

/** The same rule can have other steps on another kind of node. */
function hasSameRemedy(a: ReportIncident, b: ReportIncident): boolean {
  const titles = ({ remediation }: ReportIncident): string => remediation.map(({ title }) => title).join('\n')
  const checks = ({ hostChecks = [] }: ReportIncident): string => hostChecks.map(({ summary }) => summary).join('\n')
  return a.cause.rule === b.cause.rule && titles(a) === titles(b) && checks(a) === checks(b)
}

/** The answer at the end, where the prompt will be: its first lines are out of sight. */
function writeAgain(page: Page, incidents: readonly ReportIncident[]): void {
  const [worst] = incidents
  if (worst === undefined) return
  page.line()
  writeHeadline(page, worst)
  writeDoNow(page, worst)
  if (incidents.length > 1) page.line(page.style('dim', `  and ${incidents.length - 1} more, listed on top`))
}
