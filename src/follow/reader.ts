// Chunks of a log that is being written -> a correlator, and a look ahead at what the last lines will give.
import type { InputSummary, NodeState } from '../correlate/state.ts'
import { readMarker } from '../journal/marker.ts'
import { LineBlocks } from '../lines/blocks.ts'
import { Encoder } from '../lines/encoder.ts'
import { LineLimiter } from '../lines/limit.ts'
import { linesOfBlock } from '../lines/split.ts'
import { Matcher, type MatcherOptions } from '../match/matcher.ts'
import type { Rule } from '../rules/rule.ts'
import { Session, type SessionOptions } from '../session.ts'
import type { LogClock } from './log-clock.ts'
import { Tail } from './tail.ts'
import { Watch } from './watch.ts'

export interface ReaderOptions extends SessionOptions, MatcherOptions {
  readonly rules: readonly Rule[]
  readonly name?: string
  readonly wholeLines?: boolean | undefined
}

/** What records that are held back will add: by node, and of which nodes there is more than that they were seen. */
export interface Ahead {
  readonly states: ReadonlyMap<string, NodeState>
  readonly touched: ReadonlySet<string>
}

const NOT_READ = { bytes: 0, cutLines: 0 }

/**
 * Reads as a {@link Session} does. A record whose end has not come (half a line, an open block, the last line, which may go on)
 * is held back until it has: that keeps the diagnosis independent of when things came. {@link preview} tells what would come of it
 * if the log ended here, on a session of its own, and changes nothing.
 */
export class Reader {
  readonly correlator: Watch
  readonly #name: string
  readonly #options: ReaderOptions
  readonly #matcher: Matcher
  readonly #session: Session
  readonly #encoder: Encoder
  readonly #limiter = new LineLimiter()
  readonly #blocks: LineBlocks
  readonly #tail = new Tail()
  readonly #ahead: Watch
  /** As long as nothing comes it stays the same. */
  #preview: Ahead | undefined

  /** `onLine` is called after each line. */
  constructor(options: ReaderOptions, clock: LogClock, onLine: () => void) {
    const { rules, name = 'input' } = options
    this.#name = name
    this.#options = options
    this.#matcher = new Matcher(rules, options)
    this.#encoder = new Encoder(options)
    this.correlator = new Watch(rules, clock)
    const isOpen = (line: number): boolean => line >= this.#tail.firstOpen && !this.correlator.begun.has(line)
    this.#ahead = new Watch(rules, clock, isOpen)
    this.#session = new Session(name, this.#matcher, this.correlator, options)
    this.#blocks = new LineBlocks((bytes, start, end) => {
      for (const line of linesOfBlock(bytes, start, end)) {
        this.#line(line)
        onLine()
      }
    })
  }

  next(chunk: string | Uint8Array): void {
    for (const bytes of this.#encoder.next(chunk)) this.#blocks.next(this.#limiter.next(bytes))
    this.#preview = undefined
  }

  end(): void {
    for (const bytes of this.#encoder.end()) this.#blocks.next(this.#limiter.next(bytes))
    this.#blocks.next(this.#limiter.end())
    this.#blocks.end()
    this.#session.end(this.#limiter)
    this.#tail.settle(0)
    this.#preview = undefined
  }

  /** What is known of the input so far. */
  get inputs(): readonly InputSummary[] {
    return [this.#session.summary(this.#limiter)]
  }

  preview(): Ahead {
    this.#preview ??= this.#lookAhead()
    return this.#preview
  }

  #lookAhead(): Ahead {
    const { rest } = this.#blocks
    if (rest.length === 0 && !this.#tail.hasOpen) return { states: new Map(), touched: new Set() }
    const { lines, firstLine } = this.#tail.withContext()
    const options = { ...this.#options, firstLine }
    this.#ahead.rewrite(this.#ahead.nodes, () => undefined)
    this.#ahead.begun.clear()
    this.#ahead.touched.clear()
    const session = new Session(this.#name, this.#matcher, this.#ahead, options)
    for (const line of lines) session.next(line)
    for (const line of linesOfBlock(rest, 0, rest.length)) session.next(line)
    session.end(NOT_READ)
    const states = new Map<string, NodeState>()
    for (const node of this.#ahead.nodes) {
      const state = this.#ahead.nodeState(node)
      if (state !== undefined) states.set(node, state)
    }
    return { states, touched: new Set(this.#ahead.touched) }
  }

  #line(line: string): void {
    this.#preview = undefined // half a chunk may have been looked at
    if ((line.startsWith('-- ') || line.startsWith('Log ')) && readMarker(line)?.begin !== undefined)
      this.#tail.heading(line)
    this.#tail.add(line)
    this.#session.next(line)
    if (!this.#session.isIdle && this.#tail.isTooLong) this.#session.close()
    else if (!this.#session.isIdle) return
    this.#tail.settle(this.#session.lines - this.correlator.lines)
    this.correlator.begun.clear()
  }
}
