// The list of incidents, some at a time.
import type { Report, ReportIncident } from '../report/report.ts'
import { card, fillCard } from './card.ts'
import { button, el, listening } from './dom.ts'

const AT_ONCE = 50

export class Cards {
  readonly element: HTMLElement
  readonly #list = el('div', { class: 'cards' })
  readonly #more = button('', () => this.#grow(AT_ONCE), { class: 'more' })
  readonly #facts: ReadonlyMap<string, Report['nodes'][number]['facts']>
  readonly #made = new Map<ReportIncident, HTMLDetailsElement>()
  #shown: readonly ReportIncident[] = []
  #count = 0

  constructor({ nodes }: Report, signal?: AbortSignal) {
    this.#facts = new Map(nodes.map(({ name, facts }) => [name, facts]))
    this.element = el(
      'section',
      { 'aria-labelledby': 'incidents-title' },
      el('h2', { id: 'incidents-title' }, 'Incidents'),
      this.#list,
      this.#more,
    )
    addEventListener('beforeprint', () => this.#openAll(), listening(signal))
  }

  show(incidents: readonly ReportIncident[]): void {
    this.#shown = incidents
    this.#count = 0
    this.#grow(AT_ONCE)
  }

  /** Opens an incident's card and goes there. */
  open(incident: ReportIncident): void {
    const index = this.#shown.indexOf(incident)
    if (index >= this.#count) this.#grow(index + 1 - this.#count)
    const made = this.#card(incident)
    made.open = true
    fillCard(made, incident, this.#factsOf(incident))
    made.scrollIntoView({ block: 'start' })
    made.querySelector('summary')?.focus({ preventScroll: true })
  }

  #grow(by: number): void {
    this.#count = Math.min(this.#shown.length, this.#count + by)
    this.#list.replaceChildren(...this.#shown.slice(0, this.#count).map((incident) => this.#card(incident)))
    const left = this.#shown.length - this.#count
    this.#more.hidden = left === 0
    this.#more.textContent = `Show ${Math.min(left, AT_ONCE)} more of ${left}`
  }

  #card(incident: ReportIncident): HTMLDetailsElement {
    const made = this.#made.get(incident) ?? card(incident, this.#factsOf(incident))
    this.#made.set(incident, made)
    return made
  }

  #factsOf({ node }: ReportIncident): Report['nodes'][number]['facts'] {
    return this.#facts.get(node) ?? {}
  }

  /** Paper has nothing to press. */
  #openAll(): void {
    for (const incident of this.#shown.slice(0, this.#count)) {
      const made = this.#card(incident)
      made.open = true
      fillCard(made, incident, this.#factsOf(incident))
    }
  }
}
