// The fleet view, before the list of incidents, when they are on several nodes.
import type { Report } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import type { Page } from './page.ts'
import { dateTime } from './time.ts'

/** `CRITICAL  3 of 3  API server unreachable, ongoing on 1; first 2024-06-02 15:39 on node-a` */
export function writeFleet(page: Page, { fleet, nodes, incidents }: Report, short: (node: string) => string): void {
  if (new Set(incidents.map(({ node }) => node)).size < 2) return
  page.line(page.style('heading', `Causes on ${nodes.length} nodes`))
  const digits = `${nodes.length}`.length
  for (const { level, title, nodes: count, ongoing, first, firstNode } of fleet) {
    const still = ongoing > 0 ? `, ongoing on ${ongoing}` : ''
    const share = `${`${count}`.padStart(digits)} of ${nodes.length}`
    const label = `  ${page.style(level, level.toUpperCase().padEnd(8))}  ${share}  `
    const when = page.style('dim', `first ${dateTime(first).slice(0, 16)} on ${sanitizeLine(short(firstNode))}`)
    page.hangWide(label, `${title}${still}; ${when}`)
  }
  page.line()
}
