// YAML that a user writes -> data of a known shape, or every problem with line and column.
import { LineCounter, parseDocument } from 'yaml'
import type { RuleError, RuleErrorCode } from '../errors.ts'
import { schemaProblems, type SchemaFile } from './schema.ts'

/** An error at the part of the file that `path` names, or at its nearest parent that is there. */
export type ErrorAt = (code: RuleErrorCode, path: readonly (string | number)[], message: string) => RuleError

export type YamlRead =
  | { readonly ok: true; readonly data: unknown; readonly error: ErrorAt }
  | { readonly ok: false; readonly errors: RuleError[] }

/** Reads one file; `name` is its path as messages should show it. */
export function readYaml(text: string, name: string, schema: SchemaFile): YamlRead {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const at = (offset: number, code: RuleErrorCode, message: string): RuleError => {
    const { line, col } = counter.linePos(offset)
    return { code, file: name, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
  const error: ErrorAt = (code, path, message) => at(offsetOf(document, path), code, message)
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ pos, message }) => at(pos[0], 'YAML_SYNTAX', message.split('\n', 1)[0] ?? ''))
    return { ok: false, errors }
  }
  const data: unknown = document.toJS()
  const problems = schemaProblems(data, schema)
  if (problems.length > 0)
    return { ok: false, errors: problems.map(({ path, message }) => error('SCHEMA', path, message)) }
  return { ok: true, data, error }
}

function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range !== undefined) return node.range[0]
  }
  return 0
}
