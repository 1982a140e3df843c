// Makes the archive of the kubectl plugin and its krew manifest: `npm run krew -- --uri URL`, into build/krew.
// The archive holds what `npm pack` does, and the packages it needs; it needs Node and nothing else.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseDocument } from 'yaml'

const root = fileURLToPath(new URL('..', import.meta.url))
const NAME = 'kubelog-diagnose'
/** What only those need who program with a package. */
const NOT_RUN = /\.(?:d\.[cm]?ts|[cm]?ts|map|md)$|[\\/](?:test|tests|docs|fp|\.bin)$/

/** The manifest for an archive, from the template. */
export function manifestOf(template, version, uri, sha256) {
  const document = parseDocument(template.replace(/^#.*\n/gm, ''))
  document.setIn(['spec', 'version'], `v${version}`)
  document.setIn(['spec', 'platforms', 0, 'uri'], uri)
  document.setIn(['spec', 'platforms', 0, 'sha256'], sha256)
  return document.toString({ lineWidth: 0, singleQuote: true })
}

/** Names of files that `npm pack` takes. */
function packed() {
  const [{ files }] = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts'))
  return files.map(({ path }) => path)
}

/** Folders of the packages that the program needs, and theirs. */
function packages() {
  const folders = npm('ls', '--omit=dev', '--all', '--parseable').trim().split('\n')
  return folders.map((folder) => relative(root, folder)).filter((folder) => folder.startsWith('node_modules'))
}

function npm(...words) {
  return execFileSync('npm', words, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 })
}

function fill(folder) {
  const copy = (name, filter) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    cpSync(join(root, name), join(folder, name), { recursive: true, dereference: true, filter })
  }
  for (const name of packed()) if (!NOT_RUN.test(name) || /^(?:LICENSE|README)/.test(name)) copy(name, () => true)
  for (const name of packages()) copy(name, (path) => !NOT_RUN.test(path))
}

function make(uri) {
  const out = join(root, 'build', 'krew')
  mkdirSync(out, { recursive: true })
  const folder = mkdtempSync(join(tmpdir(), 'krew-'))
  try {
    fill(folder)
    const archive = join(out, `${NAME}.tar.gz`)
    // The same files give the same archive.
    const same = ['--sort=name', '--mtime=2020-01-01', '--owner=0', '--group=0', '--numeric-owner']
    execFileSync('tar', [...same, '--use-compress-program=gzip -n', '-cf', archive, '-C', folder, '.'])
    const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex')
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    const template = readFileSync(join(root, 'deploy', 'krew', `${NAME}.yaml`), 'utf8')
    writeFileSync(join(out, `${NAME}.yaml`), manifestOf(template, version, uri, sha256))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { uri: { type: 'string' } } })
  if (values.uri === undefined) throw new Error('--uri: the address where the archive will be')
  make(values.uri)
}
