// Tells out of the bytes of a message whether any rule may match it. Most info messages hold no literal of a rule, or hold it where it does
// not count. When in doubt, it may.
import type { Position, Signature } from '../rules/rule.ts'
import type { Literals, LiteralTables, Place } from './literals.ts'

const [QUOTE, BACKSLASH, BLANK, EQUALS] = [0x22, 0x5c, 0x20, 0x3d]
/** U, m and a backslash: `"Unhandled Error"`, perhaps escaped, or `"msg"=` before it. Its head is further on, see headOf() in text.ts. */
const UNHANDLED = new Set([0x55, 0x6d, BACKSLASH])

export class Gate {
  readonly #literals: Literals
  /** Where each literal counts. */
  readonly #places: readonly Place[]
  // Of the message that is being looked at.
  #text: DataView = new DataView(new ArrayBuffer(0))
  #start = 0
  #end = 0

  /** `signatures` are those of each literal. */
  constructor(literals: Literals, signatures: readonly (readonly { readonly signature: Signature }[])[]) {
    this.#literals = literals
    this.#places = signatures.map((all) => placeOf(all.map(({ signature }) => signature.at)))
  }

  /** For those who look for themselves. */
  get tables(): LiteralTables {
    const { bytes, begins, pieces, lengths, heads, tails, hasTiny } = this.#literals
    return { bytes, begins, pieces, lengths, heads, tails, hasTiny, places: this.#places }
  }

  /** May a rule match the message of a klog record that is the bytes from `start` to `end`? */
  isOpen(text: DataView, start: number, end: number): boolean {
    this.#text = text
    this.#start = start
    this.#end = end
    return this.#literals.search(text, start, end, this.#counts)
  }

  readonly #counts = (literal: number, from: number): boolean => {
    const position = this.#places[literal]
    if (position === 'head') return from <= this.#start + 1 || this.#mayBeUnhandled()
    return position === undefined || from >= endOfConstant(this.#text, this.#start, this.#end)
  }

  #mayBeUnhandled(): boolean {
    const isQuoted = this.#text.getUint8(this.#start) === QUOTE && this.#end > this.#start + 1
    return isQuoted && UNHANDLED.has(this.#text.getUint8(this.#start + 1))
  }
}

function placeOf(positions: readonly Position[]): Place {
  if (positions.every((at) => at === 'head')) return 'head'
  return positions.every((at) => at === 'values' || at === 'err') ? 'values' : undefined
}

/** Where the values of a structured message begin; `start` when it may not be one, for then a literal counts wherever it stands. */
function endOfConstant(text: DataView, start: number, end: number): number {
  if (text.getUint8(start) !== QUOTE) return start
  let at = start + 1
  while (at < end && text.getUint8(at) !== QUOTE) at += text.getUint8(at) === BACKSLASH ? 2 : 1
  let next = at + 2
  while (next < end && isLetter(text.getUint8(next))) next++
  const isPair = next > at + 2 && next < end && text.getUint8(at + 1) === BLANK && text.getUint8(next) === EQUALS
  return isPair ? at : start
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
