// Zooming by the wheel or by pinching, moving by dragging.
import { widthOf } from './axis.ts'
import { panned, zoomed, type Range } from './scale.ts'

export interface Viewer {
  readonly view: () => Range
  readonly full: () => Range
  readonly look: (view: Range) => void
}

const WHEEL = 200

export function listenToGestures(place: HTMLElement, axis: HTMLElement, viewer: Viewer): void {
  place.addEventListener('wheel', (event) => wheel(event, axis, viewer), { passive: false })
  place.addEventListener('pointerdown', (event) => drag(event, axis, viewer))
}

/** With Ctrl, as pinching does, the wheel zooms; sideways it moves; else the rows scroll. */
function wheel(event: WheelEvent, axis: HTMLElement, { view, full, look }: Viewer): void {
  if (!event.ctrlKey && event.deltaX === 0) return
  event.preventDefault()
  if (event.ctrlKey) look(zoomed(view(), Math.exp(event.deltaY / WHEEL), timeAt(event.clientX, axis, view()), full()))
  else look(panned(view(), event.deltaX / widthOf(axis), full()))
}

function drag(start: PointerEvent, axis: HTMLElement, { view, full, look }: Viewer): void {
  const { target } = start
  const isOnSomething = target instanceof Element && target.closest('.mark, .label') !== null
  if (start.button !== 0 || start.pointerType === 'touch' || isOnSomething) return
  const from = view()
  const move = ({ clientX }: PointerEvent): void =>
    look(panned(from, (start.clientX - clientX) / widthOf(axis), full()))
  addEventListener('pointermove', move)
  addEventListener('pointerup', () => removeEventListener('pointermove', move), { once: true })
}

function timeAt(x: number, axis: HTMLElement, { from, to }: Range): number {
  const { left } = axis.getBoundingClientRect()
  return from + ((x - left) / widthOf(axis)) * (to - from)
}
