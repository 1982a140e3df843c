// Lines of a known shape, and their times (src/scan/shape.ts, src/time/ticker.ts).
import { HEAD, MAX_SHAPES, SHAPE_FIELDS, SHAPE_SIZE, SHAPES } from './layout'

export const NONE: i32 = -1
const EARLY: i64 = -2_000_000
const LATE: i64 = 60_000_000
const SECOND: i64 = 1_000_000

/** As it is laid out in memory: the first SHAPE_FIELDS bytes of a shape. */
@unmanaged
export class Shape {
  known: i32
  severity: i32
  file: i32
  /** NONE where lines have no time before klog's. */
  journal: i32
  digits: i32
  klog: i32
  /** Are there two clocks? */
  shifted: i32
  /** Pieces of 16 bytes of the head. */
  pieces: i32
  klogMidnight: f64
  journalMidnight: f64
  /** Seconds of the day, of the journal's where there is one, from which on and before which the midnights are those. */
  from: i32
  to: i32
  identifier: i32
}

@inline
export function shapeAt(number: i32): Shape {
  return changetype<Shape>(SHAPES + <usize>number * SHAPE_SIZE)
}

/** The one that fitted last. */
let last: i32 = 0

/** The number of the shape of the line at `at`, or NONE. */
@inline
export function fitting(at: usize): i32 {
  if (fits(last, at)) return last
  for (let number = 0; number < MAX_SHAPES; number++) {
    if (!fits(number, at)) continue
    last = number
    return number
  }
  return NONE
}

@inline
function fits(number: i32, at: usize): bool {
  const shape = shapeAt(number)
  if (shape.known === 0) return false
  let head = changetype<usize>(shape)
  const end = head + (<usize>shape.pieces << 4)
  for (; head < end; head += 16, at += 16) {
    const bytes = v128.and(v128.load(at), v128.load(head, SHAPE_FIELDS + HEAD))
    if (v128.any_true(v128.xor(bytes, v128.load(head, SHAPE_FIELDS)))) return false
  }
  return true
}

// Mostly the second is that of the line before.
let klogClock: u64 = 0
let klogSecond: i32 = NONE
let journalClock: u64 = 0
let journalSecond: i32 = NONE

/** The instant of a line of the shape; 0 when only the clock can tell, NONE when its times are no times of day. */
@inline
export function instantOf(shape: Shape, at: usize): i64 {
  const klogAt = at + <usize>shape.klog
  const clock = load<u64>(klogAt)
  if (clock !== klogClock) {
    klogClock = clock
    klogSecond = secondAt(klogAt)
  }
  const fraction = sixAt(klogAt + 9)
  if (klogSecond < 0 || fraction < 0) return NONE
  const us = <i64>shape.klogMidnight + <i64>klogSecond * SECOND + <i64>fraction
  if (shape.journal === NONE) return isWithin(klogSecond, shape) ? us : 0
  const journalAt = at + <usize>shape.journal
  const stamp = load<u64>(journalAt)
  if (stamp !== journalClock) {
    journalClock = stamp
    journalSecond = secondAt(journalAt)
  }
  const part = shape.digits === 0 ? 0 : shape.digits === 6 ? sixAt(journalAt + 9) : fractionAt(journalAt + 9, shape.digits)
  if (journalSecond < 0 || part < 0) return NONE
  if (shape.shifted === 0) return isWithin(klogSecond, shape) ? us : 0
  const late = <i64>shape.journalMidnight + <i64>journalSecond * SECOND + <i64>part - us
  return isWithin(journalSecond, shape) && late >= EARLY && late <= LATE ? us : 0
}

@inline
function isWithin(second: i32, shape: Shape): bool {
  return second >= shape.from && second < shape.to
}

/** Seconds since midnight of `hh:mm:ss`; negative when it is none. */
function secondAt(at: usize): i32 {
  const hours = twoAt(at)
  const minutes = twoAt(at + 3)
  const seconds = twoAt(at + 6)
  return hours > 23 || minutes > 59 || seconds > 60 ? NONE : (hours * 60 + minutes) * 60 + seconds
}

/** The number that six digits make; negative when they are none. They are added in pairs, then the pairs, all in one word. */
@inline
function sixAt(at: usize): i32 {
  const digits = (load<u64>(at) << 16) | 0x3030
  const high: u64 = 0xf0f0f0f0f0f0f0f0
  if (((digits & high) | (((digits + 0x0606060606060606) & high) >> 4)) !== 0x3333333333333333) return NONE
  let sum = digits - 0x3030303030303030
  sum = sum * 10 + (sum >> 8)
  const byte: u64 = 0x000000ff000000ff
  return <i32>(((sum & byte) * 0x000f424000000064 + ((sum >> 16) & byte) * 0x0000271000000001) >> 32)
}

/** Microseconds of the digits of a fraction; negative when they are none. */
function fractionAt(at: usize, digits: i32): i32 {
  let fraction = 0
  let unit = 1_000_000
  for (let next = 0; next < digits; next++) {
    const digit = <u32>load<u8>(at + next) - 48
    if (digit > 9) return NONE
    unit /= 10
    fraction += <i32>digit * unit
  }
  return fraction
}

/** The two-digit number at `at`, a large one when there is none. */
@inline
function twoAt(at: usize): i32 {
  const tens = <u32>load<u8>(at) - 48
  const ones = <u32>load<u8>(at + 1) - 48
  return tens <= 9 && ones <= 9 ? tens * 10 + ones : 99
}
