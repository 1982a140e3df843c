// What came of lines in a row that were counted out of their bytes: in one buffer of a fixed layout, so that a kernel can write it.
import { SECOND, UNDATED } from '../time/instant.ts'
import type { Steps } from '../time/order.ts'

/** Processes whose lines are known at one time, each by a number below this. */
export const MAX_SHAPES = 256
/** Lines of one run that say what was said before. */
export const MAX_REPEATS = 4096

/**
 * Why a run ended. `end`: the block did. `odd`: the next line may go on with the one before it, and is read after it. `undated`: to date the
 * next line takes more than adding up. `fresh`: a rule may match it, and its message is not remembered. `full`: there is no more room here.
 */
export type Stop = (typeof STOPS)[number]
const STOPS = ['end', 'odd', 'undated', 'fresh', 'full'] as const

const [AT, STOP, COUNTED, REPEATS, LAST_SHAPE, UPS, DOWNS, SECOND_UPS, SECOND_DOWNS, FROM, SHAPES] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
]
const [FIRST_US, LAST_US] = [0, 1]
const NUMBERS = 16
const BY_SHAPE = ['lines', 'passed', 'first', 'last'] as const
const BY_REPEAT = ['us', 'start', 'end', 'message', 'line', 'shape'] as const
const TIMES = 4

/**
 * The arrays are those of a kernel (kernel/layout.ts has the same layout): `numbers`, `times`, four arrays by shape, six by repeat.
 */
export class Run {
  readonly #numbers: Int32Array
  readonly #times: Float64Array
  /** Lines of each shape; those of them that no rule can match and that count; the first and the last of these, epoch microseconds. */
  readonly lines: Int32Array
  readonly passed: Int32Array
  readonly first: Float64Array
  readonly last: Float64Array
  /** Of each line that says what was said before: when, where it is in the block, what it says, which line of the run it is, its shape. */
  readonly us: Float64Array
  readonly start: Int32Array
  readonly end: Int32Array
  readonly message: Int32Array
  readonly line: Int32Array
  readonly shape: Int32Array

  /** With room for `repeats` lines that say what was said before, and `shapes` shapes. */
  constructor(
    buffer: ArrayBufferLike = new ArrayBuffer(sizeOf(MAX_REPEATS, MAX_SHAPES)),
    offset: number = 0,
    repeats: number = MAX_REPEATS,
    shapes: number = MAX_SHAPES,
  ) {
    let at = offset
    const numbers = (length: number): Int32Array => new Int32Array(buffer, (at += 4 * length) - 4 * length, length)
    const times = (length: number): Float64Array => new Float64Array(buffer, (at += 8 * length) - 8 * length, length)
    this.#numbers = numbers(NUMBERS)
    this.#times = times(TIMES)
    this.lines = numbers(shapes)
    this.passed = numbers(shapes)
    this.first = times(shapes)
    this.last = times(shapes)
    this.us = times(repeats)
    this.start = numbers(repeats)
    this.end = numbers(repeats)
    this.message = numbers(repeats)
    this.line = numbers(repeats)
    this.shape = numbers(repeats)
  }

  /** Where the first line begins. */
  get from(): number {
    return this.#number(FROM)
  }

  /** Where the first line begins that was not counted. */
  get at(): number {
    return this.#number(AT)
  }

