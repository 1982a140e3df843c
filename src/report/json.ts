import type { Report } from './report.ts'

/** C1 and bidirectional controls, which JSON allows as they are and a terminal obeys. */
// oxlint-disable-next-line no-control-regex -- they are what this is about
const UNSAFE = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

/** The report as JSON text, indented, with a newline at the end; no control character stands in it as it is. */
export function formatJson(report: Report): string {
  return jsonText(report, 2)
}

/**
 * The text of {@link formatJson} in pieces of an incident each: as a whole, that of a fleet takes more memory than its logs took.
 *
 * @example
 * for (const piece of jsonPieces(report)) process.stdout.write(piece)
 */
export function* jsonPieces(report: Report): Generator<string> {
  let before = '{\n'
  const parts: readonly [string, unknown][] = Object.entries(report)
  for (const [key, value] of parts) {
    if (value === undefined) continue
    yield `${before}  ${JSON.stringify(key)}: `
    if (Array.isArray(value) && value.length > 0) yield* listPieces(value)
    else yield inner(value, 2)
    before = ',\n'
  }
  yield '\n}\n'
}

function* listPieces(items: readonly unknown[]): Generator<string> {
  let before = '[\n    '
  for (const item of items) {
    yield before + inner(item, 4)
    before = ',\n    '
  }
  yield '\n  ]'
}

/** The text of a value that stands so many columns inside. */
function inner(value: unknown, indent: number): string {
  return safe(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${' '.repeat(indent)}`)
}

/** A value as JSON text: on one line, or indented. */
export function jsonText(value: object, indent?: number): string {
  return `${safe(JSON.stringify(value, null, indent))}\n`
}

function safe(json: string): string {
  return json.replace(UNSAFE, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
