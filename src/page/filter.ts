// Which incidents are shown: by level, node, and any text of them.
import { LEVELS, type Level } from '../rules/rule.ts'
import type { ReportIncident } from '../report/report.ts'
import { button, el, line } from './dom.ts'

export class Filter {
  readonly element: HTMLElement
  readonly #incidents: readonly ReportIncident[]
  readonly #texts: ReadonlyMap<ReportIncident, string>
  readonly #changed: (shown: readonly ReportIncident[]) => void
  readonly #hidden = new Set<Level>()
  readonly #node = el('input', { type: 'search', list: 'nodes', placeholder: 'All nodes', 'aria-label': 'Node' })
  readonly #text = el('input', {
    type: 'search',
    placeholder: 'Pod, image, rule, words …',
    'aria-label': 'Search in incidents',
  })
  readonly #count = el('output', { class: 'dim' })

  constructor(incidents: readonly ReportIncident[], changed: (shown: readonly ReportIncident[]) => void) {
    this.#incidents = incidents
    this.#changed = changed
    this.#texts = new Map(incidents.map((incident) => [incident, words(incident)]))
    const nodes = [...new Set(incidents.map(({ node }) => line(node)))].sort()
    const levels = LEVELS.filter((level) => incidents.some((incident) => incident.level === level))
    this.element = el(
      'search',
      { class: 'filter', 'aria-label': 'Filter incidents' },
      el(
        'span',
        { class: 'levels', role: 'group', 'aria-label': 'Levels' },
        ...levels.map((level) => this.#toggle(level)),
      ),
      this.#node,
      el('datalist', { id: 'nodes' }, ...nodes.map((node) => el('option', { value: node }))),
      this.#text,
      this.#count,
    )
    for (const input of [this.#node, this.#text]) input.addEventListener('input', () => this.apply())
  }

  apply(): void {
    const node = this.#node.value.trim().toLowerCase()
    const terms = this.#text.value.toLowerCase().split(/\s+/).filter(Boolean)
    const shown = this.#incidents.filter(
      (incident) =>
        !this.#hidden.has(incident.level) &&
        line(incident.node).toLowerCase().includes(node) &&
        terms.every((term) => this.#texts.get(incident)?.includes(term)),
    )
    this.#count.textContent = `${shown.length.toLocaleString('en-US')} of ${this.#incidents.length.toLocaleString('en-US')}`
    this.#changed(shown)
  }

  /** Shows only what has some words in it. */
  search(text: string): void {
    this.#text.value = text
    this.apply()
  }

  #toggle(level: Level): HTMLElement {
    const count = this.#incidents.filter((incident) => incident.level === level).length
    const made = button(
      `${level} ${count}`,
      () => {
        const isShown = this.#hidden.delete(level)
        if (!isShown) this.#hidden.add(level)
        made.setAttribute('aria-pressed', String(isShown))
        this.apply()
      },
      { class: `level ${level}`, 'aria-pressed': 'true' },
    )
    return made
  }
}

function words({ id, node, status, cause, effects, timeline }: ReportIncident): string {
  const all = [
    id,
    node,
    status,
    ...[cause, ...effects].flatMap(({ rule, title, subjects }) => [rule, title, ...subjects]),
    ...timeline.map(({ summary }) => summary),
  ]
  return line(all.join('\n')).toLowerCase()
}
