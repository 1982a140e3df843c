// What is replaced in a text, and where a marked part of it is afterwards.

/** `by` stands in place of the characters from `start` to before `end`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly by: string
}

/** A part of a text, in UTF-16 code units. */
export interface Part {
  readonly start: number
  readonly end: number
}

/** Edits in the order of the text; of two that overlap the first one stays, and reaches to the end of both. */
export function tidy(edits: readonly Edit[]): Edit[] {
  const ordered = edits.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: Edit[] = []
  for (const edit of ordered) {
    const before = kept.at(-1)
    if (before === undefined || edit.start >= before.end) kept.push(edit)
    else if (edit.end > before.end) kept[kept.length - 1] = { ...before, end: edit.end }
  }
  return kept
}

/**
 * The text with tidy edits made.
 *
 * @example
 * applyEdits('abc', [{ start: 1, end: 2, by: '[x]' }]) //=> 'a[x]c'
 */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return text
  let [done, at] = ['', 0]
  for (const { start, end, by } of edits) {
    done += text.slice(at, start) + by
    at = end
  }
  return done + text.slice(at)
}

/** Where a part of a text is after tidy edits; a place within what was replaced moves to its beginning or its end. */
export function movePart({ start, end }: Part, edits: readonly Edit[]): Part {
  return { start: move(start, edits, false), end: move(end, edits, true) }
}

function move(place: number, edits: readonly Edit[], isEnd: boolean): number {
  let shift = 0
  for (const { start, end, by } of edits) {
    if (start >= place) break
    if (place < end) return start + shift + (isEnd ? by.length : 0)
    shift += by.length - (end - start)
  }
  return place + shift
}
