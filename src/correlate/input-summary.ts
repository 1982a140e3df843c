import { UNDATED } from '../time/instant.ts'
import { compareText } from './group.ts'
import type { InputSummary } from './state.ts'

/** What is known of some inputs; parts of one input have the same name, and are added up. */
export class Inputs {
  readonly #byName = new Map<string, InputSummary>()

  add(summary: InputSummary): void {
    const known = this.#byName.get(summary.name)
    this.#byName.set(summary.name, known === undefined ? summary : mergeParts(known, summary))
  }

  /** By name. */
  sorted(): InputSummary[] {
    return [...this.#byName.values()].sort((a, b) => compareText(a.name, b.name))
  }
}

function mergeParts(a: InputSummary, b: InputSummary): InputSummary {
  const formats = { ...a.formats }
  for (const [format, lines] of Object.entries(b.formats)) formats[format] = (formats[format] ?? 0) + lines
  return {
    name: a.name,
    format: commonest(formats),
    formats,
    lines: a.lines + b.lines,
    bytes: a.bytes + b.bytes,
    first: a.first === UNDATED || (b.first !== UNDATED && b.first < a.first) ? b.first : a.first,
    last: Math.max(a.last, b.last),
    order:
      a.order === b.order || b.order === 'single-time' ? a.order : a.order === 'single-time' ? b.order : 'unordered',
    assumptions: [...new Set([...a.assumptions, ...b.assumptions])].sort(),
    cutLines: a.cutLines + b.cutLines,
    yearUnresolved: a.yearUnresolved || b.yearUnresolved,
    damage: {
      guessed: a.damage.guessed + b.damage.guessed,
      cutOff: a.damage.cutOff + b.damage.cutOff,
      foreign: a.damage.foreign + b.damage.foreign,
    },
  }
}

/** The format that most lines have; `empty` when there are none. */
export function commonest(formats: Readonly<Record<string, number>>): string {
  const [first] = Object.entries(formats).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return first?.[0] ?? 'empty'
}
