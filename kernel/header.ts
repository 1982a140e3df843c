// The end of the klog header (src/scan/header.ts).

const DOT: u8 = 0x2e
const G: u8 = 0x67
const O: u8 = 0x6f
const BLANK: u8 = 0x20
const COLON: u8 = 0x3a
const OPENING: u8 = 0x5b
const BRACKET: u8 = 0x5d
const DELETE: u8 = 0x7f
const MOST_DIGITS: usize = 7

/** Where the message begins behind the `kubelet.go:2447] ` at `at`; 0 when there is none. */
@inline
export function messageAt(at: usize, end: usize): usize {
  const colon = endOfName(at)
  if (colon >= end || load<u8>(colon) !== COLON) return 0
  if (colon <= at + 3 || load<u8>(colon - 1) !== O || load<u8>(colon - 2) !== G || load<u8>(colon - 3) !== DOT) return 0
  let bracket = colon + 1
  while (isDigit(load<u8>(bracket))) bracket++
  const digits = bracket - colon - 1
  if (digits === 0 || digits > MOST_DIGITS) return 0
  return load<u8>(bracket) === BRACKET && load<u8>(bracket + 1) === BLANK ? bracket + 2 : 0
}

/** Where the first sign is that no name of a file has: at the end of the window there is one. */
@inline
function endOfName(at: usize): usize {
  let first = nameEnds(at)
  while (first === 0) {
    at += 16
    first = nameEnds(at)
  }
  return at + ctz(first)
}

/** Which of sixteen bytes are in no name: a bit for each. */
@inline
function nameEnds(at: usize): i32 {
  const bytes = v128.load(at)
  const signs = v128.or(i8x16.eq(bytes, i8x16.splat(COLON)), i8x16.eq(bytes, i8x16.splat(BRACKET)))
  const others = v128.or(i8x16.le_u(bytes, i8x16.splat(BLANK)), i8x16.ge_u(bytes, i8x16.splat(DELETE)))
  return i8x16.bitmask(v128.or(signs, others))
}

/** May the bracket be that of `[563]: ` or of `:2447] `? */
export function mayEndHead(bracket: usize): bool {
  let digit = bracket - 1
  while (isDigit(load<u8>(digit))) digit--
  if (digit === bracket - 1) return false
  const before = load<u8>(digit)
  const after = load<u8>(bracket + 1)
  return (before === OPENING && after === COLON) || (before === COLON && after === BLANK)
}

@inline
export function isDigit(byte: u8): bool {
  return byte >= 0x30 && byte <= 0x39
}
