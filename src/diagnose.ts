// A whole log -> a report.
import { Correlator } from './correlate/correlator.ts'
import { foldUnknown } from './correlate/fold.ts'
import { toIncidents } from './correlate/incidents.ts'
import type { CorrelatorState } from './correlate/state.ts'
import { LEAST_GIVEN } from './input/window.ts'
import { LineBlocks } from './lines/blocks.ts'
import { LineLimiter } from './lines/limit.ts'
import { chunksOf, heeding, type LogSource, type SourceOptions } from './lines/source.ts'
import { linesOfBlock } from './lines/split.ts'
import { Matcher, type MatcherOptions } from './match/matcher.ts'
import { toReport } from './report/build.ts'
import type { Report } from './report/report.ts'
import type { Rule } from './rules/rule.ts'
import { Ahead, type Sweepers } from './scan/ahead.ts'
import { Kernels } from './scan/kernel.ts'
import { Scanner } from './scan/scanner.ts'
import { Session, type SessionOptions } from './session.ts'

/** Bytes of a block, where chunks are small. What windows give is never gathered: it would be copied, out of memory that threads share. */
const BLOCK = LEAST_GIVEN

/** How an input is read. */
export interface ReadOptions extends SessionOptions, SourceOptions {
  /**
   * For tests: `plain`: every line goes through all stages; `portable`: the scan without its kernel; `kernel`: with it from the first byte on.
   * What is found is the same.
   */
  readonly scan?: 'plain' | 'portable' | 'kernel'
  /** Others that look at blocks ahead of their turn. @internal */
  readonly sweepers?: Sweepers | undefined
}

/** What {@link diagnose} needs. */
export interface DiagnoseOptions extends ReadOptions, MatcherOptions {
  readonly rules: readonly Rule[]
  /** The name under which evidence points to the log. */
  readonly name?: string
  /** Pseudonyms in place of names and addresses; see {@link redactReport}. */
  readonly redact?: boolean
}

/**
 * Diagnoses a log: a text, bytes, or chunks of either (a Node or web stream, a file handle's stream, an array). Rejects with
 * what the source throws, or with the reason of an aborted signal.
 *
 * @example
 * const report = await diagnose(createReadStream('kubelet.log'), { rules: await builtinRules() })
 * report.incidents[0]?.cause.rule //=> 'inotify-watches-exhausted'
 */
export async function diagnose(source: LogSource, options: DiagnoseOptions): Promise<Report> {
  const diagnosis = new Diagnosis(options.rules, options)
  await diagnosis.readBytes(options.name ?? 'input', source, options)
  const report = diagnosis.report()
  return options.redact === true ? (await import('./redact/report.ts')).redactReport(report) : report
}

/**
 * A diagnosis of several inputs, or a part of one that other processes do with us: `state()` is plain JSON, `merge` takes
 * the states of others in any order, and `report()` is the same however the work was spread.
 *
 * @example
 * const whole = new Diagnosis(rules)
 * for (const state of statesFromWorkers) whole.merge(state)
 * whole.report()
 */
export class Diagnosis {
  readonly #rules: readonly Rule[]
  readonly #matcher: Matcher
  #correlator: Correlator
  readonly #kernels: Kernels

  constructor(rules: readonly Rule[], options: MatcherOptions = {}) {
    this.#rules = rules
    this.#matcher = new Matcher(rules, options)
    this.#kernels = new Kernels(this.#matcher.literals)
    this.#correlator = new Correlator(rules)
  }

  /**
   * Reads one input to its end, from its text or bytes in any pieces: the fast way, for no line waits for its turn. When the
   * source throws or the signal is aborted, what was read counts.
   *
   * @example
   * await new Diagnosis(rules).readBytes('kubelet.log', createReadStream('kubelet.log'))
   */
  async readBytes(name: string, source: LogSource, options: ReadOptions = {}): Promise<void> {
    const session = new Session(name, this.#matcher, this.#correlator, options)
    const limiter = new LineLimiter()
    const scanner = this.#scanner(session, options)
    const ahead = options.sweepers && new Ahead(scanner, options.sweepers, this.#matcher.literals)
    const taker = ahead ?? scanner
    const blocks =
      options.scan === 'plain'
        ? new LineBlocks((bytes, start, end) => {
            for (const line of linesOfBlock(bytes, start, end)) session.next(line)
          }, BLOCK)
        : new LineBlocks(
            (bytes, start, end) => taker.block(bytes, start, end),
            BLOCK,
            (bytes, start, end) => taker.grow(bytes, start, end),
          )
    try {
      for await (const chunk of chunksOf(source, options)) blocks.next(limiter.next(chunk))
    } finally {
      blocks.next(limiter.end())
      blocks.end()
      ahead?.end()
      scanner.end()
      session.end(limiter)
    }
  }

  #scanner(session: Session, options: ReadOptions): Scanner {
    if (options.scan === 'portable') return new Scanner(session, this.#matcher, options)
    return new Scanner(session, this.#matcher, options, this.#kernels, options.scan === 'kernel' ? 0 : undefined)
  }

  /** Reads one input to its end; `limiter` is the one that its lines went through. When the lines throw, what was read counts. */
  async read(
    name: string,
    lines: AsyncIterable<string> | Iterable<string>,
    limiter: LineLimiter,
    options: SessionOptions & Pick<SourceOptions, 'signal'> = {},
  ): Promise<void> {
    const session = new Session(name, this.#matcher, this.#correlator, options)
    try {
      for await (const line of heeding(lines, options.signal)) session.next(line)
    } finally {
      session.end(limiter)
    }
  }

  /** What is known so far, as plain JSON: for other processes, or for later. */
  state(): CorrelatorState {
    return this.#correlator.state()
  }

  /** The state, which is then forgotten here: for a worker that gives what it has found of one input after the other. @internal */
  handOver(): CorrelatorState {
    const state = this.state()
    this.#correlator = new Correlator(this.#rules)
    return state
  }

  /** Adds what another diagnosis with the same rules knows. */
  merge(state: CorrelatorState): void {
    this.#correlator.merge(state)
  }

  /** What is known so far. */
  report(): Report {
    const state = foldUnknown(this.#correlator.view())
    return toReport(state, toIncidents(state, this.#rules))
  }
}
