// What was told so far; from it and from what the log shows now, the events.
import { UNKNOWN_NODE } from '../correlate/correlator.ts'
import type { CloseReason, FollowEvent, GoneEvent, IncidentEvent } from '../report/follow-event.ts'
import { MINUTE, toIso, UNDATED } from '../time/instant.ts'
import { changesOf, hashOf, holds, toTold, type Told } from './told.ts'
import type { Current } from './view.ts'

/** More doublings than this are longer than any patience. */
const MOST_RETURNS = 20

type Tell = (event: FollowEvent) => void

export class Ledger {
  readonly #tell: Tell
  readonly #told = new Map<string, Told>()

  constructor(tell: Tell) {
    this.#tell = tell
  }

  /** Incidents that were told and not forgotten. */
  get size(): number {
    return this.#told.size
  }

  /** Is anything open that is over when nothing more comes? */
  get hasOpen(): boolean {
    return [...this.#told.values()].some(({ isOpen, end }) => isOpen && end !== UNDATED)
  }

  /** Is it open, and has there been nothing of it for so long that it may be over? */
  isDue(current: Current, now: number): boolean {
    return this.#told.get(current.incident.id)?.isOpen === true && isStill(current, now)
  }

  /** Tells what is new, changed or over. `now` and times are those of the log, in epoch microseconds. */
  update(currents: readonly Current[], now: number): void {
    const ids = new Set(currents.map(({ incident }) => incident.id))
    const gone = [...this.#told.values()].filter(({ id }) => !ids.has(id))
    const heirs = this.#inherit(gone, currents)
    for (const current of currents) this.#step(current, heirs.get(current) ?? [], now)
    for (const told of gone) if (this.#told.has(told.id)) this.#drop('withdrawn', told, now)
  }

  /** The input has ended: tells how the incidents are left. */
  end(currents: readonly Current[], now: number): void {
    for (const current of currents) {
      const told = this.#told.get(current.incident.id)
      if (told?.isOpen === true) this.#say({ type: 'ended' }, current, told, now, false)
      else this.#settle(current, now)
    }
  }

  /** Lets go of an incident; says first what is other than it was told. */
  forget(current: Current, now: number): void {
    const told = this.#told.get(current.incident.id)
    if (told?.isOpen === true) this.#say({ type: 'closed', reason: 'quiet' }, current, told, now, false)
    else this.#settle(current, now)
    if (told !== undefined) this.#drop('forgotten', told, now)
  }

  #drop(type: GoneEvent['type'], { id, name, cause }: Told, now: number): void {
    this.#told.delete(id)
    this.#tell({ type, time: toIso(now), id, node: name, cause })
  }

  /** Of an incident that is over: tells the little that may have changed since, counts above all. */
  #settle(current: Current, now: number): void {
    const told = this.#told.get(current.incident.id)
    if (told !== undefined && told.hash !== hashOf(current.report()))
      this.#say({ type: 'updated' }, current, told, now, false)
  }

  /** For each incident that is gone the one that it is part of now; new ones first. */
  #inherit(gone: readonly Told[], currents: readonly Current[]): Map<Current, Told[]> {
    const heirs = new Map<Current, Told[]>()
    for (const told of gone) {
      const found = currents.filter((current) => holds(current, told, UNKNOWN_NODE))
      const heir = found.find(({ incident }) => !this.#told.has(incident.id)) ?? found[0]
      if (heir !== undefined) heirs.set(heir, [...(heirs.get(heir) ?? []), told])
    }
    return heirs
  }

  #step(current: Current, replaced: readonly Told[], now: number): void {
    const told = this.#told.get(current.incident.id) ?? replaced.find(({ isOpen }) => isOpen) ?? replaced[0]
    if (told === undefined) return this.#open(current, now)
    const say = (event: Said, isOpen: boolean): void => this.#say(event, current, told, now, isOpen, replaced)
    const wasOpen = told.isOpen || replaced.some(({ isOpen }) => isOpen)
    const reason = overBecause(current, told.returns, now)
    if (wasOpen && reason !== undefined) return say({ type: 'closed', reason }, false)
    if (!wasOpen && reason === undefined && current.incident.end > told.end) return say({ type: 'reopened' }, true)
    const isMended = (status: string): boolean => status === 'recovered'
    const hasOtherStatus = !wasOpen && isMended(told.status) !== isMended(current.incident.status)
    if (hasOtherStatus || replaced.length > 0 || changesOf(told, current).length > 0) say({ type: 'updated' }, wasOpen)
  }

  /** One that is over already opens and closes. */
  #open(current: Current, now: number): void {
    const reason = overBecause(current, 0, now)
    if (reason === undefined) return this.#say({ type: 'opened' }, current, undefined, now, true)
    this.#say({ type: 'opened', atOnce: true }, current, undefined, now, true)
    const told = this.#told.get(current.incident.id)
    this.#say({ type: 'closed', reason, atOnce: true }, current, told, now, false)
  }

  #say(
    event: Said,
    current: Current,
    told: Told | undefined,
    now: number,
    isOpen: boolean,
    replaced: readonly Told[] = [],
  ): void {
    const incident = current.report()
    const status = { what: 'status', from: told?.status ?? incident.status, to: incident.status } as const
    const isOther = event.type === 'updated' && told?.isOpen === false && status.from !== status.to
    const changes = [...(told === undefined ? [] : changesOf(told, current)), ...(isOther ? [status] : [])]
    for (const { id } of replaced) this.#told.delete(id)
    const next = toTold(current, incident, isOpen, told)
    this.#told.set(incident.id, event.type === 'reopened' ? { ...next, returns: next.returns + 1 } : next)
    this.#tell({ ...event, time: toIso(now), replaces: replaced.map(({ id }) => id), changes, incident })
  }
}

type Said =
  | { readonly type: Exclude<IncidentEvent['type'], 'closed'>; readonly atOnce?: true }
  | { readonly type: 'closed'; readonly reason: CloseReason; readonly atOnce?: true }

/**
 * Why an incident is taken to be over, when it is. One that came back must stay away longer each time: else a failure that comes and
 * goes would be told again and again.
 */
function overBecause(current: Current, returns: number, now: number): CloseReason | undefined {
  const { incident, heard, patience } = current
  const wait = returns === 0 ? 0 : Math.min(patience, MINUTE * 2 ** (Math.min(returns, MOST_RETURNS) - 1))
  if (incident.status === 'recovered') return now - incident.end >= wait ? 'recovered' : undefined
  if (incident.status === 'quiet') return 'quiet'
  if (!isStill(current, now)) return undefined
  // Its last lines have come: whether the log goes on is another matter.
  return now - heard < patience / 2 ? 'quiet' : 'silent'
}

function isStill({ incident: { end }, patience }: Current, now: number): boolean {
  return end !== UNDATED && now - end > patience
}
