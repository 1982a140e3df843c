// Parts of names, where a text was cut in the middle of one.
import type { Edit } from '../mask/edit.ts'
import type { NameTable } from './name-table.ts'

/** Texts are cut at 240 characters and more: shorter ones end where they end. */
const SHORTEST_CUT = 200
/** Of long records the middle is left out; the word behind it may be half a name. */
const GAP = / \.\.\. (?<rest>[^\s"'\\=,;:()[\]{}]+)/g
const END = / \.\.\. | \(and \d+ more\)|$/g

/** The beginnings of names at the ends of what was cut, and their ends. */
export function findCut(text: string, names: NameTable): Edit[] {
  if (text.length < SHORTEST_CUT) return []
  const rests = [...text.matchAll(GAP)].map(({ index, 0: { length }, groups = {} }) => ({
    start: index + length - (groups['rest']?.length ?? 0),
    end: index + length,
    by: '',
  }))
  const heads = [...text.matchAll(END)].flatMap(({ index: end }) => {
    const start = names.findCut(text.slice(0, end))
    return start === undefined ? [] : [{ start, end, by: '' }]
  })
  return [...rests, ...heads]
}

/** The same words for all that a regex finds. */
export function replaceAll(text: string, regex: RegExp, by: string): Edit[] {
  return [...text.matchAll(regex)].map(({ index, 0: { length } }) => ({ start: index, end: index + length, by }))
}
