// A text as UTF-8, for what looks at bytes, and the way back from bytes to columns.

const encoder = new TextEncoder()
/** UTF-8 takes up to three bytes for what is one unit of a string. */
const MOST_BYTES = 3

/** Holds one text after the other in the same memory. */
export class TextBytes {
  #bytes = new Uint8Array(4096)
  #isAscii = true
  view: DataView = new DataView(this.#bytes.buffer)
  length = 0

  set(text: string): void {
    if (text.length * MOST_BYTES > this.#bytes.length) {
      this.#bytes = new Uint8Array(text.length * MOST_BYTES)
      this.view = new DataView(this.#bytes.buffer)
    }
    this.length = encoder.encodeInto(text, this.#bytes).written
    this.#isAscii = this.length === text.length
  }

  /** The column of the text whose first byte is at `at`. */
  column(at: number): number {
    if (this.#isAscii) return at
    let column = 0
    for (const byte of this.#bytes.subarray(0, at)) {
      // Bytes that go on with a character count nothing; one of four bytes is two units.
      if (byte < 0x80 || byte >= 0xc0) column += byte >= 0xf0 ? 2 : 1
    }
    return column
  }
}
