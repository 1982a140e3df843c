// The little log of the stream tests, and what is told of it.
import type { DiagnosisEvent, RecordEvent } from '../../src/stream/event.ts'
import { LiveDiagnosis, type EventOptions } from '../../src/stream/live.ts'
import { at, seen } from '../correlate/story.ts'

export const RULES = [
  seen('disk-full', { explains: ['pod-evicted'], level: 'critical' }),
  seen('pod-evicted', { role: 'effect', subject: 'pod' }, { summary: 'the node threw out {pod}' }),
  seen('kubelet-started', { role: 'lifecycle' }),
  seen('harmless-thing', { role: 'noise' }),
]

export const LINES: readonly string[] = [
  at('12:00:00', 'kubelet started', { severity: 'I' }),
  at('12:00:01', 'all is well', { severity: 'I' }),
  at('12:00:02', 'disk full'),
  at('12:00:02', 'pod evicted of shop/web-0'),
  at('12:00:03', 'harmless thing'),
  at('12:00:04', 'something that nobody knows', { severity: 'W' }),
]
export const LOG = `${LINES.join('\n')}\n`

/** What is told of chunks. */
export function toldOf(
  chunks: readonly (string | Uint8Array)[],
  options: Partial<EventOptions> = {},
): readonly DiagnosisEvent[] {
  const events: DiagnosisEvent[] = []
  const live = new LiveDiagnosis({ rules: RULES, ...options }, (event) => events.push(event))
  for (const chunk of chunks) live.next(chunk)
  live.end()
  return events
}

export function recordsOf(events: readonly DiagnosisEvent[]): RecordEvent[] {
  return events.filter((event) => event.type === 'record')
}

/** The events in short: what record a rule or the message tells, and the types of the rest. */
export function outlineOf(events: readonly DiagnosisEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'incident') return `incident ${event.cause.rule}`
    if (event.type !== 'record') return event.type
    return event.matches.map(({ rule }) => rule).join(', ') || event.message
  })
}

/** What is told of the log when it is read to its end. */
export const ALL_TOLD: readonly string[] = [
  'kubelet-started',
  'disk-full',
  'pod-evicted',
  'something that nobody knows',
  'incident disk-full',
  'unexplained',
  'node',
  'input',
  'summary',
]
