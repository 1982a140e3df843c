// What came of a run (src/scan/run.ts).
import {
  MAX_REPEATS, MAX_SHAPES, REPEAT_END, REPEAT_LINE, REPEAT_MESSAGE, REPEAT_SHAPE, REPEAT_START, REPEAT_US, RUN, RUN_FIRST, RUN_LAST, RUN_LINES,
  RUN_PASSED, RUN_TIMES, WINDOW,
} from './layout'

export const END: i32 = 0
export const ODD: i32 = 1
export const UNDATED: i32 = 2
export const FRESH: i32 = 3
export const FULL: i32 = 4

const SECOND: i64 = 1_000_000

/** Where the block begins: a few bytes into the window, so that it is aligned as where it is copied from. */
export let window: usize = WINDOW

export function place(offset: i32): void {
  window = WINDOW + offset
}

let begun: i32 = 0
let counted: i32 = 0
let repeats: i32 = 0
let lastShape: i32 = 0
let ups: i32 = 0
let downs: i32 = 0
let secondUps: i32 = 0
let secondDowns: i32 = 0
let firstUs: i64 = 0
let lastUs: i64 = 0
/** When the second of the last line began. */
let lastSecond: i64 = 0

/** Begins a run anew, at a line. */
export function begin(from: i32): void {
  begun = from
  counted = 0
  repeats = 0
  lastShape = 0
  ups = 0
  downs = 0
  secondUps = 0
  secondDowns = 0
  firstUs = 0
  lastUs = 0
  lastSecond = 0
  memory.fill(RUN_LINES, 0, 8 * MAX_SHAPES)
  for (let shape = 0; shape < MAX_SHAPES; shape++) {
    store<f64>(RUN_FIRST + 8 * shape, Infinity)
    store<f64>(RUN_LAST + 8 * shape, -Infinity)
  }
}

@inline
export function isFull(): bool {
  return repeats === MAX_REPEATS
}

@inline
export function count(shape: i32, us: i64): void {
  step(us)
  counted++
  lastShape = shape
  add(RUN_LINES + 4 * shape)
}

@inline
export function pass(shape: i32, us: i64): void {
  add(RUN_PASSED + 4 * shape)
  const at = <f64>us
  if (at < load<f64>(RUN_FIRST + 8 * shape)) store<f64>(RUN_FIRST + 8 * shape, at)
  if (at > load<f64>(RUN_LAST + 8 * shape)) store<f64>(RUN_LAST + 8 * shape, at)
}

@inline
export function repeat(shape: i32, us: i64, start: usize, end: usize, message: i32): void {
  store<f64>(REPEAT_US + 8 * repeats, <f64>us)
  store<i32>(REPEAT_START + 4 * repeats, <i32>(start - window))
  store<i32>(REPEAT_END + 4 * repeats, <i32>(end - window))
  store<i32>(REPEAT_MESSAGE + 4 * repeats, message)
  store<i32>(REPEAT_LINE + 4 * repeats, counted)
  store<i32>(REPEAT_SHAPE + 4 * repeats, shape)
  repeats++
}

export function finish(stop: i32, at: usize): void {
  store<i32>(RUN, <i32>(at - window))
  store<i32>(RUN + 4, stop)
  store<i32>(RUN + 8, counted)
  store<i32>(RUN + 12, repeats)
  store<i32>(RUN + 16, lastShape)
  store<i32>(RUN + 20, ups)
  store<i32>(RUN + 24, downs)
  store<i32>(RUN + 28, secondUps)
  store<i32>(RUN + 32, secondDowns)
  store<i32>(RUN + 36, begun)
  store<f64>(RUN_TIMES, <f64>firstUs)
  store<f64>(RUN_TIMES + 8, <f64>lastUs)
}

@inline
function step(us: i64): void {
  const last = lastUs
  if (us === last) return
  if (last === 0) firstUs = us
  lastUs = us
  const second = <u64>(us - lastSecond) < <u64>SECOND ? lastSecond : beginOfSecond(us)
  if (last !== 0) {
    if (us > last) ups++
    else downs++
    if (second > lastSecond) secondUps++
    else if (second < lastSecond) secondDowns++
  }
  lastSecond = second
}

function beginOfSecond(us: i64): i64 {
  const rest = us % SECOND
  return us - (rest < 0 ? rest + SECOND : rest)
}

@inline
function add(at: usize): void {
  store<i32>(at, load<i32>(at) + 1)
}
