// json-pretty: one object over many lines, with a TAB or blanks before each of them. jq prints the same.
import type { Collected, Collector } from './collector.ts'
import { readJson } from './json.ts'

const FIRST_FIELD = /^\s+"_{0,2}[A-Z][A-Z\d_]*" ?:/
const MORE = /^\s+["\d[\]tfn-]/
/** journald's own limit of a line is 48 KiB, and each byte of it may be a line here. */
const MAX_LINES = 100_000
const MAX_SIZE = 4 * 1024 * 1024

/** Begins at a line that is nothing but `{`. */
export function beginJsonPretty(line: string): Collector | undefined {
  return line === '{' ? new JsonPretty() : undefined
}

class JsonPretty implements Collector {
  readonly format = 'journal-json-pretty'
  readonly #lines = ['{']
  #size = 0

  next(line: string): 'more' | 'last' | 'not mine' {
    const isLast = line === '}' || line === '},'
    const isFirst = this.#lines.length === 1
    if (!isLast && !(isFirst ? FIRST_FIELD : MORE).test(line)) return 'not mine'
    if (this.#lines.length >= MAX_LINES || this.#size > MAX_SIZE) return 'not mine'
    this.#lines.push(isLast ? '}' : line)
    this.#size += line.length
    return isLast ? 'last' : 'more'
  }

  end(): Collected {
    return readJson(this.#lines.join('\n'), this.format) ?? { text: this.#lines }
  }
}
