// Bundles the command: src/cli and all that most runs need -> dist/cli, in place of the single files that tsc has put there. The library stays in
// single files, and what few runs need stays in chunks and packages of its own. Runs after tsc.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'dist', 'cli')
const ENTRY = 'src/cli/main.ts'
const standIn = (name) => join(root, 'scripts', 'bundle', `${name}.mjs`)

// esbuild makes a chunk of what is shared by the same entries, an import() being one: some thirty, and each takes a third of a millisecond to load. When every
// import() needs the first entry, which has been loaded by then, all that this one needs is shared by the same entries.
const oneChunk = {
  name: 'one-chunk',
  setup({ onResolve, onLoad }) {
    const asked = new Set()
    onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, resolveDir }) => {
      if (kind === 'dynamic-import') asked.add(join(resolveDir, path))
      return undefined
    })
    onResolve({ filter: /^first-entry$/ }, () => ({ path: join(root, ENTRY), sideEffects: true }))
    onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) =>
      asked.has(path) ? { contents: `${readFileSync(path, 'utf8')}\nimport 'first-entry'`, loader: 'ts' } : undefined,
    )
  },
}

/** A package that is asked for by all but its stand-in. */
const narrowFirst = {
  name: 'narrow-first',
  setup({ onResolve }) {
    const path = standIn('fast-string-width')
    onResolve({ filter: /^fast-string-width$/ }, ({ importer }) => (importer === path ? undefined : { path }))
  },
}

/** Packages that become part of the bundle, with what they need. */
const BUNDLED = new Set(['yargs', 'fast-string-width', 'fast-wrap-ansi', 'date-fns', '@date-fns/tz', 'leven'])
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

rmSync(folder, { recursive: true, force: true })
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [ENTRY],
  outdir: folder,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  charset: 'ascii',
  // Names stay, for the stack of an error that is reported to us.
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: 'none', // licences() has them
  metafile: true,
  plugins: [oneChunk, narrowFirst],
  logOverride: { 'ignored-bare-import': 'silent' }, // it works all the same
  external: Object.keys(dependencies).filter((name) => !BUNDLED.has(name) && name !== 're2js'),
  alias: {
    // Of yargs's help, which we do not show. They take longer to load than all of yargs.
    'string-width': standIn('string-width'),
    'wrap-ansi': standIn('wrap-ansi'),
    re2js: standIn('re2js'),
  },
})
for (const name of readdirSync(folder)) inAscii(join(folder, name))

// What a thread runs stands alone: it has little to load.
for (const thread of ['sweeper', 'unpacker'])
  await build({
    absWorkingDir: root,
    entryPoints: [`src/${thread}.ts`],
    outfile: join(root, 'dist', `${thread}.js`),
    allowOverwrite: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
  })
writeFileSync(join(folder, 'licenses.txt'), licenses(Object.keys(metafile.inputs)))

/** What esbuild leaves is in regexes. V8 keeps a text with but one character of another alphabet in twice the room, and reads it later. */
function inAscii(file) {
  const escaped = (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\0-\x7f]/g, escaped))
}

/** The licences of the packages that some files are from, as they ask for. */
function licenses(files) {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []))
  const texts = [...folders]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
      const file = readdirSync(join(root, path)).find((entry) => /^licen[cs]e(?:\.|$)/i.test(entry))
      if (file === undefined) throw new Error(`${name} has no licence that could be kept`)
      return `${name} ${version} (${license})\n\n${readFileSync(join(root, path, file), 'utf8').trim()}\n`
    })
  return ['The files of this folder hold these packages.\n', ...texts].join(`\n${'-'.repeat(80)}\n\n`)
}
