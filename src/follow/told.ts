// What was told of an incident, and what is other now.
import { hash53 } from '../correlate/hash.ts'
import type { FollowChange } from '../report/follow-event.ts'
import type { ReportIncident } from '../report/report.ts'
import type { Level } from '../rules/rule.ts'
import { SECOND } from '../time/instant.ts'
import type { Current } from './view.ts'

/** The little that is kept of an incident that was told. */
export interface Told {
  readonly id: string
  readonly node: string
  /** The same as it may be shown. */
  readonly name: string
  readonly cause: string
  readonly level: Level
  readonly status: ReportIncident['status']
  readonly effects: readonly string[]
  readonly subjects: number
  readonly start: number
  readonly end: number
  /** Of all that was told. */
  readonly hash: number
  readonly isOpen: boolean
  /** How often it came back. */
  readonly returns: number
}

export function toTold({ incident }: Current, report: ReportIncident, isOpen: boolean, before?: Told): Told {
  const { id, node, cause, level, status, effects, start, end } = incident
  const subjects = cause.subjects.length
  const isMany = before === undefined || before.cause !== cause.rule.id || subjects >= 2 * before.subjects
  return {
    id,
    node,
    name: report.node,
    cause: cause.rule.id,
    level,
    status,
    effects: effects.map(({ rule }) => rule.id),
    subjects: isMany ? subjects : before.subjects,
    start,
    end,
    hash: hashOf(report),
    isOpen,
    returns: before?.returns ?? 0,
  }
}

export function hashOf(incident: ReportIncident): number {
  return hash53(JSON.stringify(incident))
}

/** What is worth telling of it: not that it goes on. */
export function changesOf(told: Told, { incident }: Current): FollowChange[] {
  const { cause, level, effects } = incident
  const rules = effects.map(({ rule }) => rule.id)
  const isSameCause = told.cause === cause.rule.id
  const added = rules.filter((rule) => !told.effects.includes(rule))
  const removed = told.effects.filter((rule) => !rules.includes(rule) && rule !== cause.rule.id)
  const many = cause.subjects.length
  return [
    ...(isSameCause ? [] : [{ what: 'cause', from: told.cause, to: cause.rule.id } as const]),
    ...(told.level === level ? [] : [{ what: 'level', from: told.level, to: level } as const]),
    ...(added.length + removed.length === 0 ? [] : [{ what: 'effects', added, removed } as const]),
    ...(isSameCause && told.subjects > 0 && many >= 2 * told.subjects
      ? [{ what: 'subjects', from: told.subjects, to: many } as const]
      : []),
  ]
}

/** Is it what was told of, now seen as a part of this one? Another cause was found, or an earlier line. Some stamps are whole seconds. */
export function holds({ incident }: Current, told: Told, unknown: string): boolean {
  const { cause, effects, start, end } = incident
  if (incident.node !== told.node && told.node !== unknown) return false
  if (start > told.end + SECOND || end + SECOND < told.start) return false
  return cause.rule.id === told.cause || effects.some(({ rule }) => rule.id === told.cause)
}
