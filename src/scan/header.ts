// What the bytes of a line tell without being decoded: the end of the klog header, and whether the message is one by itself.

const [BLANK, STAR, COLON, LESS, EQUALS, GREATER] = [0x20, 0x2a, 0x3a, 0x3c, 0x3d, 0x3e]
const [OPENING, BRACKET, DELETE] = [0x5b, 0x5d, 0x7f]
const [DOT, G, O] = [0x2e, 0x67, 0x6f]
const MOST_DIGITS = 7

/** Where the message begins behind the `kubelet.go:2447] ` at `at`; -1 when there is none, or no message. */
export function messageAt(bytes: Uint8Array, at: number, end: number): number {
  const colon = endOfName(bytes, at, end)
  let bracket = colon + 1
  while (isDigit(bytes[bracket])) bracket++
  const isNumber = bracket > colon + 1 && bracket <= colon + 1 + MOST_DIGITS
  // Inside of another line, klog's header is only known by a Go file.
  const isGo = colon > at + 3 && bytes[colon - 1] === O && bytes[colon - 2] === G && bytes[colon - 3] === DOT
  const isHeader = isGo && isNumber && bytes[bracket] === BRACKET && bytes[bracket + 1] === BLANK
  return isHeader && bracket + 2 < end ? bracket + 2 : -1
}

/** Where the name of a file ends, at its colon; -1 when it has signs that no name has. */
function endOfName(bytes: Uint8Array, at: number, end: number): number {
  for (let next = at; next < end; next++) {
    const byte = bytes[next] as number // within the line
    if (byte === COLON) return next
    if (byte <= BLANK || byte === BRACKET || byte >= DELETE) return -1
  }
  return -1
}

/**
 * Is all of the message in the line, and nothing else? Not when a block begins at its end, when a pager may have cut it there,
 * or when it may hold a second prefix or klog header: `kubelet[563]: `, `kubelet.go:2447] `.
 */
export function isWhole(bytes: Uint8Array, at: number, end: number): boolean {
  const last = bytes[end - 1]
  if (last === STAR || (last === LESS && bytes[end - 2] === EQUALS)) return false
  if (last === GREATER && mayBeCut(bytes, at, end)) return false
  for (let next = bytes.indexOf(BRACKET, at); next !== -1 && next < end; next = bytes.indexOf(BRACKET, next + 1)) {
    if (mayEndHead(bytes, next)) return false
  }
  return true
}

/** May the `>` at the end be a pager's? Not where it closes one that was opened. */
function mayBeCut(bytes: Uint8Array, at: number, end: number): boolean {
  let open = 0
  for (let next = at; next < end; next++) {
    if (bytes[next] === LESS) open++
    else if (bytes[next] === GREATER) open--
  }
  return open < 0
}

/** May the bracket be that of `[563]: ` or of `:2447] `? */
function mayEndHead(bytes: Uint8Array, bracket: number): boolean {
  let digit = bracket - 1
  while (isDigit(bytes[digit])) digit--
  if (digit === bracket - 1) return false
  const isPid = bytes[digit] === OPENING && bytes[bracket + 1] === COLON
  return isPid || (bytes[digit] === COLON && bytes[bracket + 1] === BLANK)
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

const [ESC, HASH, ZERO] = [0x1b, 0x23, 0x30]
/** The first byte of typographic quotes in UTF-8, and of other signs. */
const TYPOGRAPHIC = 0xe2

/** Are there bytes that are changed where a line is read: of colours, of escapes (`#011`), of quotes that an editor bent? */
export function hasMarks(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === ESC || byte === TYPOGRAPHIC || (byte === HASH && isEscape(bytes, at))) return true
  }
  return false
}

/** Of what control characters are written as: two octal digits behind a zero. */
function isEscape(bytes: Uint8Array, hash: number): boolean {
  return bytes[hash + 1] === ZERO && isDigit(bytes[hash + 2]) && isDigit(bytes[hash + 3])
}
