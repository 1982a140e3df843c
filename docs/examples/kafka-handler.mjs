// What a consumer does with its messages, without a broker: it can be tested and used with any client.
import { LiveDiagnosis } from 'kubelog-diagnose'

/**
 * A handler of messages that are lines of kubelets' logs: plain, or as JSON of journalctl, Fluent Bit or Vector, of any number
 * of nodes. It gives the incidents that are new or other than it gave before.
 *
 * @param {readonly import('kubelog-diagnose').Rule[]} rules
 */
export function createHandler(rules) {
  // Its memory does not grow with the log.
  const live = new LiveDiagnosis({ rules, wholeLines: true, records: 'none' }, () => {})
  /** @type {Map<string, string>} */
  const told = new Map()

  /** @param {Iterable<{ readonly value: string | Uint8Array }>} messages */
  return function handle(messages) {
    for (const { value } of messages) live.next(value)
    return live.report().incidents.filter((incident) => {
      const { id, level, status, effects } = incident
      const now = JSON.stringify([level, status, effects.map(({ rule }) => rule)])
      const before = told.get(id)
      told.set(id, now)
      return before !== now
    })
  }
}
