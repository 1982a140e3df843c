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
  /** Those of the blocks before. */
  #bytes = 0
  /** Where the block that grows begins, when there is one; where the next line begins in it; and how much of it the runner has. */
  #start: number | undefined
  #at = 0
  #had = 0
  /** Does the last run wait for the lines that the block grows by? */
  #isWaiting = false
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
    this.#swept = swept
    this.#parts(bytes, start, end, true)
  }

  /** Takes the first lines of a block that grows. It is given again when there are more, and {@link block} is given the whole of it. */
  grow(bytes: Uint8Array, start: number, end: number): void {
    this.#swept = undefined
    this.#parts(bytes, start, end, false)
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

  /** Takes a block in parts that the runner takes; the last one may grow. */
  #parts(bytes: Uint8Array, start: number, end: number, isWhole: boolean): void {
    let from = this.#start ?? this.#begin(start)
    for (let to = this.#endOfPart(bytes, from, end); to < end; to = this.#endOfPart(bytes, from, end)) {
      this.#lines(bytes.subarray(from, to), true)
      from = this.#begin(to)
    }
    this.#lines(bytes.subarray(from, end), isWhole)
    this.#start = isWhole ? undefined : from
  }

  #begin(start: number): number {
    if (this.#kernel === undefined && this.#bytes >= this.#kernelFrom) this.#loadKernel()
    this.#at = 0
    this.#had = 0
    return start
  }

  #endOfPart(bytes: Uint8Array, start: number, end: number): number {
    const { capacity } = this.#runner
    return end - start <= capacity ? end : bytes.lastIndexOf(NEWLINE, start + capacity - 1) + 1
  }

  #lines(bytes: Uint8Array, isWhole: boolean): void {
    this.#learner.open(bytes)
    this.#texts.open(bytes, bytes.length)
    while (this.#at < bytes.length) {
      const run = this.#run(bytes)
      this.#isWaiting = !isWhole && run?.stop === 'end'
      if (this.#isWaiting) return
      this.#at = run === undefined ? this.#read(bytes, this.#at) : this.#take(bytes, run)
    }
    if (!isWhole) return
    // The next block is elsewhere.
    this.#sums.settle()
    this.#session.settle()
    this.#bytes += bytes.length
  }

  /** The run that begins at the next line, when one can, or that goes on. */
  #run(block: Uint8Array): Run | undefined {
    const start = this.#at
    if (this.#isWaiting) return this.#goOn(block)
    if (!this.#learner.isReady(start, endOfLine(block, start))) return undefined
    return this.#sweptAt(start) ?? this.#go(block, start)
  }

  /** Counts what was run over, and reads the line after it; returns where the next one begins. */
  #take(block: Uint8Array, run: Run): number {
    if (run.counted > 0) this.#count(run)
    const mayGoOn = run !== this.#runner.run && this.#swept?.epoch !== this.#learner.epoch // it knows more by now
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
    this.#give(block)
    this.#runner.go(start, this.#swept?.next ?? block.length)
    return this.#runner.run
  }

  #goOn(block: Uint8Array): Run {
    this.#give(block)
    this.#runner.goOn(block.length)
    return this.#runner.run
  }

  /** Gives the runner what it does not have of the block. */
  #give(block: Uint8Array): void {
    if (this.#had < block.length) this.#runner.open(block, this.#had)
    this.#had = block.length
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
