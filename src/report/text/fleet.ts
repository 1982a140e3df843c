// The fleet view, before the list of incidents, when they are on several nodes.
import type { Report } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'
import { dateTime } from './time.ts'

export function writeFleet(page: Page, { fleet, nodes, incidents }: Report): void {
  if (new Set(incidents.map(({ node }) => node)).size < 2) return
  page.line(page.style('heading', `Causes on ${nodes.length} nodes`))
  for (const { level, title, nodes: count, ongoing, first, firstNode } of fleet) {
    const still = ongoing > 0 ? `, ongoing on ${ongoing}` : ''
    const where = `${count} of ${nodes.length}${still}; first ${dateTime(first)} on ${sanitizeLine(firstNode)}`
    page.hang(`  ${page.style(level, level.toUpperCase().padEnd(8))}  `, `${title}: ${where}`, 12)
  }
  page.line()
}
