// Whole lines in bytes -> the session. Lines that are like one before them, and that say nothing or what was said before, are only
// counted; all others are decoded and go through the stages.
import type { Matcher } from '../match/matcher.ts'
import type { Placed, Session } from '../session.ts'
import { EitherRunner } from './either.ts'
import { JsonEntries } from './json/entries.ts'
import type { KernelRunner, Kernels, Knowledge } from './kernel.ts'
import { Learner } from './learner.ts'
import { PortableRunner } from './portable.ts'
import type { Run, Stop } from './run.ts'
import { NO_BOUNDS, type Bounds, type Runner } from './runner.ts'
import { Sums, type Sum } from './sums.ts'
import { Sweeper, Swept } from './sweep.ts'
import { Texts } from './texts.ts'

const NEWLINE = 0x0a

/** What a scanner knows at an epoch; the same object as long as it learns nothing. */
export interface Snapshot {
  readonly epoch: number
  readonly knowledge: Knowledge
}

/** Bytes of an input before it is worth while to load the kernel. */
const SMALL = 256 * 1024

/**
 * Takes the blocks of lines of one input. No line is longer than a {@link LineLimiter} leaves it.
 *
 * @example
 * const scanner = new Scanner(session, matcher)
 * const blocks = new LineBlocks((bytes, start, end) => scanner.block(bytes, start, end))
 */
export class Scanner {
  readonly #session: Session
  readonly #bounds: Bounds
  readonly #kernels: Kernels | undefined
  readonly #learner: Learner
  readonly #texts = new Texts()
  readonly #sums: Sums
  readonly #portable: PortableRunner
  #runner: Runner
  #kernel: KernelRunner | undefined
  readonly #kernelFrom: number
  #bytes = 0
  /** Has the runner taken the block? */
  #isOpen = false
  /** The runs of the block that were made before. */
  #swept: Swept | undefined
  #snapshot: Snapshot | undefined
  #sweeper: Sweeper | undefined

  /** Without `kernels`, all is done in plain TypeScript; else no more than the first `kernelFrom` bytes. */
  constructor(
    session: Session,
    matcher: Matcher,
    { since = NO_BOUNDS.since, until = NO_BOUNDS.until }: Partial<Bounds> = {},
    kernels?: Kernels,
    kernelFrom: number = SMALL,
  ) {
    this.#session = session
    this.#kernelFrom = kernelFrom
    this.#bounds = { since, until }
    this.#kernels = kernels
    const entries = new JsonEntries()
    this.#portable = new PortableRunner(matcher, this.#bounds, entries)
    this.#runner = this.#portable
    this.#learner = new Learner(session, this.#runner, entries)
    this.#sums = new Sums((sum) => this.#repeat(sum), session.isAsking)
  }

