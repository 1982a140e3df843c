// The two ways to go through a report: one that learns its names, one that replaces them.
import { applyEdits, movePart, type Edit, type Part } from '../mask/edit.ts'
import type { NameKind } from './kinds.ts'
import type { Redactor } from './redactor.ts'

/** A text of a log and the part of it that is marked. */
export interface Marked {
  readonly text: string
  readonly mark?: Part
}

/** What to do with the texts of a report, by what they are. */
export interface Voice {
  /** A text that is a name. */
  readonly name: (kind: NameKind, text: string) => string
  /** A text of the log. */
  readonly log: (text: string) => string
  /** A text of a rule. */
  readonly prose: (text: string) => string
  readonly marked: (given: Marked) => Marked
}

/** Changes nothing; of one kind only, where one is given. */
export function learning(redactor: Redactor, only?: NameKind): Voice {
  const log = (text: string): string => {
    redactor.learn(text, only)
    return text
  }
  return {
    name: (kind, text) => {
      if (only === undefined || kind === only) redactor.learnSubject(kind, text)
      return only === undefined ? log(text) : text
    },
    log,
    prose: (text) => text,
    marked: (given) => {
      log(given.text)
      return given
    },
  }
}

/** All names are known by now: what a text becomes does not change any more. */
export function replacing(redactor: Redactor): Voice {
  return {
    name: (kind, text) => applyEdits(text, redactor.editsOf(kind, text)),
    log: once((text) => redactor.text(text)),
    prose: once((text) => applyEdits(text, redactor.editsOfProse(text))),
    marked: ({ text, mark }) => markedText(text, mark, redactor.edits(text)),
  }
}

/** The texts of a rule stand in each of its incidents. */
function once(change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => {
    const changed = known.get(text) ?? change(text)
    known.set(text, changed)
    return changed
  }
}

function markedText(text: string, mark: Part | undefined, edits: readonly Edit[]): Marked {
  return { text: applyEdits(text, edits), ...(mark && { mark: movePart(mark, edits) }) }
}
