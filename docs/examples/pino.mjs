// A log pipeline that logs with pino: one entry a record that a rule knows, one an incident at the end.
//   journalctl -u kubelet -o json | node pino.mjs
import { diagnoseEvents } from 'kubelog-diagnose'
import { builtinRules } from 'kubelog-diagnose/node'
import pino from 'pino'

const LEVELS = /** @type {const} */ ({
  critical: 'fatal',
  high: 'error',
  medium: 'warn',
  low: 'info',
  informational: 'debug',
})

const log = pino({ base: { service: 'kubelet-diagnosis' } })
const stop = new AbortController()
process.once('SIGTERM', () => stop.abort())

try {
  for await (const event of diagnoseEvents(process.stdin, { rules: await builtinRules(), signal: stop.signal })) {
    if (event.type === 'record') {
      const { node, time: at, text } = event
      for (const { rule, level, summary, subject } of event.matches)
        log[LEVELS[level]]({ node, at, rule, subject, text }, summary)
    } else if (event.type === 'incident') {
      const { id, node, level, status, start, cause, effects } = event
      const what = { incident: id, node, status, start, rule: cause.rule, effects: effects.map(({ rule }) => rule) }
      log[LEVELS[level]](what, cause.summary)
    }
  }
} catch (error) {
  if (!stop.signal.aborted) throw error
}
