// The interactive timeline. Only the rows that are seen exist, so that thousands of incidents are no burden.
import type { ReportIncident } from '../../report/report.ts'
import { button, el, line, listening } from '../dom.ts'
import { drawAxis } from './axis.ts'
import { listenToGestures } from './gestures.ts'
import { below, beside, inTime, type Place } from './keys.ts'
import { extent, toLanes, type Lane, type Mark } from './lanes.ts'
import { padded, panned, share, within, zoomed, type Range } from './scale.ts'
import { markDetail, markName } from './words.ts'

const ROW = 28
/** Rows beyond the edges, so that scrolling shows no gaps. */
const SPARE = 4
const CLOSER = 0.5

const HELP =
  'Arrow keys go from event to event, left and right in time, up and down between rows. Plus and minus zoom, 0 shows all, Page Up and Page Down move, Enter opens the incident.'

export class Timeline {
  readonly element: HTMLElement
  readonly #open: (incident: ReportIncident) => void
  readonly #axis = el('div', { class: 'axis', 'aria-hidden': 'true' })
  readonly #rows = el('div', { class: 'rows' })
  readonly #scroller = el('div', { class: 'scroller' }, this.#axis, this.#rows)
  readonly #detail = el('div', { class: 'detail', role: 'region', 'aria-label': 'Event' })
  #lanes: readonly Lane[] = []
  /** Are they of several nodes? */
  #hasNodes = false
  #order: readonly Place[] = []
  #full: Range = { from: 0, to: 1 }
  #view: Range = { from: 0, to: 1 }
  #at: Place = { lane: 0, mark: 0 }

  constructor(open: (incident: ReportIncident) => void, signal?: AbortSignal) {
    this.#open = open
    this.#scroller.setAttribute('role', 'group')
    this.#scroller.setAttribute('aria-label', 'Events over time')
    this.#scroller.setAttribute('aria-describedby', 'timeline-help')
    const help = el('p', { id: 'timeline-help', class: 'help' }, HELP)
    this.element = el(
      'section',
      { class: 'timeline', 'aria-labelledby': 'timeline-title' },
      el(
        'div',
        { class: 'bar' },
        el('h2', { id: 'timeline-title' }, 'Timeline'),
        el('span', { class: 'dim' }, 'UTC'),
        this.#buttons(),
      ),
      this.#scroller,
      this.#detail,
      help,
    )
    this.#listen(signal)
  }

