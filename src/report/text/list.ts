// Incidents as a list, one line each, the most important first.
import type { ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { headlineWords } from './headline.ts'
import type { Page } from './page.ts'

const MAX_NODE = 24
/** Of a host; what is longer is none. */
const LONGEST_NAME = 253
/** Below this a headline has no room beside its node, from this on there is room for the time as well. */
const NARROW = 72
const WIDE = 100

export interface ListOptions {
  /** What a node is called here. */
  readonly nameOf: (node: string) => string
  /** The incidents have numbers, by which they follow in full. */
  readonly numbered: boolean
  /** Rows are wrapped and not cut: nothing follows that has the rest. */
  readonly whole: boolean
}

export function writeList(page: Page, incidents: readonly ReportIncident[], options: ListOptions): void {
  const lengthOf = ({ node }: ReportIncident): number => sanitizeLine(options.nameOf(node)).length
  const longest = incidents.reduce((most, incident) => Math.max(most, lengthOf(incident)), 0)
  const most = options.whole ? LONGEST_NAME : Math.min(MAX_NODE, Math.floor(page.width / 4))
  const nodeWidth = Math.min(most, longest)
  incidents.forEach((incident, index) =>
    writeRow(page, incident, { ...options, index, nodeWidth, of: incidents.length }),
  )
}

interface Row extends ListOptions {
  readonly index: number
  readonly of: number
  readonly nodeWidth: number
}

/** ` 1  CRITICAL  ongoing    node01  inotify watches exhausted -> kubelet exited` */
function writeRow(page: Page, incident: ReportIncident, row: Row): void {
  const { level, status, start } = incident
  const number = row.numbered ? [page.style('dim', `${row.index + 1}`.padStart(`${row.of}`.length))] : []
  const what = headlineWords(page, incident)
  const before = [
    ...number,
    page.style(level, level.toUpperCase().padEnd(8)),
    page.style(status === 'recovered' ? 'good' : 'dim', status.padEnd(9)),
  ]
  const node = sanitizeLine(row.nameOf(incident.node))
  if (page.width < NARROW) {
    const used = page.widthOf(before.join('  ')) + 2
    page.line([...before, page.cut(node, page.width - used)].join('  '))
    return page.hang('   ', what, 5)
  }
  const minute = (start ?? 'unknown time').slice(0, 16).replace('T', ' ').padEnd(16)
  const time = page.width < WIDE ? [] : [page.style('dim', minute)]
  const columns = [...before, ...time, page.column(node, row.nodeWidth)].join('  ')
  if (row.whole) return page.hangWide(`${columns}  `, what)
  page.line(`${columns}  ${page.cut(what, page.width - page.widthOf(columns) - 2)}`)
}
