// The form for what a log does not say: its time zone, its year, its node.
import { el } from '../page/dom.ts'
import { parseZone } from '../time/zone.ts'
import type { Given } from './messages.ts'

const FIRST_YEAR = 1970
const LAST_YEAR = 2200

export class GivenForm {
  readonly element: HTMLElement
  readonly #zone = el('input', { id: 'zone', list: 'zones', placeholder: 'UTC', autocomplete: 'off', size: 16 })
  readonly #year = el('input', {
    id: 'year',
    inputmode: 'numeric',
    placeholder: 'of the file',
    autocomplete: 'off',
    size: 10,
  })
  readonly #node = el('input', { id: 'node', placeholder: 'unknown', autocomplete: 'off', size: 16 })

  constructor() {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const zones = new Set([timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])
    this.element = el(
      'div',
      { class: 'given' },
      field('Time zone', 'of times without one', this.#zone),
      field('Year', 'of the first line without one', this.#year),
      field('Node', 'of lines without a host', this.#node),
      el('datalist', { id: 'zones' }, ...[...zones].map((value) => el('option', { value }))),
    )
    this.#zone.addEventListener('input', () => this.#check())
    this.#year.addEventListener('input', () => this.#check())
  }

  /** undefined when something is wrong; then the reader is told what, and where. */
  read(): Given | undefined {
    this.#check()
    const wrong = [this.#zone, this.#year].find((input) => !input.checkValidity())
    if (wrong !== undefined) {
      wrong.closest('details')?.setAttribute('open', '')
      wrong.reportValidity()
      return undefined
    }
    const [timezone, year, node] = [this.#zone, this.#year, this.#node].map(({ value }) => value.trim())
    return {
      ...(timezone && { timezone }),
      ...(year && { year: Number(year) }),
      ...(node && { node }),
    }
  }

  #check(): void {
    const zone = this.#zone.value.trim()
    const isZone = zone === '' || parseZone(zone) !== undefined
    this.#zone.setCustomValidity(isZone ? '' : 'There is no such zone. Try UTC, +02:00 or Europe/Berlin.')
    const year = this.#year.value.trim()
    const isYear = year === '' || (/^\d{4}$/.test(year) && Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR)
    this.#year.setCustomValidity(isYear ? '' : 'Give a year with four digits, such as 2024.')
  }
}

function field(name: string, help: string, input: HTMLInputElement): HTMLElement {
  const id = `${input.id}-help`
  input.setAttribute('aria-describedby', id)
  return el('p', {}, el('label', { for: input.id }, name), input, el('span', { id, class: 'dim' }, help))
}
