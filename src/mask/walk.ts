// Edits in all texts of a value of plain JSON, keys of objects left as they are.
import { applyEdits, movePart, type Edit, type Part } from './edit.ts'

type FindEdits = (text: string) => readonly Edit[]

/**
 * A value with edited texts. Where an object has a `text` and a `mark` (a part of that text), the mark moves along. What stands in
 * several places is looked at once, and what there is nothing to edit in is not copied.
 *
 * @example
 * editTexts({ a: ['x'] }, () => [{ start: 0, end: 1, by: 'y' }]) //=> { a: ['y'] }
 */
export function editTexts<Value>(value: Value, edits: FindEdits): Value {
  const editsOf = once(edits)
  const editedObject = once((object: object) => {
    if (Array.isArray(object)) return mapItems(object, edited)
    return moveMark(mapFields(object as Fields, edited), object, editsOf) // no list: fields
  })
  function edited(part: unknown): unknown {
    if (typeof part === 'string') return applyEdits(part, editsOf(part))
    return typeof part === 'object' && part !== null ? editedObject(part) : part
  }
  return edited(value) as Value // texts stay texts, and nothing else is touched
}

type Fields = Readonly<Record<string, unknown>>
type Change = (value: unknown) => unknown

function mapItems(items: readonly unknown[], change: Change): readonly unknown[] {
  const changed = items.map(change)
  return changed.some((item, index) => item !== items[index]) ? changed : items
}

function mapFields(object: Fields, change: Change): Fields {
  let changed = object
  for (const key of Object.keys(object)) {
    const item = change(object[key])
    if (item !== object[key]) changed = { ...changed, [key]: item }
  }
  return changed
}

/** `edited` is what became of an object with a text and a mark in it. */
function moveMark(edited: Fields, { text, mark }: { text?: unknown; mark?: Part }, editsOf: FindEdits): Fields {
  if (typeof text !== 'string' || mark === undefined) return edited
  const edits = editsOf(text)
  return edits.length === 0 ? edited : { ...edited, mark: movePart(mark, edits) }
}

/** A function that works out each answer once. */
function once<Question, Answer>(answer: (question: Question) => Answer): (question: Question) => Answer {
  const known = new Map<Question, Answer>()
  return (question) => {
    const before = known.get(question)
    if (before !== undefined) return before
    const now = answer(question)
    known.set(question, now)
    return now
  }
}
