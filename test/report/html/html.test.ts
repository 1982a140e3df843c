// The HTML page as a file; test/page opens it in a browser.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { buildPage } from '../../../scripts/build-page.mjs'
import { formatHtml, type PageAssets } from '../../../src/report/html/html.ts'
import { formatJson } from '../../../src/report/json.ts'
import type { Report } from '../../../src/report/report.ts'
import { OUTPUTS } from '../../../src/report/outputs.ts'
import { WATCHES_EXHAUSTED } from '../../cli/fixtures.ts'
import { run } from '../../cli/run.ts'
import { allReports, MAKERS, type ReportName, PATIENCE } from '../reports.ts'

let reports: Record<ReportName, Report>
let page: PageAssets

beforeAll(async () => {
  reports = await allReports()
  page = await buildPage()
}, PATIENCE)

const NAMES = Object.keys(MAKERS) as ReportName[] // its own keys
const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`

/** What stands between two marks. */
function between(text: string, start: string, end: string): string {
  const from = text.indexOf(start) + start.length
  return text.slice(from, text.indexOf(end, from))
}

describe('the page of the report', () => {
  test.each(NAMES)('"%s" holds the JSON report as it is', (name) => {
    const html = formatHtml(reports[name], page)
    const data = between(html, '<script type="application/json" id="report">', '</script>')
    expect(JSON.parse(data)).toEqual(JSON.parse(formatJson(reports[name])))
  })

  test.each(NAMES)('"%s" has only our own elements in its text', (name) => {
    const html = formatHtml(reports[name], page)
    const tags =
      html
        .replace(page.script, '')
        .replace(page.style, '')
        .match(/<[a-z!/][^>]*>/gi) ?? []
    expect(tags.map((tag) => tag.replace(/ .*/, '>'))).toEqual(
      [
        '<!doctype> <html> <head> <meta> <meta> <meta> <meta> <meta> <title> </title> <style> </style> </head> <body> <main>',
        '</main> <noscript> <pre> </pre> </noscript> <script> </script> <script> </script> </body> </html>',
      ].flatMap((line) => line.split(' ')),
    )
  })

  test('allows by its policy only the script and the style that stand in it', () => {
    const html = formatHtml(reports.sample, page)
    const policy = between(html, 'http-equiv="Content-Security-Policy" content="', '">')
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      `script-src '${sha256(between(html, '</script>\n<script>', '</script>'))}'`,
      `style-src '${sha256(between(html, '<style>', '</style>'))}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ])
  })

  test('is small', () => {
    expect(formatHtml(reports.sample, page).length).toBeLessThan(100_000)
  })

  test('has the text report for readers without scripts', () => {
    const text = between(formatHtml(reports.sample, page), '<noscript><pre>', '</pre></noscript>')
    expect(text).toContain('node01  CRITICAL  inotify watches exhausted → kubelet exited')
    expect(text).toContain('sudo sysctl -w fs.inotify.max_user_watches=1048576')
  })

  test('names the incident in its title', () => {
    expect(formatHtml(reports.sample, page)).toContain(
      '<title>inotify watches exhausted on node01: 1 incident on 1 node.</title>',
    )
  })
})

// `npm test` builds first; without a build there is no page to load.
const whenBuilt = existsSync(new URL('../../../dist/page.json', import.meta.url)) ? test : test.skip
whenBuilt('the command writes it with the page that the build has made', async () => {
  const { code, stdout, stderr } = await run(['--output', 'html'], { stdin: WATCHES_EXHAUSTED })
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(stdout).toMatch(/^<!doctype html>\n/)
  const data = between(stdout, '<script type="application/json" id="report">', '</script>')
  expect((JSON.parse(data) as Report).incidents.map(({ cause }) => cause.rule)).toEqual(['inotify-watches-exhausted'])
})

test('without its script and style the output says what is missing', () => {
  expect(() => OUTPUTS.html.format(reports.empty, {})).toThrow('see loadPage()')
})
