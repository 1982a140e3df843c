// The ticks above the rows.
import { el } from '../dom.ts'
import { share, ticks, type Range } from './scale.ts'

const TICK_WIDTH = 92
/** Before the page has been laid out. */
const WIDTH = 800

export function widthOf(axis: HTMLElement): number {
  return axis.clientWidth || WIDTH
}

export function drawAxis(axis: HTMLElement, view: Range): void {
  const made = ticks(view, Math.max(2, Math.floor(widthOf(axis) / TICK_WIDTH)))
  axis.replaceChildren(
    ...made.map(({ us, label, date }) => {
      const tick = el('span', { class: 'tick' }, date === undefined ? '' : el('b', {}, date), el('span', {}, label))
      tick.style.left = `${share(view, us) * 100}%`
      return tick
    }),
  )
}
