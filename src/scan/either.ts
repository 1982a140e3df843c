// Lines of text go to one runner, lines of JSON to another: a kernel knows nothing of JSON.
import { JsonShape } from './json/json-shape.ts'
import type { Said } from './messages.ts'
import type { Run } from './run.ts'
import type { Known, Runner } from './runner.ts'
import type { Shape } from './shape.ts'

/** At one time, only shapes of one kind are known; the runner of these goes on. */
export class EitherRunner implements Runner {
  readonly #text: Runner<Shape>
  readonly #json: Runner
  #active: Runner<Shape>

  constructor(text: Runner<Shape>, json: Runner) {
    this.#text = text
    this.#json = json
    this.#active = text
  }

  get run(): Run {
    return this.#active.run
  }

  get capacity(): number {
    return this.#text.capacity
  }

  open(bytes: Uint8Array, had?: number): void {
    this.#text.open(bytes, had)
    this.#json.open(bytes, had)
  }

  know(number: number, known: Known | undefined): void {
    const { shape, likeness } = known ?? {}
    const isJson = shape instanceof JsonShape
    this.#json.know(number, isJson ? known : undefined)
    this.#text.know(number, shape && likeness && !isJson ? { shape, likeness } : undefined)
    if (shape !== undefined) this.#turnTo(isJson ? this.#json : this.#text)
  }

  remember(said: Said): number | undefined {
    return this.#active.remember(said)
  }

  forget(): void {
    this.#active.forget()
  }

  go(start: number, end: number): void {
    this.#active.go(start, end)
  }

  goOn(end: number): void {
    this.#active.goOn(end)
  }

  /** The numbers of the messages that the other one has remembered stand for others from now on. */
  #turnTo(runner: Runner<Shape>): void {
    if (runner === this.#active) return
    runner.forget()
    this.#active = runner
  }
}
