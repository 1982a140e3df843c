// The runner of src/scan/runner.ts as a kernel. src/scan/portable.ts does the same in TypeScript; a test holds the two equal.
import { isDigit, messageAt, mayEndHead } from './header'
import { FIRSTS, FOLLOWERS, HEAD, MESSAGE_BYTES, MESSAGE_SLOTS, REST, RUN, SHAPE_FIELDS, SHAPE_SIZE, SHAPES, WINDOW, WINDOW_SIZE } from './layout'
import { mayMatch, setTables } from './literals'
import { find, forget, keep, kept, keptBytes, restore, roomFor } from './messages'
import { begin, count, END, finish, FRESH, FULL, isFull, ODD, pass, place, repeat, UNDATED, window } from './run'
import { fitting, instantOf, NONE, shapeAt } from './shape'

export { FIRSTS, FOLLOWERS, HEAD, MESSAGE_BYTES, MESSAGE_SLOTS, REST, RUN, SHAPE_FIELDS, SHAPE_SIZE, SHAPES, WINDOW, WINDOW_SIZE }
export { begin, place, setTables, forget, keep, kept, keptBytes, restore, roomFor }

const NEWLINE: u8 = 0x0a
const CR: u8 = 0x0d
const ESC: u8 = 0x1b
const HASH: u8 = 0x23
const ZERO: u8 = 0x30
const STAR: u8 = 0x2a
const LESS: u8 = 0x3c
const EQUALS: u8 = 0x3d
const GREATER: u8 = 0x3e
const BRACKET: u8 = 0x5d
/** The first byte of typographic quotes in UTF-8. */
const TYPOGRAPHIC: u8 = 0xe2
const I: u8 = 0x49
const W: u8 = 0x57
const E: u8 = 0x45
const F: u8 = 0x46

// Of the line that was looked at last: where it ends, its severity, where the name of its file and its message begin, where the message ends.
let lineEnd: usize = 0
let severity: u8 = 0
let file: usize = 0
let message: usize = 0
let stop: usize = 0

/** Goes on with the run that was begun, over the lines in the block from `from` to before `to`. */
export function go(from: i32, to: i32, since: f64, until: f64): void {
  const end = window + <usize>to
  const next = load<u8>(end)
  store<u8>(end, NEWLINE) // so that no search goes on for ever
  run(from, end, since, until)
  store<u8>(end, next)
}

@inline
function run(from: i32, end: usize, since: f64, until: f64): void {
  let held: usize = 0
  let heldEnd: usize = 0
  let heldShape = 0
  let heldUs: i64 = 0
  let heldMessage = NONE
  for (let at = window + <usize>from; at < end; at = heldEnd + 1) {
    const number = fitting(at)
    const us = number === NONE ? NONE : look(number, at, end)
    if (us === NONE) return finish(ODD, held === 0 ? at : held)
    if (held !== 0) {
      count(heldShape, heldUs)
      if (heldMessage !== NONE) repeat(heldShape, heldUs, held, heldEnd, heldMessage)
      else if (<f64>heldUs >= since && <f64>heldUs <= until) pass(heldShape, heldUs)
      held = 0
    }
    if (us === 0) return finish(UNDATED, at)
    heldMessage = NONE
    if (severity !== I || mayMatch(message, stop)) {
      heldMessage = find((shapeAt(number).identifier << 8) | severity, file, stop)
      if (heldMessage === NONE) return finish(FRESH, at)
    }
    if (isFull()) return finish(FULL, at)
    held = at
    heldEnd = lineEnd
    heldShape = number
    heldUs = us
  }
  finish(END, held === 0 ? end : held)
}

/** Finds the parts of a line of a shape; returns its instant, 0 when only the clock can tell, NONE when the line is odd. */
@inline
function look(number: i32, at: usize, end: usize): i64 {
  const shape = shapeAt(number)
  severity = load<u8>(at + <usize>shape.severity)
  if (severity !== I && severity !== E && severity !== W && severity !== F) return NONE
  const us = instantOf(shape, at)
  if (us === NONE) return NONE
  file = at + <usize>shape.file
  message = messageAt(file, end)
  if (message === 0 || !findEnd(end)) return NONE
  stop = load<u8>(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd
  return message < stop && isWhole() ? us : NONE
}

/** Finds the end of the line whose file begins at `file`; false when there is none, or something that takes reading. */
@inline
function findEnd(end: usize): bool {
  for (let at = file; at < end; at += 16) {
    const bytes = v128.load(at)
    const newline = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(NEWLINE)))
    const marks = v128.or(i8x16.eq(bytes, i8x16.splat(ESC)), i8x16.eq(bytes, i8x16.splat(TYPOGRAPHIC)))
    const hashes = i8x16.eq(bytes, i8x16.splat(HASH))
    const brackets = i8x16.eq(bytes, i8x16.splat(BRACKET))
    const rest = newline === 0 ? 0xffff : (newline & -newline) - 1
    if (v128.any_true(v128.or(v128.or(marks, hashes), brackets))) {
      if ((i8x16.bitmask(marks) & rest) !== 0 || areEscapes(at, i8x16.bitmask(hashes) & rest)) return false
      if (!areInside(at, i8x16.bitmask(brackets) & rest)) return false
    }
    if (newline === 0) continue
    lineEnd = at + ctz(newline)
    return lineEnd < end
  }
  return false
}

/** Is one of the hashes that of `#011`? */
function areEscapes(at: usize, hashes: i32): bool {
  for (; hashes !== 0; hashes &= hashes - 1) {
    const hash = at + ctz(hashes)
    if (load<u8>(hash + 1) === ZERO && isDigit(load<u8>(hash + 2)) && isDigit(load<u8>(hash + 3))) return true
  }
  return false
}

/** Are brackets of the message no end of another head? */
function areInside(at: usize, brackets: i32): bool {
  for (; brackets !== 0; brackets &= brackets - 1) {
    const bracket = at + ctz(brackets)
    if (bracket >= message && mayEndHead(bracket)) return false
  }
  return true
}

/** Does the message end in the line, as far as its last signs tell? */
@inline
function isWhole(): bool {
  const last = load<u8>(stop - 1)
  if (last === GREATER) return !mayBeCut()
  return last !== STAR && !(last === LESS && load<u8>(stop - 2) === EQUALS)
}

/** May the `>` at the end be a pager's? */
function mayBeCut(): bool {
  let open = 0
  for (let at = message; at < stop; at++) {
    const byte = load<u8>(at)
    if (byte === LESS) open++
    else if (byte === GREATER) open--
  }
  return open < 0
}
