// How far the reading is, and two ways out of it.
import { button, el, line } from '../page/dom.ts'
import { sizeWords } from '../report/text/words.ts'
import type { Progress, WebFile } from './messages.ts'
import { waitWords } from './wait.ts'

/** A rate is not believed before that. Milliseconds. */
const WARM_UP = 700

export class Reading {
  readonly element: HTMLElement
  readonly #bar: HTMLProgressElement
  readonly #name = el('span', { class: 'log' })
  readonly #words = el('p', { class: 'dim numbers' })
  readonly #total: number
  readonly #clock: () => number
  readonly #begin: number

  /** `clock` gives milliseconds. */
  constructor(files: readonly WebFile[], clock: () => number, stop: () => void, cancel: () => void) {
    this.#total = files.reduce((sum, { blob }) => sum + blob.size, 0)
    this.#clock = clock
    this.#begin = clock()
    this.#bar = el('progress', { max: Math.max(this.#total, 1), value: 0, 'aria-label': 'Read' })
    this.element = el(
      'section',
      { class: 'reading panel', 'aria-labelledby': 'reading-title' },
      el('h1', { id: 'reading-title', tabindex: -1 }, 'Reading ', this.#name),
      this.#bar,
      this.#words,
      el('p', { class: 'buttons' }, button('Cancel', cancel), button('Stop here and show what was read', stop)),
    )
    this.show({ read: 0, name: files[0]?.name ?? '' })
  }

  show({ read, name }: Progress): void {
    const seconds = (this.#clock() - this.#begin) / 1000
    const rate = read / Math.max(seconds, 0.001)
    this.#bar.value = read
    this.#name.textContent = line(name)
    const rates = seconds * 1000 < WARM_UP ? [] : [`${sizeWords(rate)}/s`, waitWords((this.#total - read) / rate)]
    this.#words.textContent = [`${sizeWords(read)} of ${sizeWords(this.#total)}`, ...rates].join(' · ')
  }
}
