// The HTML report in a real Chromium: it is read, walked through by keyboard, attacked, printed.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { chromiumPath } from '../../scripts/browser.mjs'
import type { Report, ReportIncident } from '../../src/report/report.ts'
import { sanitizeLine } from '../../src/report/sanitize.ts'
import { allReports, ATTACKS, type ReportName } from '../report/reports.ts'
import { Pages } from './browser.ts'

jest.setTimeout(60_000)

const inBrowser = chromiumPath === undefined ? describe.skip : describe
const where = chromiumPath === undefined ? 'in a browser (skipped: there is no Chromium)' : 'in a browser'

let reports: Record<ReportName, Report>
let pages: Pages

beforeAll(async () => {
  if (chromiumPath === undefined) return
  reports = await allReports()
  pages = await Pages.start()
})

afterAll(async () => {
  await (pages as Pages | undefined)?.end()
})

/** 200 nodes with 10,000 events and more. */
function fleet(): Report {
  const { incidents } = reports['every rule']
  const many = Array.from({ length: 6400 }, (_, index): ReportIncident => {
    const incident = incidents[index % incidents.length] as ReportIncident // there are some
    return { ...incident, id: `i${index}`, node: `node-${index % 200}` }
  })
  return { ...reports['every rule'], incidents: many }
}

const detail = (page: Page): Promise<string> => page.locator('.detail').innerText()
const ticks = (page: Page): Promise<string> => page.locator('.axis').innerText()

