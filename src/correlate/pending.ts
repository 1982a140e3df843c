// Tallies with a line that stands in a block which is about to be written over.

interface Holder {
  keep(): void
}

export class Pending {
  #waiting: Holder[] = []

  add(holder: Holder): void {
    this.#waiting.push(holder)
  }

  /** Lets go of all lines. */
  settle(): void {
    for (const holder of this.#waiting) holder.keep()
    this.#waiting = []
  }
}
