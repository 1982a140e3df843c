// What a source gives, or nothing for a while.

/** Asks a source for one item at a time, and waits no longer for it than it is told to. */
export class Arrivals<Item> {
  readonly #iterator: AsyncIterator<Item>
  #isAsked = false
  #arrived: { readonly result: IteratorResult<Item> } | { readonly error: unknown } | undefined
  #wake = (): void => {}

  constructor(source: AsyncIterable<Item>) {
    this.#iterator = source[Symbol.asyncIterator]()
  }

  /** The next item, or undefined when none has come after `ms` milliseconds; without `ms` it waits. Throws what the source throws. */
  async next(ms: number | undefined): Promise<IteratorResult<Item> | undefined> {
    if (!this.#isAsked) this.#ask()
    if (this.#arrived === undefined) await this.#wait(ms)
    const arrived = this.#arrived
    if (arrived === undefined) return undefined
    this.#arrived = undefined
    this.#isAsked = false
    if ('error' in arrived) throw arrived.error
    return arrived.result
  }

  /** Lets go of the source, without waiting: a silent one would answer when it next says something. */
  leave(): void {
    const closing = async (): Promise<unknown> => this.#iterator.return?.()
    closing().catch(() => {}) // nobody is left who could be told
  }

  #ask(): void {
    this.#isAsked = true
    const arrive = (arrived: { result: IteratorResult<Item> } | { error: unknown }): void => {
      this.#arrived = arrived
      this.#wake()
    }
    this.#iterator.next().then(
      (result) => arrive({ result }),
      (error: unknown) => arrive({ error }),
    )
  }

  /** Not Promise.race(): a silent source would keep something for every wait. */
  async #wait(ms: number | undefined): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined
    await new Promise<void>((wake) => {
      this.#wake = wake
      if (ms !== undefined) timer = setTimeout(wake, ms)
    })
    clearTimeout(timer)
    this.#wake = () => {}
  }
}
