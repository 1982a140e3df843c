// What `rules new` has left to a person.
import type { RuleError } from '../errors.ts'
import type { RuleFile } from '../rules/decode.ts'

type Path = readonly (string | number)[]

/** Every text of a rule that still says TODO, in the order of the file. */
export function checkTodo({ rule, error }: RuleFile): RuleError[] {
  return todos(rule, [])
    .map(([path, text]) => error('TODO_LEFT', path, `\`${path.join('.')}\` is to be written: "${text}"`))
    .sort((a, b) => a.line - b.line)
}

function todos(data: unknown, path: Path): (readonly [path: Path, text: string])[] {
  if (typeof data === 'string') return /^TODO\b/.test(data) ? [[path, data.trim()]] : []
  if (Array.isArray(data)) return data.flatMap((item: unknown, index) => todos(item, [...path, index]))
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => todos(value, [...path, key]))
}
