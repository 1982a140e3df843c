// The last lines of a log: those of which nothing has come yet, because they may go on, and a few before them.

/** Lines before them that tell how to read them: whose they are, when their host was booted. */
const CONTEXT = 20
const SLACK = 100
/** Lines that may be open, and characters of them: more are no record that somebody is writing. */
const MOST_OPEN = 500
const MOST_TEXT = 1024 * 1024

export class Tail {
  readonly #lines: string[] = []
  /** The number of the last line. */
  #last = 0
  #open = 0
  #openText = 0
  #headings: readonly string[] = []

  add(line: string): void {
    this.#lines.push(line)
    this.#last++
    this.#open++
    this.#openText += line.length
    if (this.#lines.length > this.#open + CONTEXT + SLACK)
      this.#lines.splice(0, this.#lines.length - this.#open - CONTEXT)
  }

  /** A line that dates all after it. */
  heading(line: string): void {
    this.#headings = [...this.#headings.slice(-1), line]
  }

  /** All lines but the last `open` ones are done with. */
  settle(open: number): void {
    this.#open = Math.min(open, this.#lines.length)
    this.#openText = 0
    for (let left = this.#open; left > 0; left--) this.#openText += this.#lines.at(-left)?.length ?? 0
  }

  get isTooLong(): boolean {
    return this.#open > MOST_OPEN || this.#openText > MOST_TEXT
  }

  /** The number of the first line that is open; that of the next line when there is none. */
  get firstOpen(): number {
    return this.#last - this.#open + 1
  }

  get hasOpen(): boolean {
    return this.#open > 0
  }

  /** The open lines with what stands before them, and the number of the first of all these. */
  withContext(): { readonly lines: readonly string[]; readonly firstLine: number } {
    const lines = [...this.#headings, ...this.#lines.slice(-this.#open - CONTEXT)]
    return { lines, firstLine: this.#last - lines.length + 1 }
  }
}
