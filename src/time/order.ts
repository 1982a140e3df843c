// The order of the lines of an input, by the steps from one to the next.
import { SECOND, UNDATED } from './instant.ts'

/** How the times of an input follow each other. */
export type Order = 'oldest-first' | 'newest-first' | 'unordered' | 'single-time'

// Small steps back are everywhere: two sources in one journal, a stalled journald.
const FEW = 0.25

/** Steps forward and back in time, and the same by whole seconds. */
export interface Steps {
  readonly ups: number
  readonly downs: number
  readonly secondUps: number
  readonly secondDowns: number
}

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

  /** Takes lines with their first and last instant, and the steps between them. */
  addSteps({ ups, downs, secondUps, secondDowns }: Steps, first: number, last: number): void {
    this.add(first)
    this.#ups += ups
    this.#downs += downs
    this.#secondUps += secondUps
    this.#secondDowns += secondDowns
    this.#last = last
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