  /** Takes the whole lines from `start` to before `end`; `swept` are runs of exactly these, made before. */
  block(bytes: Uint8Array, start: number, end: number, swept?: Swept): void {
    if (this.#kernel === undefined && this.#bytes >= this.#kernelFrom) this.#loadKernel()
    this.#bytes += end - start
    this.#swept = swept
    const { capacity } = this.#runner
    for (let from = start; from < end;) {
      const to = end - from <= capacity ? end : bytes.lastIndexOf(NEWLINE, from + capacity - 1) + 1
      this.#lines(bytes.subarray(from, to))
      from = to
    }
  }

  /** Are lines of JSON known? Others cannot make runs of them. */
  get isJson(): boolean {
    return this.#learner.isJson
  }

  /** Makes the runs of a block of whole lines that is taken later; undefined as long as that does not pay. */
  sweep(bytes: Uint8Array): Swept | undefined {
    if (this.#kernel === undefined || this.isJson || bytes.length > this.#kernel.capacity) return undefined
    this.#sweeper ??= new Sweeper(this.#kernel)
    return new Swept(this.#sweeper.sweep(bytes), this.#learner.epoch)
  }

  /** What it takes for another kernel to do so, as of now; undefined as long as that does not pay. */
  get snapshot(): Snapshot | undefined {
    const kernel = this.#kernel
    const { epoch } = this.#learner
    if (kernel === undefined || this.isJson) return undefined
    if (this.#snapshot?.epoch !== epoch) this.#snapshot = { epoch, knowledge: kernel.knowledge() }
    return this.#snapshot
  }

  /** The input has ended. */
  end(): void {
    if (this.#kernel !== undefined) this.#kernels?.release(this.#kernel)
  }

  #loadKernel(): void {
    if (this.#learner.isJson) return // which a kernel does not know
    this.#kernel = this.#kernels?.take(this.#bounds)
    if (this.#kernel === undefined) return // and is asked for again with the next block, at no cost
    this.#runner = new EitherRunner(this.#kernel, this.#portable)
    this.#learner.move(this.#runner, this.#portable.messages())
  }

  #lines(bytes: Uint8Array): void {
    this.#isOpen = false
    this.#learner.open(bytes)
    this.#texts.open(bytes, bytes.length)
    for (let at = 0; at < bytes.length;) at = this.#next(bytes, at)
    // The next block is elsewhere.
    this.#sums.settle()
    this.#session.settle()
  }

  /** Counts what can be counted from a line on, and reads the line after it; returns where the next one begins. */
  #next(block: Uint8Array, start: number): number {
    const isReady = this.#learner.isReady(start, endOfLine(block, start))
    if (!isReady) return this.#read(block, start)
    const swept = this.#sweptAt(start)
    const run = swept ?? this.#go(block, start)
    if (run.counted > 0) this.#count(run)
    const mayGoOn = swept !== undefined && this.#swept?.epoch !== this.#learner.epoch // it knows more by now
    if (run.at >= block.length || run.stop === 'full' || mayGoOn) return run.at
    return this.#read(block, run.at, run.stop)
  }

  /** The run that begins at a line, where it was made before and still stands. */
  #sweptAt(start: number): Run | undefined {
    const run = this.#swept?.take(start)
    if (run === undefined || this.#learner.stands(run, this.#swept?.epoch ?? 0)) return run
    this.#swept = undefined // of the others much the same is to be expected
    return undefined
  }

  /** Runs from a line on, up to where the next run begins that was made before. */
  #go(block: Uint8Array, start: number): Run {
    if (!this.#isOpen) this.#runner.open(block)
    this.#isOpen = true
    this.#runner.go(start, this.#swept?.next ?? block.length)
    return this.#runner.run
  }

  #read(block: Uint8Array, start: number, stop?: Stop): number {
    const end = endOfLine(block, start)
    // What is fresh may be remembered: its text must not hold on to others.
    const text = stop === 'fresh' ? this.#texts.own(start, end) : this.#texts.line(start, end)
    this.#session.next(text)
    this.#learner.learn(start, end, text, stop)
    return end + 1
  }

  /** Gives what came of a run to the session. */
  #count(run: Run): void {
    const outside = this.#sum(run)
    const known = [...run.lines.keys()].filter((number) => run.lines[number] !== 0)
    for (const number of known)
      if (run.passed[number] !== 0)
        this.#session.pass(this.#learner.likeness(number), run.first[number] as number, run.last[number] as number)
    this.#session.count({
      lines: run.counted,
      passed: run.counted - run.repeats + outside,
      byLikeness: known.map((number) => [this.#learner.likeness(number), run.lines[number] as number]),
      last: this.#learner.likeness(run.lastShape),
      firstUs: run.firstUs,
      lastUs: run.lastUs,
      steps: run.steps,
    })
  }

  /** Sums up the lines of a run that say what was said before; returns how many of them do not count. */
  #sum(run: Run): number {
    const { lines } = this.#session
    const { since, until } = this.#bounds
    let outside = 0
    for (let at = 0; at < run.repeats; at++) {
      const us = run.us[at] as number // one of each for each repeat
      const message = run.message[at] as number
      const likeness = this.#learner.likeness(run.shape[at] as number)
      const seen = this.#learner.seen(message)
      const [line, start, end] = [lines + (run.line[at] as number), run.start[at] as number, run.end[at] as number]
      if (us < since || us > until) outside++
      else this.#sums.add(message, likeness, seen, us, line, start, end)
    }
    return outside
  }

  #repeat({ likeness, seen, count, first, last }: Sum): void {
    const placed = ({ us, line, start, end }: Sum['first']): Placed => ({
      us,
      line,
      text: this.#texts.later(start, end, likeness.way.rawOf),
    })
    const begin = placed(first)
    this.#session.repeat(likeness, seen, count, begin, count === 1 ? begin : placed(last))
  }
}

/** Where the LF of a line is; the last line may have none. */
function endOfLine(block: Uint8Array, start: number): number {
  const newline = block.indexOf(NEWLINE, start)
  return newline === -1 ? block.length : newline
}
