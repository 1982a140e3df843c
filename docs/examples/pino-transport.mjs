// A pino transport: a collector that logs the lines of kubelets with pino has them diagnosed on their way, and each incident
// logged as one more line. Runs in pino's worker thread, so that the collector does not wait for it.
//
//   const log = pino(pino.transport({ target: './pino-transport.mjs', options: { destination: 'incidents.ndjson' } }))
//   log.info({ hostname: 'node01' }, lineOfKubelet)
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { diagnoseEvents, jsonText } from 'kubelog-diagnose'
import { builtinRules } from 'kubelog-diagnose/node'
import build from 'pino-abstract-transport'

/** @param {{ destination: string }} options */
export default async function transport({ destination }) {
  const rules = await builtinRules()
  let written = Promise.resolve()
  // pino waits for close() before it ends the worker.
  return build((objects) => (written = write(toLines(objects), destination, rules)), { close: async () => written })
}

/**
 * @param {AsyncIterable<string>} lines
 * @param {string} destination
 * @param {readonly import('kubelog-diagnose').Rule[]} rules
 */
async function write(lines, destination, rules) {
  const out = createWriteStream(destination, { flags: 'a' })
  for await (const event of diagnoseEvents(lines, { rules, wholeLines: true, records: 'none' }))
    if (event.type === 'incident' && !out.write(jsonText(event))) await once(out, 'drain')
  out.end()
  await once(out, 'close')
}

/**
 * The journal's own names: in an entry of JSON each line has its host, whatever its text looks like.
 *
 * @param {AsyncIterable<{ msg: string, hostname?: string, time: number }>} objects
 */
async function* toLines(objects) {
  for await (const { msg, hostname, time } of objects)
    yield JSON.stringify({ MESSAGE: msg, _HOSTNAME: hostname, __REALTIME_TIMESTAMP: String(time * 1000) })
}
