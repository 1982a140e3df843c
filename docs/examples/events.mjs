// Every record that matters, as it comes, then the report, as lines of JSON:  journalctl -fu kubelet | node events.mjs
// For programs that read lines of JSON from a command: an exec source of Vector, an exec input of Fluent Bit, jq.
import { pipeline } from 'node:stream/promises'
import { jsonText } from 'kubelog-diagnose'
import { builtinRules, DiagnosisTransform } from 'kubelog-diagnose/node'

/** @param {AsyncIterable<import('kubelog-diagnose').DiagnosisEvent>} events */
async function* toLines(events) {
  for await (const event of events) yield jsonText(event)
}

await pipeline(process.stdin, new DiagnosisTransform({ rules: await builtinRules() }), toLines, process.stdout)
