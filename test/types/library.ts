// The types as a user's compiler sees them: of the built package, by its name, without skipLibCheck. Compiled, not run.
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import {
  diagnose,
  diagnoseEvents,
  DiagnosisStream,
  LiveDiagnosis,
  type DiagnosisEvent,
  type Rule,
} from 'kubelog-diagnose'
import { builtinRules, DiagnosisTransform, openLogs } from 'kubelog-diagnose/node'

const rules: readonly Rule[] = await builtinRules()
const file = createReadStream('kubelet.log')
const body: ReadableStream<Uint8Array> | null = (await fetch('http://localhost/')).body

/** `type` tells the events apart; when there is one more, this does not compile. */
function inShort(event: DiagnosisEvent): string {
  switch (event.type) {
    case 'record':
      return event.matches.map(({ rule, captures }) => `${rule} ${captures['pod']}`).join()
    case 'incident':
      return event.cause.title
    case 'unexplained':
      return event.template
    case 'node':
      return event.name
    case 'input':
      return event.format
    case 'suppressed':
      return event.reason
    case 'summary':
      return event.fleet.map(({ rule }) => rule).join()
  }
}

// Everything that a log can be is a source.
const sources = ['text', Buffer.from('bytes'), ['chunks'], file, Readable.from(['a']), new Blob(['a']).stream(), body]
for (const source of sources) if (source !== null) await diagnose(source, { rules, signal: AbortSignal.timeout(1) })
for await (const log of openLogs('bundle.zip', file, { reference: new Date() }))
  await diagnose(log.bytes, { rules, ...log })

// Events are typed wherever they come from.
for await (const event of diagnoseEvents(file, { rules, records: 'all' })) inShort(event)
if (body !== null) for await (const event of body.pipeThrough(new DiagnosisStream({ rules }))) inShort(event)
await pipeline(file, new DiagnosisTransform({ rules }), async (events: AsyncIterable<DiagnosisEvent>) => {
  for await (const event of events) inShort(event)
})
new LiveDiagnosis({ rules }, (event) => inShort(event)).end()

// @ts-expect-error -- a number is no log
await diagnose(7, { rules })
// @ts-expect-error -- the rules are still on their way
await diagnose('', { rules: builtinRules() })
