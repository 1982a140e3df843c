// Bundles the page of `--output html`: src/page -> its script and style with their hashes. Run as a program it writes dist/page.json.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const source = (name) => fileURLToPath(new URL(`../src/page/${name}`, import.meta.url))

/** The oldest browsers that the pages are for. */
export const TARGET = ['es2022', 'chrome111', 'firefox113', 'safari16.4']

/** The script and the style, each as one text. */
export async function buildPage() {
  const { outputFiles } = await build({
    entryPoints: { page: source('main.ts'), style: source('page.css') },
    bundle: true,
    minify: true,
    format: 'iife',
    target: TARGET,
    charset: 'ascii',
    legalComments: 'none',
    outdir: 'page',
    write: false,
  })
  const textOf = (suffix) => outputFiles.find(({ path }) => path.endsWith(suffix)).text.trim()
  const [script, style] = [textOf('page.js'), textOf('style.css')]
  return { script, style, scriptHash: hash(script), styleHash: hash(style) }
}

/** As a security policy names a script or a style. */
export function hash(text) {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../dist/page.json', import.meta.url), JSON.stringify(await buildPage()))
}
