// Makes the pictures of docs/images: the HTML report in light, dark and on a phone, the page that diagnoses, and the text report in a
// terminal. Runs on the built command, with the system's Chromium.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launch } from './browser.mjs'
import { buildWeb } from './build-web.mjs'
import { capture, terminalPage } from './terminal-capture.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'dist/bin.js')
const images = join(root, 'docs', 'images')
const folder = mkdtempSync(join(tmpdir(), 'kubelog-images-'))
const samples = join(root, 'samples')
const seed = { cwd: join(samples, 'inotify-watches-exhausted'), logs: 'watches-exhausted.log restart-failed.log' }
const real = { cwd: join(samples, 'inotify-real-kubelet'), logs: 'kubelet.log' }

/** Reports as pages: of which logs, in which colours, how large. */
const REPORTS = [
  ['report-light', seed, 'light', 1080, 820, atTimeline],
  ['report-dark', seed, 'dark', 1080, 820, atTimeline],
  ['report-phone', seed, 'light', 390, 844],
  ['report-real-dark', real, 'dark', 1080, 820, atTimeline],
]

/** Reports in a terminal: of which logs, columns, lines from the top. */
const TERMINALS = [
  ['terminal', seed, 80, 25],
  ['terminal-watches-exhausted', { ...seed, logs: 'watches-exhausted.log' }, 80, 26],
  ['terminal-restart-failed', { ...seed, logs: 'restart-failed.log' }, 80, 42],
  ['terminal-real', real, 120, 48],
]

mkdirSync(images, { recursive: true })
const browser = await launch()
try {
  for (const [name, { cwd, logs }, colorScheme, width, height, prepare] of REPORTS) {
    const report = save('report.html', html(cwd, logs))
    await shoot(report, name, { colorScheme, viewport: { width, height } }, prepare)
  }
  const rules = JSON.parse(readFileSync(join(root, 'dist/rules.json'), 'utf8'))
  const web = save('web.html', await buildWeb(rules))
  await shoot(web, 'web-light', { colorScheme: 'light', viewport: { width: 1080, height: 960 } })
  for (const [name, { cwd, logs }, columns, lines] of TERMINALS) {
    const page = terminalPage(`kubelog-diagnose ${logs}`, capture(bin, logs, { columns, cwd }), lines)
    await shoot(save('terminal.html', page), name, { viewport: { width: 800, height: 600 } }, undefined, 'pre')
  }
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}

function html(cwd, logs) {
  return spawnSync(execPath, [bin, '--output', 'html', ...logs.split(' ')], { cwd, encoding: 'utf8' }).stdout
}

function save(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return pathToFileURL(path).href
}

/** A picture of what is seen, or of one element. */
async function shoot(url, name, options, prepare = async () => {}, element) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(url)
  await prepare(page)
  const path = join(images, `${name}.png`)
  await (element === undefined ? page : page.locator(element)).screenshot({ path })
  await context.close()
}

/** An event is told of below the timeline. */
async function atTimeline(page) {
  await page.locator('.mark').first().focus()
  await page.keyboard.press('End')
}
