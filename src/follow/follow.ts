// A log that is being written -> its events, for `for await`.
import { chunksOf, type LogSource, type SourceOptions } from '../lines/source.ts'
import type { FollowEvent } from '../report/follow-event.ts'
import type { Report } from '../report/report.ts'
import { Arrivals } from './arrivals.ts'
import { Follower, type FollowOptions } from './follower.ts'

/**
 * Follows a log and yields what becomes of its incidents, at most a second behind. It reads on only when it is asked for more;
 * leaving the loop lets go of the source. Throws what the source throws, or the reason of an aborted signal.
 *
 * @example
 * for await (const event of follow(journalctl.stdout, { rules, now: Date.now })) {
 *   if (event.type === 'opened') alert(event.incident.node, event.incident.cause.title)
 * }
 */
export async function* follow(
  source: LogSource,
  options: FollowOptions & SourceOptions,
): AsyncGenerator<FollowEvent, Report> {
  const events: FollowEvent[] = []
  // What chunksOf() gives is cut anywhere.
  const follower = new Follower({ ...options, wholeLines: false }, (event) => events.push(event))
  const arrivals = new Arrivals(chunksOf(source, options))
  try {
    for (;;) {
      const arrived = await arrivals.next(follower.due)
      if (arrived?.done === true) break
      if (arrived !== undefined) follower.next(arrived.value)
      if (follower.due === 0) follower.flush()
      yield* events.splice(0)
    }
    const report = follower.end()
    yield* events.splice(0)
    return report
  } finally {
    arrivals.leave()
  }
}