  get stop(): Stop {
    return STOPS[this.#number(STOP)] ?? 'odd'
  }

  /** Lines that were counted. */
  get counted(): number {
    return this.#number(COUNTED)
  }

  /** Those of them that say what was said before. */
  get repeats(): number {
    return this.#number(REPEATS)
  }

  /** The shape of the last one. */
  get lastShape(): number {
    return this.#number(LAST_SHAPE)
  }

  /** The instants of the first and the last one, UNDATED where there is none. */
  get firstUs(): number {
    return this.#times[FIRST_US] as number // of TIMES
  }

  get lastUs(): number {
    return this.#times[LAST_US] as number // of TIMES
  }

  get steps(): Steps {
    const [ups, downs, secondUps, secondDowns] = [UPS, DOWNS, SECOND_UPS, SECOND_DOWNS].map((at) => this.#number(at))
    return { ups, downs, secondUps, secondDowns } as Steps // as many as there are numbers
  }

  /** The bytes of what is in it. */
  get size(): number {
    return sizeOf(this.repeats, this.#shapes)
  }

  /** Copies what is in it to where there are so many bytes; {@link copyAt} finds it there. */
  copyTo(buffer: ArrayBuffer, offset: number): void {
    const [repeats, shapes] = [this.repeats, this.#shapes]
    const copy = new Run(buffer, offset, repeats, shapes)
    copy.#numbers.set(this.#numbers)
    copy.#numbers[SHAPES] = shapes
    copy.#times.set(this.#times)
    for (const name of BY_SHAPE) copy[name].set(this[name].subarray(0, shapes))
    for (const name of BY_REPEAT) copy[name].set(this[name].subarray(0, repeats))
  }

  /** What was copied. */
  static copyAt(buffer: ArrayBuffer, offset: number): Run {
    const numbers = new Int32Array(buffer, offset, NUMBERS)
    return new Run(buffer, offset, numbers[REPEATS], numbers[SHAPES])
  }

  /** Begins anew, at a line. */
  begin(from: number): void {
    this.#numbers.fill(0)
    this.#numbers[FROM] = from
    this.#times.fill(UNDATED)
    this.lines.fill(0)
    this.passed.fill(0)
    this.first.fill(Number.POSITIVE_INFINITY)
    this.last.fill(Number.NEGATIVE_INFINITY)
  }

  /** Counts a line. */
  count(shape: number, us: number): void {
    this.#step(us)
    this.#add(COUNTED)
    this.#numbers[LAST_SHAPE] = shape
    this.lines[shape] = (this.lines[shape] as number) + 1
  }

  /** The line just counted is one that no rule can match, and it counts. */
  pass(shape: number, us: number): void {
    this.passed[shape] = (this.passed[shape] as number) + 1
    if (us < (this.first[shape] as number)) this.first[shape] = us
    if (us > (this.last[shape] as number)) this.last[shape] = us
  }

  /** The line just counted says what was said before. */
  repeat(shape: number, us: number, start: number, end: number, message: number): void {
    const at = this.repeats
    this.us[at] = us
    this.start[at] = start
    this.end[at] = end
    this.message[at] = message
    this.line[at] = this.counted
    this.shape[at] = shape
    this.#add(REPEATS)
  }

  finish(stop: Stop, at: number): void {
    this.#numbers[AT] = at
    this.#numbers[STOP] = STOPS.indexOf(stop)
  }

  #step(us: number): void {
    const last = this.lastUs
    this.#times[LAST_US] = us
    if (last === UNDATED) this.#times[FIRST_US] = us
    if (last === UNDATED || us === last) return
    this.#add(us > last ? UPS : DOWNS)
    const step = Math.floor(us / SECOND) - Math.floor(last / SECOND)
    if (step !== 0) this.#add(step > 0 ? SECOND_UPS : SECOND_DOWNS)
  }

  /** Shapes up to the last one of which there are lines. */
  get #shapes(): number {
    return this.lines.findLastIndex((lines) => lines !== 0) + 1
  }

  #number(field: number): number {
    return this.#numbers[field] as number // of NUMBERS
  }

  #add(field: number): void {
    this.#numbers[field] = this.#number(field) + 1
  }
}

/** The bytes that a run takes, with room for so many lines that say what was said before, and so many shapes: a multiple of 8. */
function sizeOf(repeats: number, shapes: number): number {
  const size = 4 * NUMBERS + 8 * TIMES + (4 + 4 + 8 + 8) * shapes + (8 + 5 * 4) * repeats
  return size + (size % 8)
}
