// The page that diagnoses, opened as a file in a real browser, and what a user does with it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { launch } from '../../scripts/browser.mjs'
import { buildWeb } from '../../scripts/build-web.mjs'
import { builtinRules } from '../../src/rules/load.ts'
import { watch, type Opened } from '../page/browser.ts'

/** A file as a user has it. */
export interface Given {
  readonly name: string
  readonly bytes: Uint8Array | string
}

export class WebPages {
  readonly #browser: Browser
  /** For the files of a test. */
  readonly folder: string = mkdtempSync(join(tmpdir(), 'kubelog-web-'))
  readonly #url: string

  private constructor(browser: Browser, html: string) {
    this.#browser = browser
    const file = join(this.folder, 'index.html')
    writeFileSync(file, html)
    this.#url = pathToFileURL(file).href
  }

  static async start(): Promise<WebPages> {
    const [browser, html] = await Promise.all([launch(), builtinRules().then(buildWeb)])
    return new WebPages(browser, html)
  }

  /** Only the page itself and the worker, which is made of a text in it, may be asked for. */
  async open(options: BrowserContextOptions = {}): Promise<Opened> {
    const context = await this.#browser.newContext({ viewport: { width: 1200, height: 900 }, ...options })
    const page = await context.newPage()
    const wrong = watch(page, (url) => url === this.#url || url.startsWith('blob:'))
    await page.goto(this.#url)
    return { page, wrong }
  }

  async end(): Promise<void> {
    await this.#browser.close()
    rmSync(this.folder, { recursive: true })
  }
}

/** Drops files on the page. */
export async function drop(page: Page, ...files: readonly Given[]): Promise<void> {
  const plain = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }))
  const dataTransfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer()
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      transfer.items.add(new File([bytes], name, { lastModified: Date.UTC(2024, 6, 1) }))
    }
    return transfer
  }, plain)
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer })
}

/** Drags what is on the disk onto the page, as the system does. */
export async function dropFromDesktop(page: Page, ...files: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
}

/** Pastes text as Ctrl+V does. */
export async function paste(page: Page, text: string, where = 'body'): Promise<void> {
  await page.locator(where).evaluate((element, text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

/** Chooses files of the disk. */
export async function choose(page: Page, ...paths: readonly string[]): Promise<void> {
  await page.locator('input[multiple]').setInputFiles([...paths])
}

/** What a button of the bar saves. */
export async function saved(page: Page, form: 'HTML' | 'Markdown' | 'JSON'): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: `Save the report as ${form}` }).click(),
  ])
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') }
}

/** The headline of the report, when it is there. */
export async function headline(page: Page): Promise<string> {
  return page.locator('.report h1').innerText()
}
