// The order of the lines of an input, by the steps from one to the next.
import { SECOND, UNDATED } from './instant.ts'

export type Order = 'oldest-first' | 'newest-first' | 'unordered' | 'single-time'

// Small steps back are everywhere: two sources in one journal, a stalled journald.
const FEW = 0.25

/** Counts the steps between instants, each line's to the next. */
export class OrderFinder {
  #last = UNDATED
  #ups = 0
  #downs = 0
  /** The same by whole seconds: some viewers sort by these alone, and leave what is within one as it was. */
  #secondUps = 0
  #secondDowns = 0

  add(us: number): void {
    const last = this.#last
    this.#last = us
    if (last === UNDATED || us === last) return
    if (us > last) this.#ups++
    else this.#downs++
    const step = Math.floor(us / SECOND) - Math.floor(last / SECOND)
    if (step > 0) this.#secondUps++
    else if (step < 0) this.#secondDowns++
  }

  get order(): Order {
    return orderOf(this.#secondUps, this.#secondDowns) ?? orderOf(this.#ups, this.#downs) ?? 'single-time'
  }
}

function orderOf(ups: number, downs: number): Order | undefined {
  const steps = ups + downs
  if (steps === 0) return undefined
  if (downs <= steps * FEW) return 'oldest-first'
  return ups <= steps * FEW ? 'newest-first' : 'unordered'
}
