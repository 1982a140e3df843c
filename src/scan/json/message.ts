// The message of an entry of JSON without JSON's escapes, as the stages see it.

const [QUOTE, SLASH, BACKSLASH] = [0x22, 0x2f, 0x5c]
/** The first byte of typographic quotes in UTF-8, which may be straightened. */
const TYPOGRAPHIC = 0xe2
const LONGEST = 64 * 1024
/** What is looked at by words may reach beyond the end. */
const SLACK = 8
const NONE = -1

export class Message {
  /** The message from 0 on, and more behind it. */
  readonly bytes: Uint8Array = new Uint8Array(LONGEST + SLACK)
  readonly view: DataView = new DataView(this.bytes.buffer)

  /** Takes the text of a string; returns its length. It is -1 where there is more in it than escaped quotes and backslashes, and when it is very long. */
  take(bytes: Uint8Array, begin: number, end: number): number {
    if (end - begin > LONGEST) return NONE
    const out = this.bytes
    let length = 0
    for (let at = begin; at < end; at++) {
      let byte = bytes[at] as number // within the line
      if (byte === BACKSLASH) {
        byte = bytes[++at] as number
        if (byte !== QUOTE && byte !== BACKSLASH && byte !== SLASH) return NONE
      } else if (byte === TYPOGRAPHIC) return NONE
      out[length++] = byte
    }
    return length
  }
}
