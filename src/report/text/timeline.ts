// The timeline of an incident, one line an event.
import type { ReportEvent, ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeChart } from './chart.ts'
import type { Page } from './page.ts'
import { clockTime, duration } from './time.ts'
import { grouped, list } from './words.ts'

export function writeTimeline(page: Page, { timeline, histogram, cause, level }: ReportIncident): void {
  page.line()
  page.line(`  ${page.style('heading', 'Timeline')} ${page.style('dim', '(UTC)')}`)
  writeChart(page, histogram)
  let day: string | undefined
  for (const event of timeline) {
    const date = event.time?.slice(0, 10)
    if (date !== day && date !== undefined) page.line(`  ${page.style('dim', date)}`)
    day = date ?? day
    writeEvent(page, event, event.rule === cause.rule ? level : undefined)
  }
}

function writeEvent(page: Page, event: ReportEvent, level: ReportIncident['level'] | undefined): void {
  const isContext = event.role === 'lifecycle' || event.role === 'context'
  const { marks } = page
  const mark = isContext ? marks.context : event.explainedBy === undefined ? marks.event : marks.effect
  const time = clockTime(event.time, event.precision).padEnd(12)
  const label = `  ${page.style('dim', time)}  ${(level === undefined ? mark : page.style(level, mark)) + ' '.repeat(marks.width - mark.length)} `
  const style = isContext ? 'dim' : undefined
  if (page.isNarrow) {
    page.line(label)
    return page.hangWide('      ', describe(event), 6, style)
  }
  page.hangWide(label, describe(event), 2 + 12 + 2 + marks.width + 1, style)
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
