// An event of follow mode -> a block for a terminal: short, the answer first.
import { dateTime, duration, timeSpan } from './time.ts'
import { since } from '../answer.ts'
import type { FollowChange, FollowEvent, IncidentEvent } from '../follow-event.ts'
import type { ReportIncident } from '../report.ts'
import { sanitizeLine } from '../sanitize.ts'
import { writeEvidence } from './evidence.ts'
import { headlineWords, writeHeadline } from './headline.ts'
import { field, writeDoNow } from './incident.ts'
import { Page, type TextOptions } from './page.ts'
import { firstSentence, list, plural } from './words.ts'

const WORDS: Readonly<Record<Exclude<IncidentEvent['type'], 'closed'>, string>> = {
  opened: 'new',
  updated: 'changed',
  reopened: 'back',
  ended: 'ongoing',
}

/**
 * Formats an event as a block that ends with an empty line, or for `brief` as one line; '' for what is no news to a person:
 * details of what is over, and the parts of the report at the end.
 *
 * @example
 * process.stdout.write(formatFollowEvent(event, { width: 80 }))
 */
export function formatFollowEvent(event: FollowEvent, options: TextOptions = {}): string {
  const page = new Page(options.brief ? { width: Number.POSITIVE_INFINITY, ...options } : options)
  if (event.type === 'forgotten') return ''
  if (event.type === 'withdrawn') {
    page.hang('', sanitizeLine(`${event.node}  ${event.cause}: withdrawn, later lines show that it was none`), 2, 'dim')
  } else if (!('incident' in event) || !isNews(event)) return ''
  else if (options.brief) writeRow(page, event)
  else writeBlock(page, event)
  if (!options.brief) page.line()
  return page.toString()
}

/** How it is left is in the list at the end; that it is counted anew is no news. */
function isNews(event: IncidentEvent): boolean {
  const { type, changes } = event
  // What is over when it is told first is told once.
  if (type === 'opened') return event.atOnce === undefined
  return type !== 'ended' && (type !== 'updated' || changes.some(isShown))
}

/** That it is seen to be over after all, or that something is no effect of it, is told to programs alone. */
function isShown(change: FollowChange): boolean {
  return change.what === 'effects' ? change.added.length > 0 : change.what !== 'status'
}

function wordOf(event: IncidentEvent): string {
  return event.type === 'closed' ? event.reason : WORDS[event.type]
}

/** `15:39:04  new        CRITICAL  node01  inotify watches exhausted -> kubelet exited` */
function writeRow(page: Page, event: IncidentEvent): void {
  const { incident, time } = event
  const columns = [
    page.style('dim', dateTime(time)),
    wordOf(event).padEnd(9),
    page.style(incident.level, incident.level.toUpperCase().padEnd(8)),
    sanitizeLine(incident.node),
  ]
  page.hangWide(`${columns.join('  ')}  `, headlineWords(page, incident))
}

function writeBlock(page: Page, event: IncidentEvent): void {
  const { incident } = event
  writeHeadline(page, incident, wordOf(event))
  if (event.type === 'opened') writeNew(page, incident)
  else if (event.type === 'closed') writeOver(page, event)
  else writeChanges(page, event)
  if (page.verbose && (event.type !== 'closed' || event.atOnce)) writeEvidence(page, incident)
}

function writeNew(page: Page, incident: ReportIncident): void {
  field(page, 'since', since(incident))
  writeAbout(page, incident)
  writeDoNow(page, incident)
}

/** Why, about what, and what it led to. */
function writeAbout(page: Page, { cause, effects }: ReportIncident): void {
  field(page, 'why', firstSentence(cause.description))
  if (cause.subjects.length > 1) field(page, cause.subject, sanitizeLine(list(cause.subjects, 5)))
  if (effects.length > 0) field(page, 'effect', effects.map(({ title }) => title).join('; '))
}

function writeChanges(page: Page, { incident, time, changes }: IncidentEvent): void {
  const after = incident.start === null || time === null ? '' : `, ${duration(incident.start, time)} after it began`
  field(page, 'at', `${dateTime(time)} UTC${after}; ${plural(eventsOf(incident), 'event')}`)
  for (const change of changes) writeChange(page, incident, change)
  if (changes.length === 0 || changes.some(({ what }) => what === 'cause')) writeDoNow(page, incident)
}

function writeChange(page: Page, incident: ReportIncident, change: FollowChange): void {
  const { to } = page.marks
  if (change.what === 'level') field(page, 'level', `${change.from} ${to} ${change.to}`)
  if (change.what === 'subjects') {
    const { subject, subjects } = incident.cause
    field(page, subject, sanitizeLine(`${change.from} ${to} ${change.to}: ${list(subjects, 5)}`))
  }
  if (change.what === 'cause') {
    field(page, 'cause', `now known: ${incident.cause.title}`)
    field(page, 'why', firstSentence(incident.cause.description))
  }
  if (change.what !== 'effects') return
  const titles = incident.effects.filter(({ rule }) => change.added.includes(rule)).map(({ title }) => title)
  if (titles.length > 0) field(page, 'effect', titles.join('; '))
}

function writeOver(page: Page, { incident, reason, time, atOnce }: Extract<IncidentEvent, { type: 'closed' }>): void {
  const { start, end, recovery } = incident
  const events = plural(eventsOf(incident), 'event')
  if (start === null || end === null) field(page, 'lasted', `times unknown, ${events}`)
  else if (start.slice(0, 19) === end.slice(0, 19)) field(page, 'was', `${dateTime(start)} UTC, ${events}`)
  else field(page, 'lasted', `${duration(start, end)}, ${timeSpan(start, end)} UTC, ${events}`)
  if (atOnce) writeAbout(page, incident)
  const still = time === null || end === null ? '' : ` for ${roughly(duration(end, time))}`
  if (reason === 'recovered' && recovery) field(page, 'by', `${dateTime(recovery.time)} UTC ${recovery.title}`)
  if (reason === 'quiet') field(page, 'over?', `nothing more of it${still}, and nothing shows that it was mended`)
  if (reason === 'silent')
    field(
      page,
      'over?',
      `unknown: the log says nothing${still}; kubelet may hang or be stopped, or its log does not arrive`,
    )
  if (reason === 'silent' || (atOnce && reason === 'quiet')) writeDoNow(page, incident)
}

/** `10 min 1 s` -> `10 min` */
function roughly(words: string): string {
  return words.replace(/(?<=\d (?:d|h|min)) .*/, '')
}

/** Those of effects included: what is told of is the whole incident. */
function eventsOf({ cause, effects }: ReportIncident): number {
  return effects.reduce((sum, { count }) => sum + count, cause.count)
}
