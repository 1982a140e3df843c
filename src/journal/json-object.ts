// Objects of a list that is printed over many lines, as `gcloud logging read --format=json` and `aws logs` do.
import type { Collected, Collector } from './collector.ts'
import { parseObject, wrapperOf } from './json-wrapper.ts'

const BEGIN = /^(?:( {1,8})|\[)\{$/
const FIRST = /^\s+"[^"]{1,100}": /
const MORE = /^\s+["\d[\]{}tfn-]/
const MAX_LINES = 5000
const MAX_SIZE = 1024 * 1024

/** Begins at a line that is nothing but an indented `{`, or `[{`. */
export function beginJsonObject(line: string): Collector | undefined {
  const found = BEGIN.exec(line)
  return found === null ? undefined : new JsonObject(line, found[1] ?? '')
}

class JsonObject implements Collector {
  readonly format = 'collector-json'
  readonly #lines: string[]
  readonly #indent: string
  #size = 0

  constructor(first: string, indent: string) {
    this.#lines = [first]
    this.#indent = indent
  }

  next(line: string): 'more' | 'last' | 'not mine' {
    const isLast = line === `${this.#indent}}` || line === `${this.#indent}},` || line === `${this.#indent}}]`
    if (!isLast && !(this.#lines.length === 1 ? FIRST : MORE).test(line)) return 'not mine'
    if (this.#lines.length >= MAX_LINES || this.#size > MAX_SIZE) return 'not mine'
    this.#lines.push(line)
    this.#size += line.length
    return isLast ? 'last' : 'more'
  }

  end(): Collected {
    const outer = wrapperOf(parseObject(['{', ...this.#lines.slice(1, -1), '}'].join('\n')))
    return outer === undefined ? { text: this.#lines } : { outer }
  }
}