inBrowser(`the page ${where}`, () => {
  test('tells the incident, in a heading, a list of facts and a first command', async () => {
    const { page, wrong } = await pages.open(reports.sample)
    expect(await page.locator('h1').innerText()).toBe('inotify watches exhausted → kubelet exited')
    expect(await page.locator('.badges').innerText()).toMatch(/CRITICAL\s+ongoing\s+node01/)
    expect(await page.locator('.hero dl').innerText()).toMatch(/Since\s+2024-06-02 15:39:04 UTC, last seen 15:59:24/)
    expect(await page.locator('.hero .command code').innerText()).toBe(
      'sudo sysctl -w fs.inotify.max_user_watches=1048576',
    )
    expect(await page.locator('.story li').count()).toBe(reports.sample.incidents[0]?.timeline.length)
    expect(await page.locator('.card pre').first().innerText()).toContain('inotify_add_watch')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('has a timeline for the keyboard: along time, between rows, closer and back', async () => {
    const { page, wrong } = await pages.open(reports.sample)
    await page.locator('.mark').first().focus()
    expect(await detail(page)).toContain('inotify watches exhausted')
    await page.keyboard.press('End')
    expect(await detail(page)).toContain('cAdvisor cannot start inside kubelet')
    await page.keyboard.press('ArrowDown')
    expect(await detail(page)).toContain('kubelet exited')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowUp')
    expect(await detail(page)).toContain('15:59:24.359 UTC')
    await page.keyboard.press('ArrowLeft')
    expect(await detail(page)).toMatch(/15:59:24/)
    const before = await ticks(page)
    for (let press = 0; press < 12; press++) await page.keyboard.press('+')
    expect(await ticks(page)).not.toBe(before)
    expect(await ticks(page)).toMatch(/:24\b/)
    await page.keyboard.press('0')
    expect(await ticks(page)).toBe(before)
    await page.keyboard.press('Home')
    expect(await detail(page)).toContain('15:39:04')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`incident-${reports.sample.incidents[0]?.id}`)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('zooms by its buttons and tells of an event on hover', async () => {
    const { page } = await pages.open(reports.sample)
    const before = await ticks(page)
    await page.getByRole('button', { name: 'Zoom in' }).click()
    expect(await ticks(page)).not.toBe(before)
    await page.getByRole('button', { name: 'Fit: show all of the time' }).click()
    expect(await ticks(page)).toBe(before)
    await page.getByRole('button', { name: /^kubelet exited/ }).hover()
    expect(await detail(page)).toContain('kubelet.service ended, exit status 1/FAILURE')
    await page.context().close()
  })

  test('is filtered by level, node and words, and opens an incident from the timeline', async () => {
    const { page, wrong } = await pages.open(reports['every rule'])
    const { incidents } = reports['every rule']
    const count = (): Promise<string> => page.locator('.filter output').innerText()
    expect(await count()).toBe(`${incidents.length} of ${incidents.length}`)
    await page.getByRole('button', { name: /^critical/ }).click()
    const others = incidents.filter(({ level }) => level !== 'critical')
    expect(await count()).toBe(`${others.length} of ${incidents.length}`)
    const [some] = others
    await page.getByRole('combobox', { name: 'Node' }).fill(some?.node ?? '')
    await page.getByRole('searchbox', { name: 'Search in incidents' }).fill(some?.id ?? '')
    expect(await count()).toBe(`1 of ${incidents.length}`)
    expect(await page.locator('.card').count()).toBe(1)
    await page.locator('.mark').first().focus()
    await page.keyboard.press('Enter')
    expect(await page.locator('details.card[open]').getAttribute('id')).toBe(`incident-${some?.id}`)
    expect(await page.locator('details.card[open] h3').first().innerText()).toMatch(/story/i)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('tells which causes are on how many nodes, and shows the incidents of one by a press', async () => {
    const { page, wrong } = await pages.open(reports['every rule'])
    const { fleet, incidents } = reports['every rule']
    expect(await page.locator('.causes tbody tr').count()).toBe(fleet.length)
    const [first] = fleet
    await page.locator('.causes .pick').first().click()
    const of = incidents.filter(({ cause, effects }) => [cause, ...effects].some(({ rule }) => rule === first?.rule))
    expect(await page.locator('.filter output').innerText()).toBe(`${of.length} of ${incidents.length}`)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('shows text of strangers as text', async () => {
    const { page, wrong } = await pages.open(reports.hostile)
    for (const summary of await page.locator('details > summary').all()) await summary.click()
    await page.locator('.mark').first().focus()
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'End']) await page.keyboard.press(key)
    const shown = (await page.locator('main').innerText()).replace(/\s+/g, ' ')
    for (const attack of ATTACKS) {
      const text = sanitizeLine(attack).replace(/\s+/g, ' ').trim()
      if (!/\p{Cs}/u.test(text)) expect(shown).toContain(text)
    }
    expect(
      await page.locator('script, img, iframe, object, embed, form, a, [onerror], [onload], [onfocus]').count(),
    ).toBe(2)
    expect(await page.locator('script').count()).toBe(2)
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test('says so when nothing is wrong, and when nothing was read', async () => {
    for (const name of ['healthy', 'empty'] as const) {
      const { page, wrong } = await pages.open(reports[name])
      expect(await page.locator('h1').innerText()).toMatch(
        name === 'healthy' ? /^No incident found on node-a/ : /empty/,
      )
      expect(wrong).toEqual([])
      await page.context().close()
    }
  })

  test('makes only the rows and cards that are seen of a fleet', async () => {
    const report = fleet()
    expect(report.incidents.reduce((sum, { timeline }) => sum + timeline.length, 0)).toBeGreaterThan(10_000)
    const { page, wrong } = await pages.open(report)
    expect(await page.evaluate(() => document.querySelectorAll('main *').length)).toBeLessThan(8000)
    await page.locator('.mark').first().focus()
    await page.keyboard.press('End')
    expect(await page.locator('.mark:focus').count()).toBe(1)
    await page.getByRole('combobox', { name: 'Node' }).fill('node-199')
    expect(await page.locator('.filter output').innerText()).toBe('32 of 6,400')
    expect(wrong).toEqual([])
    await page.context().close()
  })

  test.each([
    ['a phone', 360],
    ['a tablet', 768],
    ['a desk', 1600],
  ])('fits %s', async (_what, width) => {
    for (const name of ['sample', 'hostile'] as const) {
      const { page } = await pages.open(reports[name], { viewport: { width, height: 800 } })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
      await page.context().close()
    }
  })

  test.each(['light', 'dark'] as const)('has no barrier that axe finds, in %s', async (colorScheme) => {
    const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    for (const name of ['sample', 'hostile'] as const) {
      const { page } = await pages.open(reports[name], { colorScheme, bypassCSP: true })
      await page.locator('.mark').first().focus()
      await page.evaluate(axe)
      const { violations } = await page.evaluate(
        () => (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(), // the script has just set it
      )
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      await page.context().close()
    }
  })

  test('changes between dark and light by a button', async () => {
    const { page } = await pages.open(reports.sample, { colorScheme: 'dark' })
    const colour = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    const dark = await colour()
    await page.getByRole('button', { name: 'Dark or light' }).click()
    expect(await colour()).not.toBe(dark)
    await page.context().close()
  })

  test('opens all that is shown for the printer', async () => {
    const { page } = await pages.open(reports.hostile)
    await page.emulateMedia({ media: 'print' })
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
    const shown = Math.min(reports.hostile.incidents.length, 50) // more are shown when they are asked for
    expect(await page.locator('details.card[open]').count()).toBe(shown)
    expect(await page.locator('.filter').isVisible()).toBe(false)
    await page.context().close()
  })

  test('is the text report where scripts do not run', async () => {
    const { page } = await pages.open(reports.sample, { javaScriptEnabled: false })
    expect(await page.locator('noscript').innerText()).toContain('sudo sysctl -w fs.inotify.max_user_watches=1048576')
    await page.context().close()
  })
})
