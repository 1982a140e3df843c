// The events of streams and of follow mode, without names.
import type { FollowEvent } from '../report/follow-event.ts'
import type { ReportLine } from '../report/ndjson/ndjson.ts'
import type { DiagnosisEvent, RecordEvent, RecordMatch } from '../stream/event.ts'
import type { Redactor } from './redactor.ts'
import {
  redactPart,
  tellFleet,
  tellIncident,
  tellInput,
  tellNode,
  tellShape,
  tellSubject,
  tellSuppressed,
} from './report.ts'
import type { Voice } from './voice.ts'

/**
 * An event of {@link diagnoseEvents} with pseudonyms in place of names. It has those that it tells itself, and those that the
 * events before it told: a redactor is for all events of a log.
 */
export function redactEvent(event: DiagnosisEvent, redactor: Redactor): DiagnosisEvent {
  if (event.type === 'record') return redactPart(event, tellRecord, redactor)
  return event.type === 'incident' ? redactPart(event, tellIncident, redactor) : redactLine(event, redactor)
}

/** The same for follow mode. */
export function redactFollowEvent(event: FollowEvent, redactor: Redactor): FollowEvent {
  if ('id' in event) return { ...event, node: redactor.name('node', event.node) }
  if ('incident' in event) return { ...event, incident: redactPart(event.incident, tellIncident, redactor) }
  return redactLine(event, redactor)
}

type Line = Exclude<ReportLine, { readonly type: 'incident' }>

function redactLine(line: Line, redactor: Redactor): Line {
  switch (line.type) {
    case 'unexplained':
      return redactPart(line, tellShape, redactor)
    case 'node':
      return redactPart(line, tellNode, redactor)
    case 'input':
      return redactPart(line, tellInput, redactor)
    case 'suppressed':
      return redactPart(line, tellSuppressed, redactor)
    default:
      return { ...line, fleet: redactPart(line.fleet, tellFleet, redactor) }
  }
}

function tellRecord(event: RecordEvent, voice: Voice): RecordEvent {
  const { node, input, message, text, matches, suppressed } = event
  return {
    ...event,
    node: voice.name('node', node),
    input: voice.name('input', input),
    matches: matches.map((match) => tellMatch(match, voice)),
    message: voice.log(message),
    text: voice.log(text),
    suppressed: suppressed.map(voice.log),
  }
}

/** Captures say of what kind they are; the subject is one of them. */
function tellMatch(match: RecordMatch, voice: Voice): RecordMatch {
  const { captures, subject, summary } = match
  const told = Object.entries(captures).map(([kind, value]) => [kind, tellSubject(value, kind, voice)] as const)
  const [kind = ''] = Object.entries(captures).find(([, value]) => value === subject) ?? []
  return {
    ...match,
    captures: Object.fromEntries(told),
    subject: subject === '' ? subject : tellSubject(subject, kind, voice),
    summary: voice.log(summary),
  }
}
