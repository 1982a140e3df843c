// Edits in all texts of a value of plain JSON, keys of objects left as they are.
import { applyEdits, movePart, type Edit, type Part } from './edit.ts'

type FindEdits = (text: string) => readonly Edit[]

/**
 * A value with edited texts. Where an object has a `text` and a `mark` (a part of that text), the mark moves along. Equal texts are
 * looked at once, and what there is nothing to edit in is not copied.
 *
 * @example
 * editTexts({ a: ['x'] }, () => [{ start: 0, end: 1, by: 'y' }]) //=> { a: ['y'] }
 */
export function editTexts<Value>(value: Value, edits: FindEdits): Value {
  return edited(value, once(edits)) as Value // texts stay texts, and nothing else is touched
}

function edited(value: unknown, editsOf: FindEdits): unknown {
  if (typeof value === 'string') return applyEdits(value, editsOf(value))
  if (Array.isArray(value)) return editedItems(value, editsOf)
  if (typeof value !== 'object' || value === null) return value
  return moveMark(editedFields(value as Fields, editsOf), value, editsOf) // no list: fields
}

type Fields = Readonly<Record<string, unknown>>

function editedItems(items: readonly unknown[], editsOf: FindEdits): readonly unknown[] {
  const changed = items.map((item) => edited(item, editsOf))
  return changed.some((item, index) => item !== items[index]) ? changed : items
}

function editedFields(object: Fields, editsOf: FindEdits): Fields {
  let changed = object
  for (const key of Object.keys(object)) {
    const item = edited(object[key], editsOf)
    if (item !== object[key]) changed = { ...changed, [key]: item }
  }
  return changed
}

/** `changed` is what became of an object with a text and a mark in it. */
function moveMark(changed: Fields, { text, mark }: { text?: unknown; mark?: Part }, editsOf: FindEdits): Fields {
  if (typeof text !== 'string' || mark === undefined) return changed
  const edits = editsOf(text)
  return edits.length === 0 ? changed : { ...changed, mark: movePart(mark, edits) }
}

/** The same, for each text once. */
function once(find: FindEdits): FindEdits {
  const known = new Map<string, readonly Edit[]>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const edits = find(text)
    known.set(text, edits)
    return edits
  }
}
