// Bundles the page that diagnoses in the browser (src/web): one HTML file that holds all it needs. Run as a program, on the built command,
// it writes dist-web/index.html.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { buildPage, hash, TARGET } from './build-page.mjs'

const root = new URL('../', import.meta.url)
const SAMPLE = new URL('samples/inotify-watches-exhausted/', root)

/** The page as one text. `rules` are those that it knows. */
export async function buildWeb(rules) {
  const [{ script, style }, worker, page] = await Promise.all([
    bundle('main.ts', 'web.css'),
    bundle('worker.ts'),
    buildPage(),
  ])
  // Samples are for those who write rules.
  const needed = rules.map(({ samples: _samples, ...rule }) => ({ ...rule, samples: { match: [], noMatch: [] } }))
  const assets = { worker: worker.script, rules: JSON.stringify(needed), page, sample: sample() }
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(hash(script), hash(style))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Names the root cause of what is wrong with a Kubernetes node, from kubelet's log, in your browser.">
<title>kubelog-diagnose</title>
<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(ICON)}">
<style>${style}</style>
</head>
<body>
<noscript>This page reads logs with JavaScript, which is off here. The command kubelog-diagnose does the same in a terminal.</noscript>
<script type="application/json" id="assets">${data(assets)}</script>
<script>${script}</script>
</body>
</html>
`
}

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#1d5fa8"/><path d="M2 9h3l2-5 2.5 8L11 9h3" fill="none" stroke="#fff" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`

/** No connection of any kind. The worker is made of a text that stands in the page, and inherits the policy. */
function policy(scriptHash, styleHash) {
  return [
    "default-src 'none'",
    `script-src '${scriptHash}'`,
    `style-src '${styleHash}'`,
    'worker-src blob:',
    'img-src data:',
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types kubelog-diagnose',
  ].join('; ')
}

async function bundle(...names) {
  const { outputFiles } = await build({
    entryPoints: names.map((name) => fileURLToPath(new URL(`src/web/${name}`, root))),
    bundle: true,
    minify: true,
    format: 'iife',
    target: TARGET,
    charset: 'ascii',
    legalComments: 'none',
    inject: [fileURLToPath(new URL('src/web/buffer.ts', root))],
    outdir: 'web',
    write: false,
  })
  const textOf = (suffix) => outputFiles.find(({ path }) => path.endsWith(suffix))?.text.trim()
  return { script: textOf('.js'), style: textOf('.css') }
}

function sample() {
  return readdirSync(SAMPLE)
    .filter((name) => name.endsWith('.log'))
    .map((name) => ({ name, text: readFileSync(new URL(name, SAMPLE), 'utf8') }))
}

/** JSON in which nothing can end the element that it stands in. */
function data(value) {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const rules = JSON.parse(readFileSync(new URL('dist/rules.json', root), 'utf8'))
  const file = new URL('dist-web/index.html', root)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, await buildWeb(rules))
  console.log(
    `dist-web/index.html: ${Math.round(statSync(file).size / 1024)} KB. Open it, or put it on any web server.`,
  )
}
