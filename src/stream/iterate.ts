// A log -> its events, for `for await`.
import { chunksOf, type LogSource } from '../lines/source.ts'
import type { Report } from '../report/report.ts'
import type { DiagnosisEvent } from './event.ts'
import { LiveDiagnosis, type EventOptions } from './live.ts'

/**
 * Diagnoses a log as {@link diagnose} does and yields what is found, as it is found. It reads on only when it is asked for
 * more; leaving the loop lets go of the source. Throws what the source throws, or the reason of an aborted signal.
 *
 * @example
 * for await (const event of diagnoseEvents(response.body, { rules })) {
 *   if (event.type === 'incident') console.log(event.node, event.cause.title)
 * }
 */
export async function* diagnoseEvents(
  source: LogSource,
  options: EventOptions,
): AsyncGenerator<DiagnosisEvent, Report> {
  const { signal } = options
  const events: DiagnosisEvent[] = []
  // What chunksOf() gives is cut anywhere.
  const live = new LiveDiagnosis({ ...options, wholeLines: false }, (event) => events.push(event))
  function* told(): Generator<DiagnosisEvent> {
    for (const event of events.splice(0)) {
      yield event
      signal?.throwIfAborted()
    }
  }
  for await (const chunk of chunksOf(source, options)) {
    live.next(chunk)
    yield* told()
  }
  const report = live.end()
  yield* told()
  return report
}
