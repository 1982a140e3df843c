// Chunks of a log -> events, while it is read.
import { Correlator, type Observation } from '../correlate/correlator.ts'
import { foldUnknown } from '../correlate/fold.ts'
import { toIncidents } from '../correlate/incidents.ts'
import { LineBlocks } from '../lines/blocks.ts'
import { Encoder } from '../lines/encoder.ts'
import { LineLimiter } from '../lines/limit.ts'
import type { SourceOptions } from '../lines/source.ts'
import { linesOfBlock } from '../lines/split.ts'
import { Matcher, type MatcherOptions } from '../match/matcher.ts'
import { redactEvent } from '../redact/events.ts'
import { Redactor } from '../redact/redactor.ts'
import { redactReport } from '../redact/report.ts'
import { toReport } from '../report/build.ts'
import { reportLines } from '../report/ndjson/ndjson.ts'
import type { Report } from '../report/report.ts'
import type { Rule } from '../rules/rule.ts'
import { Scanner } from '../scan/scanner.ts'
import { Session, type SessionOptions } from '../session.ts'
import type { DiagnosisEvent } from './event.ts'
import { isNotable, toRecordEvent } from './record.ts'

/** What the streams of events need. */
export interface EventOptions extends SessionOptions, SourceOptions, MatcherOptions {
  readonly rules: readonly Rule[]
  /** The name under which evidence points to the log. */
  readonly name?: string
  /**
   * The records that are told: those that rules know (but for noise) and warnings and errors that no rule knows (`notable`,
   * when absent), `all`, or `none`, which is the fastest.
   */
  readonly records?: 'notable' | 'all' | 'none'
  /** Pseudonyms in place of names and addresses; see {@link redactReport}. A name is known from where the log first tells what it is. */
  readonly redact?: boolean
}

/**
 * A diagnosis that tells what it finds while it reads: what the streams and {@link diagnoseEvents} are made of, for those who
 * get their log in pieces by other ways.
 *
 * @example
 * const live = new LiveDiagnosis({ rules, wholeLines: true }, (event) => log.info(event))
 * for (const message of messages) live.next(message.value)
 * live.report().incidents // so far
 * live.end()
 */
export class LiveDiagnosis {
  readonly #rules: readonly Rule[]
  readonly #correlator: Correlator
  readonly #session: Session
  readonly #encoder: Encoder
  readonly #limiter = new LineLimiter()
  readonly #blocks: LineBlocks
  readonly #emit: (event: DiagnosisEvent) => void
  readonly #redactor: Redactor | undefined
  #isOver = false

  constructor(options: EventOptions, emit: (event: DiagnosisEvent) => void) {
    const { rules, records = 'notable', name = 'input', redact = false } = options
    const matcher = new Matcher(rules, options)
    this.#rules = rules
    this.#emit = emit
    this.#redactor = redact ? new Redactor() : undefined
    this.#encoder = new Encoder(options)
    this.#correlator = new TellingCorrelator(rules, (observation) => {
      if (records === 'all' || (records === 'notable' && isNotable(observation))) this.#tell(observation)
    })
    const session = new Session(name, matcher, this.#correlator, options)
    this.#session = session
    const scanner = new Scanner(session, matcher)
    this.#blocks = new LineBlocks((bytes, start, end) => {
      if (records === 'none') return scanner.block(bytes, start, end)
      for (const line of linesOfBlock(bytes, start, end)) session.next(line)
    })
  }

  /**
   * Takes the next chunk, cut anywhere. Its events are told before it returns, but for the last record of the chunk: that may
   * go on in the next one.
   *
   * @throws TypeError when the chunk is neither text nor bytes.
   */
  next(chunk: string | Uint8Array): void {
    if (this.#isOver) throw new Error('the diagnosis has ended: another log needs another one')
    for (const bytes of this.#encoder.next(chunk)) this.#blocks.next(this.#limiter.next(bytes))
  }

  /** What is known so far, of the records that were told; `inputs` are there at the end. */
  report(): Report {
    const state = foldUnknown(this.#correlator.view())
    const report = toReport(state, toIncidents(state, this.#rules))
    return this.#redactor === undefined ? report : redactReport(report, this.#redactor)
  }

  /** The log has ended: tells the last records, then the parts of the report, which it returns. */
  end(): Report {
    if (this.#isOver) return this.report()
    this.#isOver = true
    for (const bytes of this.#encoder.end()) this.#blocks.next(this.#limiter.next(bytes))
    this.#blocks.next(this.#limiter.end())
    this.#blocks.end()
    this.#session.end(this.#limiter)
    const report = this.report()
    for (const line of reportLines(report)) this.#emit(line)
    return report
  }

  #tell(observation: Observation): void {
    const event = toRecordEvent(observation)
    this.#emit(this.#redactor === undefined ? event : redactEvent(event, this.#redactor))
  }
}

class TellingCorrelator extends Correlator {
  readonly #tell: (observation: Observation) => void

  constructor(rules: readonly Rule[], tell: (observation: Observation) => void) {
    super(rules)
    this.#tell = tell
  }

  override add(observation: Observation): void {
    super.add(observation)
    this.#tell(observation)
  }
}
