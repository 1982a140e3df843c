// A log that is written before a follower's eyes.
import type { FollowEvent } from '../../src/report/follow-event.ts'
import type { Watched } from './fold.ts'

/** Epoch milliseconds of a time of day on 2 June 2024, on which the little logs of story.ts take place. */
export function onTheDay(time: string): number {
  return Date.parse(`2024-06-02T${time}Z`)
}

/** Lets time pass, and flushes whenever the follower wants to. */
export function pass(watched: Watched, until: number): void {
  const { follower } = watched
  for (let { due } = follower; due !== undefined && watched.now + due <= until; { due } = follower) {
    watched.now += due
    follower.flush()
  }
  watched.now = until
}

/** Gives each line at its own time. */
export function replay(watched: Watched, lines: readonly string[]): void {
  for (const line of lines) {
    const at = Date.parse(line.slice(0, 23) + 'Z')
    if (Number.isNaN(watched.now) || at > watched.now) pass(watched, at)
    watched.follower.next(`${line}\n`)
  }
  pass(watched, watched.now + 1000)
}

/** Events as a person would note them down: `closed disk-full (recovered): effects +pod-evicted`. */
export function noted(events: readonly FollowEvent[]): string[] {
  return events.map((event) => {
    if (event.type === 'withdrawn' || event.type === 'forgotten') return `${event.type} ${event.cause}`
    if (!('incident' in event)) return event.type
    const why = event.type === 'closed' ? ` (${event.reason})` : ''
    const changes = event.changes.map((change) => {
      if (change.what !== 'effects') return `${change.what} ${change.from} > ${change.to}`
      return [...change.added.map((rule) => `+${rule}`), ...change.removed.map((rule) => `-${rule}`)].join(' ')
    })
    const said = changes.length === 0 ? '' : `: ${changes.join(', ')}`
    return `${event.type} ${event.incident.cause.rule}${why}${said}`
  })
}