  show(incidents: readonly ReportIncident[]): void {
    this.#lanes = toLanes(incidents)
    this.#order = inTime(this.#lanes)
    this.#hasNodes = new Set(incidents.map(({ node }) => node)).size > 1
    this.#at = this.#order[0] ?? { lane: 0, mark: 0 }
    const whole = extent(this.#lanes)
    this.element.hidden = whole === undefined
    if (whole === undefined) return
    this.#full = padded(whole)
    this.#view = this.#full
    this.#rows.style.height = `${this.#lanes.length * ROW}px`
    this.#scroller.scrollTop = 0
    this.#detail.replaceChildren(el('p', { class: 'dim' }, 'Point at an event, or press Tab and the arrow keys.'))
    this.draw()
  }

  draw(): void {
    drawAxis(this.#axis, this.#view)
    const first = Math.max(0, Math.floor(this.#scroller.scrollTop / ROW) - SPARE)
    const count = Math.ceil((this.#scroller.clientHeight || 400) / ROW) + 2 * SPARE
    const hadFocus = this.#rows.contains(document.activeElement)
    const lanes = this.#lanes.slice(first, first + count)
    this.#rows.replaceChildren(...lanes.map((lane, index) => this.#row(lane, first + index)))
    if (hadFocus) this.#bar()?.focus({ preventScroll: true })
  }

  #buttons(): HTMLElement {
    const zoom = (factor: number): void => this.#look(zoomed(this.#view, factor, this.#middle(), this.#full))
    return el(
      'span',
      { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
      button('−', () => zoom(1 / CLOSER), { 'aria-label': 'Zoom out' }),
      button('+', () => zoom(CLOSER), { 'aria-label': 'Zoom in' }),
      button('Fit', () => this.#look(this.#full), { 'aria-label': 'Fit: show all of the time' }),
    )
  }

  #listen(signal?: AbortSignal): void {
    this.#scroller.addEventListener('scroll', () => this.draw())
    this.#scroller.addEventListener('keydown', (event) => this.#key(event))
    listenToGestures(this.#scroller, this.#axis, {
      view: () => this.#view,
      full: () => this.#full,
      look: (view) => this.#look(view),
    })
    addEventListener('resize', () => this.draw(), listening(signal))
  }

  #row(lane: Lane, index: number): HTMLElement {
    const { incident, kind, label } = lane
    const isNamed = kind === 'cause' && this.#hasNodes
    const node = isNamed ? el('span', { class: 'dim' }, `${line(incident.node)} `) : undefined
    const name = el(
      'div',
      { class: `label ${kind}`, title: `${line(incident.node)}: ${line(label)}` },
      node,
      line(label),
    )
    const bars = lane.marks.flatMap((mark, at) => this.#barOf(mark, { lane: index, mark: at }))
    const row = el('div', { class: `row ${kind}` }, name, el('div', { class: 'track' }, ...bars))
    row.style.top = `${index * ROW}px`
    return row
  }

  #barOf(mark: Mark, place: Place): HTMLElement[] {
    if (mark.to < this.#view.from || mark.from > this.#view.to) return []
    const isAt = place.lane === this.#at.lane && place.mark === this.#at.mark
    const name = markName(mark)
    const state = mark.run === undefined ? '' : ` ${mark.run.state}`
    const bar = el('button', {
      type: 'button',
      class: `mark ${mark.kind}${state}`,
      'aria-label': name,
      tabindex: isAt ? 0 : -1,
    })
    const left = Math.max(0, share(this.#view, mark.from))
    bar.style.left = `${left * 100}%`
    bar.style.width = `${(Math.min(1, share(this.#view, mark.to)) - left) * 100}%`
    bar.addEventListener('pointerenter', () => this.#tell(mark))
    bar.addEventListener('focus', () => {
      this.#at = place
      this.#tell(mark)
    })
    // A click of the keyboard has no place; that of a mouse has put the focus here, which tells of the event.
    bar.addEventListener('click', ({ detail }) => {
      if (detail === 0) this.#open(mark.incident)
      else bar.focus()
    })
    return [bar]
  }

  #tell(mark: Mark): void {
    const open = button('Open the incident', () => this.#open(mark.incident), { class: 'open-incident' })
    this.#detail.replaceChildren(...markDetail(mark), el('p', {}, open))
  }

  /** The bar that the keyboard is at. */
  #bar(): HTMLElement | undefined {
    return this.#rows.querySelector<HTMLElement>('.mark[tabindex="0"]') ?? undefined
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const act = this.#actions()[event.key]
    if (act === undefined) return
    event.preventDefault()
    act()
  }

  #actions(): Readonly<Record<string, () => void>> {
    const here = this.#lanes[this.#at.lane]?.marks[this.#at.mark]
    const at = here === undefined ? this.#middle() : (here.from + here.to) / 2
    const zoom = (factor: number) => (): void => this.#look(zoomed(this.#view, factor, at, this.#full))
    const pan = (share: number) => (): void => this.#look(panned(this.#view, share, this.#full))
    const go = (place: Place | undefined) => (): void => this.#go(place)
    return {
      ArrowRight: go(beside(this.#order, this.#at, 1)),
      ArrowLeft: go(beside(this.#order, this.#at, -1)),
      ArrowDown: go(below(this.#lanes, this.#at, 1)),
      ArrowUp: go(below(this.#lanes, this.#at, -1)),
      Home: go(this.#order[0]),
      End: go(this.#order.at(-1)),
      PageDown: pan(0.5),
      PageUp: pan(-0.5),
      '+': zoom(CLOSER),
      '=': zoom(CLOSER),
      '-': zoom(1 / CLOSER),
      '0': () => this.#look(this.#full),
    }
  }

  /** Goes to a bar and brings it into view. */
  #go(place: Place | undefined): void {
    const mark = place && this.#lanes[place.lane]?.marks[place.mark]
    if (place === undefined || mark === undefined) return
    this.#at = place
    const { from, to } = this.#view
    if (mark.to < from || mark.from > to) {
      const half = (to - from) / 2
      this.#view = within({ from: mark.from - half, to: mark.from + half }, this.#full)
    }
    const top = place.lane * ROW
    const { scrollTop, clientHeight } = this.#scroller
    const room = clientHeight - this.#axis.offsetHeight // which stays on top of the rows
    if (top < scrollTop) this.#scroller.scrollTop = top
    if (top + ROW > scrollTop + room) this.#scroller.scrollTop = top + ROW - room
    this.draw()
    this.#bar()?.focus({ preventScroll: true })
  }

  #look(view: Range): void {
    this.#view = view
    this.draw()
  }

  #middle(): number {
    return (this.#view.from + this.#view.to) / 2
  }
}
