// Whether a rule may match a message (src/match/gate.ts, src/match/literals.ts).
import { FIRSTS, FOLLOWERS } from './layout'

const QUOTE: u8 = 0x22
const BACKSLASH: u8 = 0x5c
const BLANK: u8 = 0x20
const EQUALS: u8 = 0x3d
const U: u8 = 0x55
const M: u8 = 0x6d
/** Where a literal counts: src/match/gate.ts says so. */
const HEAD: u8 = 1
const VALUES: u8 = 2

// Addresses of tables: of the entries, then by literal, then their bytes.
let nexts: usize = 0
let literals: usize = 0
let offsets: usize = 0
let begins: usize = 0
let lengths: usize = 0
let heads: usize = 0
let tails: usize = 0
let bytes: usize = 0
let places: usize = 0

export function setTables(
  nexts_: usize,
  literals_: usize,
  offsets_: usize,
  begins_: usize,
  lengths_: usize,
  heads_: usize,
  tails_: usize,
  bytes_: usize,
  places_: usize,
): void {
  nexts = nexts_
  literals = literals_
  offsets = offsets_
  begins = begins_
  lengths = lengths_
  heads = heads_
  tails = tails_
  bytes = bytes_
  places = places_
}

/** May a rule match the message from `start` to before `end`? */
@inline
export function mayMatch(start: usize, end: usize): bool {
  let at = start
  const last = end - 4 // the window is not at the beginning of memory
  // Four pieces are looked at for one branch, which the processor then rarely guesses wrong.
  for (; at + 12 <= last; at += 16) {
    if (((looks(at) | looks(at + 4) | looks(at + 8) | looks(at + 12)) & 1) === 0) continue
    for (let next = at; next < at + 16; next += 4) if ((looks(next) & 1) !== 0 && hits(keyAt(next), next, start, end)) return true
  }
  for (; at <= last; at += 4) if ((looks(at) & 1) !== 0 && hits(keyAt(at), at, start, end)) return true
  if (at + 3 > end) return false
  return hits(keyOf(load<u32>(at) & 0xffffff), at, start, end)
}

/** Does the piece at `at` look like one of a literal, and so the byte behind it? The lowest bit tells. */
@inline
function looks(at: usize): u32 {
  return <u32>load<u8>(keyAt(at), FOLLOWERS) >>> (<u32>load<u8>(at, 4) & 7)
}

@inline
function keyAt(at: usize): usize {
  return keyOf(load<u32>(at))
}

@inline
function keyOf(piece: u32): usize {
  return (piece * 0x9e3779b1) >>> 16
}

/** Is there a literal that counts among those with the piece at `at`, which has that key? */
function hits(key: usize, at: usize, start: usize, end: usize): bool {
  for (let entry = load<i32>(FIRSTS + 4 * key); entry !== 0; entry = load<i32>(nexts + 4 * entry)) {
    const literal = load<i32>(literals + 4 * entry)
    const from = at - load<i32>(offsets + 4 * entry)
    const to = from + load<i32>(lengths + 4 * literal)
    if (from < start || to > end) continue
    if (load<i32>(to - 4) !== load<i32>(tails + 4 * literal) || load<i32>(from) !== load<i32>(heads + 4 * literal)) continue
    if (stands(literal, from, to) && counts(literal, from, start, end)) return true
  }
  return false
}

function stands(literal: i32, from: usize, to: usize): bool {
  const text = bytes + load<i32>(begins + 4 * literal)
  for (let at: usize = from; at < to; at++) if (load<u8>(at) !== load<u8>(text + (at - from))) return false
  return true
}

function counts(literal: i32, from: usize, start: usize, end: usize): bool {
  const place = load<u8>(places + literal)
  if (place === HEAD) return from <= start + 1 || mayBeUnhandled(start, end)
  return place !== VALUES || from >= endOfConstant(start, end)
}

function mayBeUnhandled(start: usize, end: usize): bool {
  if (load<u8>(start) !== QUOTE || end <= start + 1) return false
  const second = load<u8>(start + 1)
  return second === U || second === M || second === BACKSLASH
}

/** Where the values of a structured message begin; `start` when it may not be one. */
function endOfConstant(start: usize, end: usize): usize {
  if (load<u8>(start) !== QUOTE) return start
  let at = start + 1
  while (at < end && load<u8>(at) !== QUOTE) at += load<u8>(at) === BACKSLASH ? 2 : 1
  let next = at + 2
  while (next < end && isLetter(load<u8>(next))) next++
  const isPair = next > at + 2 && next < end && load<u8>(at + 1) === BLANK && load<u8>(next) === EQUALS
  return isPair ? at : start
}

@inline
function isLetter(byte: u8): bool {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
