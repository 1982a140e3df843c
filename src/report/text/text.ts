// A report -> the text that a person reads: answer first.
import type { Report } from '../report.ts'
import { writeFooter, writeUnexplained } from './footer.ts'
import { writeHeadline, writeIncident } from './incident.ts'
import { Page, type TextOptions } from './page.ts'

/**
 * Formats a report for a terminal or a file. Several incidents: the list first, one line each, then each in full.
 *
 * @example
 * process.stdout.write(formatText(report, { width: 100 }))
 */
export function formatText(report: Report, options: TextOptions = {}): string {
  const page = new Page(options)
  const { incidents } = report
  if (incidents.length > 1 || options.brief) for (const incident of incidents) writeHeadline(page, incident)
  if (!options.brief) {
    incidents.forEach((incident, index) => {
      if (index > 0 || incidents.length > 1) page.line()
      if (incidents.length > 1) page.line(page.style('dim', `[${index + 1}/${incidents.length}]`))
      writeIncident(page, incident)
    })
    writeUnexplained(page, report)
  }
  writeFooter(page, report)
  return page.toString().replace(/^\n/, '')
}
