// What a consumer does with its messages, without a broker: it can be tested and used with any client.
import { Follower } from 'kubelog-diagnose'

/**
 * A handler of messages that are lines of kubelets' logs: plain, or as JSON of journalctl, Fluent Bit or Vector, of any number
 * of nodes. It gives what has become of incidents: opened, updated, closed. Call it now and then without messages, too: that
 * a node is silent is told by time alone.
 *
 * @param {readonly import('kubelog-diagnose').Rule[]} rules
 */
export function createHandler(rules, now = Date.now) {
  /** @type {import('kubelog-diagnose').FollowEvent[]} */
  const events = []
  // Its memory does not grow with the log.
  const follower = new Follower({ rules, now, wholeLines: true }, (event) => events.push(event))

  /** @param {Iterable<{ readonly value: string | Uint8Array }>} messages */
  return function handle(messages) {
    for (const { value } of messages) follower.next(value)
    follower.flush()
    return events.splice(0)
  }
}
