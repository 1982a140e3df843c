// YAML that a user writes -> data of a known shape, or every problem with line and column.
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { RuleError, RuleErrorCode } from '../errors.ts'
import { schemaProblems, type SchemaFile, type SchemaProblem } from './schema.ts'

/** An error at the part of the file that `path` names, or at its nearest parent that is there. */
export type ErrorAt = (code: RuleErrorCode, path: readonly (string | number)[], message: string) => RuleError

export type YamlRead =
  | { readonly ok: true; readonly data: unknown; readonly error: ErrorAt }
  | { readonly ok: false; readonly errors: RuleError[] }

/** Reads one file; `name` is its path as messages should show it. */
export function readYaml(text: string, name: string, schema: SchemaFile): YamlRead {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const at = (offset: number, code: RuleErrorCode, message: string): RuleError => {
    const { line, col } = counter.linePos(offset)
    return { code, file: name, line: Math.max(line, 1), column: Math.max(col, 1), message }
  }
  const error: ErrorAt = (code, path, message) => at(offsetOf(document, path), code, message)
  // A warning is a tag that YAML does not know: `!x` at the start of a plain text, which would be lost in silence.
  const syntax = [...document.errors, ...document.warnings]
  if (syntax.length > 0) {
    const errors = syntax.map(({ pos, message }) => at(pos[0], 'YAML_SYNTAX', message))
    return { ok: false, errors }
  }
  const resolved = resolve(document)
  if (!resolved.ok) return { ok: false, errors: [at(resolved.offset, 'YAML_SYNTAX', resolved.message)] }
  const { data } = resolved
  const problems = schemaProblems(data, schema)
  if (problems.length > 0) {
    const offset = ({ path, key }: SchemaProblem): number =>
      offsetOfKey(document, path, key) ?? offsetOf(document, path)
    const errors = problems.map((problem) => at(offset(problem), 'SCHEMA', problem.message))
    return { ok: false, errors: errors.sort((a, b) => a.line - b.line || a.column - b.column) }
  }
  return { ok: true, data, error }
}

type Resolved =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly offset: number; readonly message: string }

/** The data with its aliases filled in. `*x` without an anchor `&x` fails here, and so do aliases that multiply beyond measure. */
function resolve(document: Document.Parsed): Resolved {
  try {
    return { ok: true, data: document.toJS() }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    let offset: number | undefined
    visit(document, {
      Alias: (_key, alias) => {
        if (alias.resolve(document) === undefined) offset ??= alias.range?.[0]
      },
    })
    return { ok: false, offset: offset ?? 0, message: error.message }
  }
}

/** Where an unknown key stands, for its value may begin lines later. */
function offsetOfKey(
  document: Document.Parsed,
  path: readonly (string | number)[],
  key: string | undefined,
): number | undefined {
  const map: unknown = document.getIn(path, true)
  if (!isMap(map) || key === undefined) return undefined
  const found = map.items.map((pair) => pair.key).find((node) => isScalar(node) && String(node.value) === key)
  return isScalar(found) ? found.range?.[0] : undefined
}

function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range !== undefined) return node.range[0]
  }
  return 0
}
