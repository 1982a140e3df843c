// Makes the pictures of docs/images: the HTML report in light, dark and on a phone, the page that diagnoses, and the text report in a
// terminal. Runs on the built command, with the system's Chromium.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { launch } from './browser.mjs'
import { buildWeb } from './build-web.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const sample = 'samples/inotify-watches-exhausted'
const logs = readdirSync(join(root, sample)).filter((name) => name.endsWith('.log'))
const images = join(root, 'docs', 'images')
const folder = mkdtempSync(join(tmpdir(), 'kubelog-images-'))

mkdirSync(images, { recursive: true })
const browser = await launch()
try {
  const report = save('report.html', run('--output', 'html'))
  await shoot(report, 'report-light', { colorScheme: 'light', viewport: { width: 1080, height: 820 } }, atTimeline)
  await shoot(report, 'report-dark', { colorScheme: 'dark', viewport: { width: 1080, height: 820 } }, atTimeline)
  await shoot(report, 'report-phone', { colorScheme: 'light', viewport: { width: 390, height: 844 } })
  const rules = JSON.parse(readFileSync(join(root, 'dist/rules.json'), 'utf8'))
  const web = save('web.html', await buildWeb(rules))
  await shoot(web, 'web-light', { colorScheme: 'light', viewport: { width: 1080, height: 960 } })
  const terminal = save('terminal.html', terminalPage(run('--color', 'always')))
  await shoot(terminal, 'terminal', { viewport: { width: 800, height: 640 } })
} finally {
  await browser.close()
  rmSync(folder, { recursive: true })
}

function run(...options) {
  const { stdout } = spawnSync(execPath, [join(root, 'dist/bin.js'), ...options, ...logs], {
    cwd: join(root, sample),
    encoding: 'utf8',
    env: { ...env, LANG: 'C.UTF-8' },
  })
  return stdout
}

function save(name, text) {
  const path = join(folder, name)
  writeFileSync(path, text)
  return pathToFileURL(path).href
}

async function shoot(url, name, options, prepare = async () => {}) {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(url)
  await prepare(page)
  await page.screenshot({ path: join(images, `${name}.png`) })
  await context.close()
}

/** An event is told of below the timeline. */
async function atTimeline(page) {
  await page.locator('.mark').first().focus()
  await page.keyboard.press('End')
}

/** What a terminal makes of our few styles. */
function terminalPage(text) {
  const CLASSES = { 1: 'b', 2: 'd', 4: 'u', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' }
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  // oxlint-disable-next-line no-control-regex -- styles begin with ESC
  const styled = escaped.replace(/\u001b\[(\d+)m/g, (_all, code) =>
    CLASSES[code] === undefined ? '</span>' : `<span class="${CLASSES[code]}">`,
  )
  const css = `body{margin:0;background:#14171c;color:#d7dbe0;font:14px/1.4 'DejaVu Sans Mono',monospace;padding:16px}
    pre{margin:0;font:inherit}.b{font-weight:700}.d{color:#8b949e}.u{text-decoration:underline}.red{color:#ff6f8e}
    .green{color:#58d383}.yellow{color:#f0bf4f}.cyan{color:#6fd3e8}.p{color:#8b949e}`
  const prompt = `<span class="p">$ kubelog-diagnose *.log</span>\n`
  return `<!doctype html><meta charset="utf-8"><style>${css}</style><pre>${prompt}${styled}</pre>`
}
