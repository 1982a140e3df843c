// Bytes that make a line one for the stages: colours, escapes of syslog daemons, and the quotes that editors and web pages make.

const ESC = 0x1b
const HASH = 0x23
/** The first byte of the typographic quotes in UTF-8, and of other signs. */
const QUOTE = 0xe2
const BYTES = [ESC, HASH, QUOTE]

export class Marks {
  #bytes: Uint8Array = new Uint8Array(0)
  /** Where each of them is next, and where the first of these is. */
  readonly #next = BYTES.map(() => -1)
  #first = -1
  #from = 0

  /** Takes the next block. */
  open(bytes: Uint8Array): void {
    this.#bytes = bytes
    this.#forget()
  }

  /** Is there one from `start` to before `end`? */
  isIn(start: number, end: number): boolean {
    if (start < this.#from) this.#forget()
    this.#from = start
    if (this.#first < start) this.#look(start)
    return this.#first < end
  }

  #forget(): void {
    this.#next.fill(-1)
    this.#first = -1
  }

  #look(start: number): void {
    for (const [mark, byte] of BYTES.entries()) {
      if ((this.#next[mark] ?? -1) >= start) continue
      const found = this.#bytes.indexOf(byte, start)
      this.#next[mark] = found === -1 ? this.#bytes.length : found
    }
    this.#first = Math.min(...this.#next)
  }
}
