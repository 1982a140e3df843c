// How many lines of an input are in which format.
import type { Format } from './entry.ts'

export class FormatCounts {
  readonly #lines = new Map<Format, number>()
  /** The format of the last lines. */
  format: Format = 'text'
  /** Lines of it that are not in the table yet: formats seldom change, and this runs on every line. */
  #more = 0

  /** Counts lines; gives their format. */
  add(format: Format, lines: number): Format {
    if (format !== this.format) this.#flush()
    this.format = format
    this.#more += lines
    return format
  }

  get formats(): ReadonlyMap<Format, number> {
    this.#flush()
    const formats = new Map(this.#lines)
    const [short, syslog] = [formats.get('journal-short'), formats.get('syslog')]
    // From the tenth of a month on, the lines of the two are the same.
    if (short !== undefined && syslog !== undefined) {
      formats.set('syslog', short + syslog)
      formats.delete('journal-short')
    }
    return formats
  }

  #flush(): void {
    if (this.#more > 0) this.#lines.set(this.format, (this.#lines.get(this.format) ?? 0) + this.#more)
    this.#more = 0
  }
}
