// Pages in a real browser. Whatever a page does that it must not do is noted: errors, requests, dialogs.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launch } from '../../scripts/browser.mjs'
import { buildPage } from '../../scripts/build-page.mjs'
import { formatHtml, type PageAssets } from '../../src/report/html/html.ts'
import type { Report } from '../../src/report/report.ts'

export interface Opened {
  readonly page: Page
  /** Console errors and warnings, exceptions, dialogs, and requests for anything but the page itself. */
  readonly wrong: readonly string[]
}

export class Pages {
  readonly #browser: Browser
  readonly #assets: PageAssets
  readonly #folder: string = mkdtempSync(join(tmpdir(), 'kubelog-page-'))

  private constructor(browser: Browser, assets: PageAssets) {
    this.#browser = browser
    this.#assets = assets
  }

  static async start(): Promise<Pages> {
    return new Pages(await launch(), await buildPage())
  }

  /** Opens the page of a report. */
  async open(report: Report, options: BrowserContextOptions = {}): Promise<Opened> {
    const file = join(this.#folder, 'report.html')
    writeFileSync(file, formatHtml(report, this.#assets))
    const context = await this.#browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })
    const page = await context.newPage()
    const wrong = watch(page, (url) => url === pathToFileURL(file).href)
    await page.goto(pathToFileURL(file).href)
    return { page, wrong }
  }

  async end(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true })
  }
}

/** Notes what the page does that it must not do. */
export function watch(page: Page, isAllowed: (url: string) => boolean): string[] {
  const wrong: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(message.text())
  })
  page.on('pageerror', (error) => wrong.push(String(error)))
  page.on('request', (request) => {
    if (!isAllowed(request.url())) wrong.push(request.url())
  })
  page.on('dialog', (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  return wrong
}
