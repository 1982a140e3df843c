// The report with what stands around it: a bar to save it, notes, and a form to read the logs again in another way.
import { button, el, line } from '../page/dom.ts'
import { renderReport } from '../page/render.ts'
import type { PageAssets } from '../report/html/html.ts'
import { plural } from '../report/text/words.ts'
import type { GivenForm } from './given.ts'
import type { Outcome, WebFile } from './messages.ts'
import { guesses, hint, notices } from './notices.ts'
import { saves } from './saves.ts'

/** For the head of the page. */
export function reportBar({ report }: Outcome, files: readonly WebFile[], page: PageAssets, back: () => void): Node[] {
  const name = files.length === 1 ? (files[0]?.name ?? '') : ''
  return [
    button('← New log', back),
    el('span', { class: 'log wide' }, name === '' ? plural(files.length, 'file') : line(name)),
    saves(report, name, page),
  ]
}

/** `again` reads the logs again; `signal` ends what the report listens to. */
export function reportView(outcome: Outcome, given: GivenForm, again: () => void, signal: AbortSignal): HTMLElement {
  const { report } = outcome
  const root = el('div', { class: 'report' })
  renderReport(root, report, signal)
  const title = root.querySelector('h1')
  title?.setAttribute('tabindex', '-1')
  title?.after(...[hint(report)].filter((made) => made !== undefined))
  const view = el('div', { class: 'with-notes' }, notices(outcome), root)
  // What is guessed may change all that is below it.
  const form = readAgain(guesses(report), given, again)
  if (guesses(report) === '') view.append(form)
  else root.before(form)
  return view
}

function readAgain(guessed: string, given: GivenForm, read: () => void): HTMLElement {
  const summary =
    guessed === ''
      ? [el('span', { class: 'link' }, 'Read again with another time zone, year or node')]
      : [`${guessed.charAt(0).toUpperCase()}${guessed.slice(1)}. `, el('span', { class: 'link' }, 'Change')]
  return el(
    'details',
    { class: 'again panel' },
    el('summary', {}, ...summary),
    given.element,
    el('p', { class: 'buttons' }, button('Read again', read, { class: 'primary' })),
  )
}
