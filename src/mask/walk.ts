// Edits in all texts of a value of plain JSON, keys of objects left as they are.
import { applyEdits, movePart, type Edit, type Part } from './edit.ts'

/**
 * A copy of a value with edited texts. Where an object has a `text` and a `mark` (a part of that text), the mark moves along.
 * Equal texts are looked at once.
 *
 * @example
 * editTexts({ a: ['x'] }, () => [{ start: 0, end: 1, by: 'y' }]) //=> { a: ['y'] }
 */
export function editTexts<Value>(value: Value, edits: (text: string) => readonly Edit[]): Value {
  const known = new Map<string, readonly Edit[]>()
  const editsOf = (text: string): readonly Edit[] => {
    const found = known.get(text) ?? edits(text)
    known.set(text, found)
    return found
  }
  return edited(value, editsOf) as Value // texts stay texts, and nothing else is touched
}

function edited(value: unknown, editsOf: (text: string) => readonly Edit[]): unknown {
  if (typeof value === 'string') return applyEdits(value, editsOf(value))
  if (Array.isArray(value)) return value.map((item: unknown) => edited(item, editsOf))
  if (typeof value !== 'object' || value === null) return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, edited(item, editsOf)]))
  const { text, mark } = value as { text?: unknown; mark?: Part }
  if (typeof text !== 'string' || mark === undefined) return copy
  return { ...copy, mark: movePart(mark, editsOf(text)) }
}
