// Elements of the page. Everything is made as nodes: no text is ever read as markup.
import type { ReportMark } from '../report/report.ts'
import { sanitize, sanitizeLine } from '../report/sanitize.ts'

export type Child = Node | string | undefined

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @example
 * el('p', { class: 'dim' }, 'no incident')
 */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  return fill(document.createElement(name), attributes, children)
}

export function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Name] {
  return fill(document.createElementNS(SVG, name), attributes, children)
}

/** A button with words or a mark on it. */
export function button(label: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, label)
  made.addEventListener('click', press)
  return made
}

/** How to listen to the window: as long as the page, or as `signal` says. */
export function listening(signal: AbortSignal | undefined): AddEventListenerOptions {
  return signal === undefined ? {} : { signal }
}

/** Text of a log on one line. */
export function line(text: string): string {
  return sanitizeLine(text)
}

/** Text of a log as it stands there, with a part of it marked. */
export function block(text: string, mark: ReportMark = { start: 0, end: 0 }): HTMLPreElement {
  const { start, end } = mark
  const marked = end > start ? el('mark', {}, sanitize(text.slice(start, end))) : undefined
  return el('pre', { tabindex: 0 }, el('code', {}, sanitize(text.slice(0, start)), marked, sanitize(text.slice(end))))
}

/** A section under a heading; undefined when there is nothing to put in. */
export function section(title: string, ...children: readonly Child[]): HTMLElement | undefined {
  const inside = children.filter((child) => child !== undefined)
  return inside.length === 0 ? undefined : el('section', {}, el('h3', {}, title), ...inside)
}

export function list(items: readonly string[]): HTMLElement | undefined {
  return items.length === 0 ? undefined : el('ul', {}, ...items.map((item) => el('li', {}, line(item))))
}

function fill<Made extends Element>(made: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}
