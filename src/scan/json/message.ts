// The message of an entry of JSON without JSON's escapes, as the stages see it.

const [QUOTE, SLASH, BACKSLASH] = [0x22, 0x2f, 0x5c]
/** The first byte of typographic quotes in UTF-8, which may be straightened. */
const TYPOGRAPHIC = 0xe2
const USUAL = 4 * 1024
const LONGEST = 64 * 1024
/** What is looked at by words may reach beyond the end. */
const SLACK = 8
const WORD = 4
const NONE = -1

export class Message {
  /** The message from 0 on, and more behind it. */
  bytes: Uint8Array = new Uint8Array(USUAL)
  view: DataView = new DataView(this.bytes.buffer)

  /** Takes the text of a string; returns its length. It is -1 where there is more in it than escaped quotes and backslashes, and when it is very long. */
  take(text: DataView, begin: number, end: number): number {
    if (end - begin > LONGEST) return NONE
    if (end - begin + SLACK > this.bytes.length) this.#grow(2 * (end - begin) + SLACK)
    const out = this.view
    let length = 0
    for (let at = begin; at < end; length++, at++) {
      for (; at + WORD <= end; at += WORD, length += WORD) {
        const word = text.getInt32(at, true)
        if (hasMark(word)) break
        out.setInt32(length, word, true)
      }
      if (at === end) break
      let byte = text.getUint8(at)
      if (byte === TYPOGRAPHIC) return NONE
      if (byte === BACKSLASH) {
        byte = text.getUint8(++at)
        if (byte !== QUOTE && byte !== BACKSLASH && byte !== SLASH) return NONE
      }
      out.setUint8(length, byte)
    }
    return length
  }

  #grow(size: number): void {
    this.bytes = new Uint8Array(size)
    this.view = new DataView(this.bytes.buffer)
  }
}

/** Is one of the four bytes a backslash, or the first one of typographic quotes? */
function hasMark(word: number): boolean {
  const slash = word ^ 0x5c5c5c5c
  const quote = word ^ 0xe2e2e2e2
  return ((((slash - 0x01010101) & ~slash) | ((quote - 0x01010101) & ~quote)) & 0x80808080) !== 0
}
