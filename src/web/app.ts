// The page from the first log to the report, and back.
import { el } from '../page/dom.ts'
import { themeButton } from '../page/theme.ts'
import { verdict } from '../report/account.ts'
import { pageTitle } from '../report/html/html.ts'
import type { Assets } from './assets.ts'
import { Engine } from './engine.ts'
import { GivenForm } from './given.ts'
import { listen } from './listen.ts'
import type { Outcome, WebFile } from './messages.ts'
import { notices } from './notices.ts'
import { Reading } from './reading.ts'
import { reportBar, reportView } from './report-view.ts'
import { start } from './start.ts'

const NAME = 'kubelog-diagnose'

/** A report, and what it is of. */
interface Diagnosed {
  readonly files: readonly WebFile[]
  readonly outcome: Outcome
}

/** Epoch milliseconds. */
type Clock = () => number

export class App {
  readonly #root: HTMLElement
  readonly #assets: Assets
  readonly #clock: Clock
  readonly #engine: Engine
  readonly #given = new GivenForm()
  readonly #bar = el('div', { class: 'report-bar' })
  readonly #main = el('main')
  readonly #said = el('p', { class: 'unseen', role: 'status' })
  #last: Diagnosed | undefined
  #shown = new AbortController()

  constructor(root: HTMLElement, assets: Assets, clock: Clock) {
    this.#assets = assets
    this.#clock = clock
    this.#engine = new Engine(assets)
    this.#root = root
  }

  open(): void {
    const brand = el('span', { class: 'brand' }, NAME)
    const header = el('header', { class: 'app' }, brand, this.#bar, themeButton())
    // A browser that saves the page may save what was made in it too.
    document.querySelector('#page')?.remove()
    this.#root.append(el('div', { id: 'page' }, header, this.#main, this.#said))
    listen(this.#root, { read: (files) => this.read(files), failed: (error) => this.#refused(error) })
    addEventListener('popstate', () => this.#atHistory())
    // A page that was loaded again has no report any more.
    if (history.state === NAME) history.replaceState(null, '')
    this.#start()
  }

  read(files: readonly WebFile[]): void {
    const given = this.#given.read()
    if (files.length === 0 || given === undefined) return
    const reading = new Reading(
      files,
      this.#clock,
      () => this.#engine.stop(),
      () => this.#cancel(),
    )
    const work = this.#engine.read({ files, given, now: this.#clock() }, (progress) => reading.show(progress))
    this.#show(reading.element, `Reading. ${NAME}`)
    work.then(
      (outcome) => this.#done({ files, outcome }),
      (error: unknown) => this.#failed(error),
    )
  }

  #start(...notes: readonly (HTMLElement | undefined)[]): void {
    const example = (): void =>
      this.read(this.#assets.sample.map(({ name, text }) => ({ name, blob: new Blob([text]) })))
    const view = start(this.#given, { read: (files) => this.read(files), example })
    view.prepend(...notes.filter((note) => note !== undefined))
    this.#show(view, NAME)
  }

  #cancel(): void {
    this.#atHistory()
    this.#say('Cancelled.')
  }

  #done(diagnosed: Diagnosed): void {
    if (diagnosed.outcome.logs === 0) {
      this.#start(notices(diagnosed.outcome))
      return this.#say('Nothing was read.')
    }
    this.#last = diagnosed
    if (history.state !== NAME) history.pushState(NAME, '')
    this.#report(diagnosed)
  }

  #failed(error: unknown): void {
    this.#trouble(`The engine failed, which is a bug: ${wordsOf(error)}`)
  }

  #refused(error: unknown): void {
    this.#trouble(`The browser does not let it be read (${wordsOf(error)}). “Choose files” may.`)
  }

  #trouble(words: string): void {
    this.#engine.cancel()
    this.#start(el('section', { class: 'notices panel' }, el('p', {}, words)))
    this.#say(words)
  }

  #report({ outcome, files }: Diagnosed): void {
    this.#shown.abort()
    this.#shown = new AbortController()
    const view = reportView(outcome, this.#given, () => this.read(files), this.#shown.signal)
    const bar = reportBar(outcome, files, this.#assets.page, () => history.back())
    this.#show(view, `${pageTitle(outcome.report)} - ${NAME}`, bar)
    this.#say(verdict(outcome.report))
  }

  /** The browser's own way back and forth, between the page without and with a report. */
  #atHistory(): void {
    this.#engine.cancel()
    if (history.state === NAME && this.#last !== undefined) this.#report(this.#last)
    else this.#start()
  }

  #show(view: HTMLElement, title: string, bar: readonly Node[] = []): void {
    document.title = title
    this.#bar.replaceChildren(...bar)
    this.#main.replaceChildren(view)
    scrollTo(0, 0)
    view.querySelector('h1')?.focus({ preventScroll: true })
  }

  #say(words: string): void {
    this.#said.textContent = words
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
