// The events of follow mode, without names.
import type { FollowEvent } from '../report/follow-event.ts'
import type { Redactor } from './redactor.ts'
import { redactPart, tellFleet, tellIncident, tellInput, tellNode, tellShape, tellSuppressed } from './report.ts'

/** An event has the names that it tells itself, and those that the events before it told. */
export function redactFollowEvent(event: FollowEvent, redactor: Redactor): FollowEvent {
  switch (event.type) {
    case 'withdrawn':
      return { ...event, node: redactor.name('node', event.node) }
    case 'unexplained':
      return redactPart(event, tellShape, redactor)
    case 'node':
      return redactPart(event, tellNode, redactor)
    case 'input':
      return redactPart(event, tellInput, redactor)
    case 'suppressed':
      return redactPart(event, tellSuppressed, redactor)
    case 'summary':
      return { ...event, fleet: redactPart(event.fleet, tellFleet, redactor) }
    default:
      return { ...event, incident: redactPart(event.incident, tellIncident, redactor) }
  }
}
