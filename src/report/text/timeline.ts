// The timeline of an incident, one line an event.
import { SECOND } from '../../time/instant.ts'
import type { ReportEvent, ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeChart } from './chart.ts'
import type { Page } from './page.ts'
import { clockTime, duration, microseconds } from './time.ts'
import { grouped, list } from './words.ts'

export function writeTimeline(page: Page, { timeline, histogram, cause, level }: ReportIncident): void {
  page.line()
  page.line(`  ${page.style('heading', 'Timeline')} ${page.style('dim', '(UTC)')}`)
  writeChart(page, histogram)
  let day: string | undefined
  for (const events of page.verbose ? timeline.map((event) => [event]) : together(timeline)) {
    const [event] = events
    if (event === undefined) continue
    const date = event.time?.slice(0, 10)
    if (date !== day && date !== undefined) page.line(`  ${page.style('dim', date)}`)
    day = date ?? day
    const words = [...new Set(events.map(describe))].join('; ')
    writeEvent(page, event, words, event.rule === cause.rule ? level : undefined)
  }
}

/** One start of kubelet is one line, not six. */
const ONE_START = 2_000_000

/** Puts what belongs to one step of kubelet's life together. */
function together(timeline: readonly ReportEvent[]): (readonly ReportEvent[])[] {
  const groups: ReportEvent[][] = []
  for (const event of timeline) {
    const group = groups.at(-1)
    const first = group?.[0]
    const belongs =
      first !== undefined &&
      isContext(first) &&
      isContext(event) &&
      Math.abs(microseconds(event.time) - microseconds(first.time)) < ONE_START
    if (belongs) group?.push(event)
    else groups.push([event])
  }
  return groups
}

function isContext({ role }: ReportEvent): boolean {
  return role === 'lifecycle' || role === 'context'
}

function writeEvent(page: Page, event: ReportEvent, words: string, level: ReportIncident['level'] | undefined): void {
  const { marks } = page
  const mark = isContext(event) ? marks.context : event.explainedBy === undefined ? marks.event : marks.effect
  const styled = level === undefined ? mark : page.style(level, mark)
  const style = isContext(event) ? 'dim' : undefined
  if (page.isNarrow) {
    const time = page.style('dim', clockTime(event.time, SECOND))
    return page.hangWide(`  ${time} ${styled} `, words, 6, style)
  }
  const time = page.style('dim', clockTime(event.time, event.precision).padEnd(12))
  const label = `  ${time}  ${styled}${' '.repeat(marks.width - mark.length)} `
  page.hangWide(label, words, 2 + 12 + 2 + marks.width + 1, style)
}

/** `inotify watches exhausted: no watch for /sys/fs/... (5x in 45 ms)` */
function describe(event: ReportEvent): string {
  const words = says(event.summary, event.title) ? event.summary : `${event.title}: ${event.summary}`
  const about =
    event.subjects.length === 0 || event.subjects.some((subject) => words.includes(subject))
      ? ''
      : `, ${list(event.subjects)}`
  const times = event.count === 1 ? '' : ` (${grouped(event.count)}x${within(event)})`
  return sanitizeLine(`${event.role === 'lifecycle' ? event.summary : words}${about}${times}`)
}

/** Does a summary say what the title says? `the CNI plugin failed to add a pod` needs no `CNI plugin failed:` before it. */
function says(summary: string, title: string): boolean {
  return bare(summary).includes(bare(title))
}

function bare(words: string): string {
  return words.toLowerCase().replace(/\b(?:an?|the) /g, '')
}

function within(event: ReportEvent): string {
  return event.first === event.last ? '' : ` in ${duration(event.first, event.last)}`
}
