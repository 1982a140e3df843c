// Parts of names, where a text was cut in the middle of one.
import type { Edit } from '../mask/edit.ts'
import type { NameTable } from './name-table.ts'

/** Texts are cut at 240 characters and more: shorter ones end where they end. */
const SHORTEST_CUT = 200
/** Of long records the middle is left out; the word behind it may be half a name. */
const GAP = / \.\.\. (?<rest>[^\s"'\\=,;:()[\]{}]+)/g
const END = / \.\.\. | \(and \d+ more\)|$/g
/** Ends that are looked at, beside the last one: a record has few. */
const MOST = 32
/** The beginning of an id. */
const HEX = /(?<![\w-])[\da-f]{6,12}(?:-[\da-f]{0,12}){0,4}$/i

/** The ends of names at the beginnings of what was cut: whatever they look like, they go. */
export function findRests(text: string): Edit[] {
  if (text.length < SHORTEST_CUT) return []
  return [...text.matchAll(GAP)].map(({ index, 0: { length }, groups = {} }) => ({
    start: index + length - (groups['rest']?.length ?? 0),
    end: index + length,
    by: '',
  }))
}

/** The beginnings of names at the ends of what was cut. */
export function findBeginnings(text: string, names: NameTable): Edit[] {
  if (text.length < SHORTEST_CUT) return []
  const ends = [...text.matchAll(END)]
  return [...ends.slice(0, MOST), ...ends.slice(MOST).slice(-1)].flatMap(({ index: end }) => {
    const before = text.slice(Math.max(0, end - 300), end)
    const start = names.findCut(before) ?? HEX.exec(before)?.index
    return start === undefined ? [] : [{ start: end - before.length + start, end, by: '' }]
  })
}

/** The same words for all that a regex finds. */
export function replaceAll(text: string, regex: RegExp, by: string): Edit[] {
  return [...text.matchAll(regex)].map(({ index, 0: { length } }) => ({ start: index, end: index + length, by }))
}
