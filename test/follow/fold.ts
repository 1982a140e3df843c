// What a reader of the events knows: the last word on each incident.
import { expect } from '@jest/globals'
import { Follower, type FollowOptions } from '../../src/follow/follower.ts'
import type { FollowEvent } from '../../src/report/follow-event.ts'
import type { Report, ReportIncident } from '../../src/report/report.ts'

/** Puts events together, and checks that they can be read in their order. */
export class Fold {
  readonly incidents = new Map<string, ReportIncident>()
  readonly open = new Set<string>()
  readonly forgotten = new Set<string>()
  readonly others: Exclude<FollowEvent, { incident: unknown } | { id: string }>[] = []

  next(event: FollowEvent): void {
    if ('id' in event) return event.type === 'withdrawn' ? this.#drop(event.id) : this.#forget(event.id)
    if (!('incident' in event)) return void this.others.push(event)
    const { type, incident, replaces } = event
    const isKnown = this.incidents.has(incident.id) || replaces.length > 0
    const isOpen = [incident.id, ...replaces].some((id) => this.open.has(id))
    expect([type, isKnown]).toEqual([type, type !== 'opened'])
    if (type === 'reopened') expect(isOpen).toBe(false)
    if (type === 'closed' || type === 'ended') expect(isOpen).toBe(true)
    for (const id of [incident.id, ...replaces]) expect(this.forgotten).not.toContain(id)
    for (const id of replaces) this.#drop(id)
    this.incidents.set(incident.id, incident)
    if (type === 'closed' || type === 'ended') this.open.delete(incident.id)
    else if (type !== 'updated' || isOpen) this.open.add(incident.id)
  }

  /** What was told of it stands, and no more comes. */
  #forget(id: string): void {
    expect([this.incidents.has(id), this.open.has(id)]).toEqual([true, false])
    this.forgotten.add(id)
  }

  #drop(id: string): void {
    expect(this.incidents.has(id)).toBe(true)
    this.incidents.delete(id)
    this.open.delete(id)
  }
}

/** A follower with a fold and a clock that a test sets. */
export class Watched {
  readonly fold = new Fold()
  readonly events: FollowEvent[] = []
  readonly follower: Follower
  /** Epoch milliseconds. */
  now = Date.UTC(2024, 5, 3)

  constructor(options: Omit<FollowOptions, 'now'>) {
    this.follower = new Follower({ ...options, now: () => this.now }, (event) => {
      this.events.push(event)
      this.fold.next(event)
    })
  }

  /** The events that came since this was asked last. */
  told(): FollowEvent[] {
    return this.events.splice(0)
  }
}

/** Incidents in an order of their own. */
export function byId(incidents: Iterable<ReportIncident>): ReportIncident[] {
  return [...incidents].sort((a, b) => (a.id < b.id ? -1 : 1))
}

export function partsOf(report: Report): object {
  const { incidents, ...parts } = report
  return { ...parts, incidents: byId(incidents) }
}
