// Samples that are not made yet. Of the samples of a stretch of time only the first and the last are kept, and in a log that runs
// oldest first each match is the last one for a moment.

/** Makes what it has put off. */
interface Late {
  settle(): void
}

/** What waits holds on to its line; there is never more than this. */
const MOST = 256

export class Pending {
  #waiting: Late[] = []

  add(late: Late): void {
    this.#waiting.push(late)
    if (this.#waiting.length >= MOST) this.settle()
  }

  /** Lets go of all lines. */
  settle(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const late of waiting) late.settle()
  }
}
