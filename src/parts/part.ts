// A part of an input, read without the lines before it: by a session that has read the head of the input and some lines before the part. Whether that
// is enough is told afterwards, by what is known where the part before ends.
import type { Correlator } from '../correlate/correlator.ts'
import { shiftLines } from '../correlate/shift.ts'
import type { CorrelatorState } from '../correlate/state.ts'
import { LineBlocks } from '../lines/blocks.ts'
import { LineLimiter } from '../lines/limit.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Kernels } from '../scan/kernel.ts'
import { Scanner } from '../scan/scanner.ts'
import { Session, type SessionCounts, type SessionOptions } from '../session.ts'

/** What is known of a part. */
export interface Part {
  readonly state: CorrelatorState
  readonly counts: SessionCounts
  /** The number that its first line had, less one: it was not known what it is. */
  readonly from: number
  readonly bytes: number
  readonly cutLines: number
}

/** A place between two lines of which the second begins something new, as it looked to a session that was there. */
export interface Border {
  /** How the second line is read. */
  readonly reading: string
  /** What comes of all lines from there on depends on this alone. */
  readonly outlook: string
}

export interface PartTools {
  readonly matcher: Matcher
  readonly kernels: Kernels
  readonly correlator: () => Correlator
}

/** Longer lines are no borders. */
const LONGEST = 64 * 1024

/**
 * Reads a part.
 *
 * @example
 * const reader = diagnosis.partReader('kubelet.log')
 * reader.next(headOfTheInput)
 * reader.next(linesBefore)
 * const border = reader.begin(firstLine)
 */
export class PartReader {
  readonly #tools: PartTools
  readonly #options: SessionOptions
  readonly #session: Session
  readonly #blocks: LineBlocks
  #correlator: Correlator
  #limiter = new LineLimiter()
  #scanner: Scanner
  #from = 0

  constructor(name: string, tools: PartTools, options: SessionOptions) {
    this.#tools = tools
    this.#options = options
    this.#correlator = tools.correlator()
    this.#session = new Session(name, tools.matcher, this.#correlator, options)
    this.#scanner = this.#newScanner()
    this.#blocks = new LineBlocks((bytes, start, end) => this.#scanner.block(bytes, start, end))
  }

  /** Takes bytes, cut anywhere. */
  next(bytes: Uint8Array): void {
    this.#blocks.next(this.#limiter.next(bytes))
  }

  /** The part begins with this line, which was not taken before and is still to be taken; undefined when it cannot. */
  begin(line: Uint8Array): Border | undefined {
    if (line.length > LONGEST) return undefined
    const { reading } = this.#session
    if (!this.#scanner.isBorder(line)) return undefined
    const { outlook } = this.#session
    this.#scanner.end()
    // What the first one has learned is where to count.
    this.#scanner = this.#newScanner()
    this.#limiter = new LineLimiter()
    this.#correlator = this.#tools.correlator()
    this.#from = this.#session.lines
    this.#session.takeCounts(this.#correlator)
    return { reading, outlook }
  }

  /** Is this place the border that a reader of the next part saw? Then this part can end here. */
  isAt({ reading, outlook }: Border): boolean {
    if (this.#session.reading !== reading) return false
    this.#session.flush()
    return this.#session.outlook === outlook
  }

  /** What came of the part, which ends at a border, or as the last one with the input. */
  end(isLast: boolean): Part {
    this.#blocks.next(this.#limiter.end())
    this.#blocks.end()
    this.#scanner.end()
    if (isLast) this.#session.finish()
    const { bytes, cutLines } = this.#limiter
    const counts = this.#session.takeCounts()
    const lines = counts.lines - this.#from
    return { state: this.#correlator.state(), counts: { ...counts, lines }, from: this.#from, bytes, cutLines }
  }

  #newScanner(): Scanner {
    return new Scanner(this.#session, this.#tools.matcher, this.#options, this.#tools.kernels)
  }
}

/** Adds all parts of an input to a correlator; false, and nothing is done, when they do not fit. `session` has read nothing. */
export function joinParts(parts: readonly Part[], session: Session, correlator: Correlator): boolean {
  if (!session.fit(parts.map(({ counts }) => counts))) return false
  let [bytes, cutLines] = [0, 0]
  for (const part of parts) {
    correlator.merge(shiftLines(part.state, session.lines - part.from))
    session.addCounts(part.counts)
    bytes += part.bytes
    cutLines += part.cutLines
  }
  correlator.input(session.summary({ bytes, cutLines }))
  return true
}
