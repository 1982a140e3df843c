// Writes what the docs say twice: the README's counts, docs/cli.md, the run in docs/follow.md, the manual page, and docs/rules/ with a page a rule.
// `--check` writes nothing and fails when something is stale. Runs on the built command.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { followSample } from './follow-sample.mjs'
import { rulePages } from './rule-pages.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const bin = join(root, 'dist', 'bin.js')
const rules = JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'))

const pages = new Map([
  ['README.md', readme()],
  ['docs/cli.md', cli()],
  ['docs/follow.md', await follow()],
  ['man/kubelog-diagnose.1', execFileSync(process.execPath, [bin, 'man'], { encoding: 'utf8' })],
  ...rulePages(rules),
])
const stale = staleFiles()
if (process.argv.includes('--check')) {
  for (const name of stale) console.error(`${name} is stale: run \`npm run docs\``)
  process.exitCode = stale.length > 0 ? 1 : 0
} else {
  write()
}

function staleFiles() {
  const changed = [...pages].filter(([name, text]) => read(name) !== text).map(([name]) => name)
  return [...changed, ...leftOver()]
}

function leftOver() {
  if (!existsSync(join(root, 'docs', 'rules'))) return []
  const there = readdirSync(join(root, 'docs', 'rules'), { withFileTypes: true }).map(
    ({ name }) => `docs/rules/${name}`,
  )
  return there.filter((name) => !pages.has(name))
}

function write() {
  mkdirSync(join(root, 'docs', 'rules'), { recursive: true })
  for (const name of leftOver()) rmSync(join(root, name))
  for (const [name, text] of pages) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    if (read(name) !== text) writeFileSync(join(root, name), text)
  }
}

function read(name) {
  try {
    return readFileSync(join(root, name), 'utf8')
  } catch {
    return undefined
  }
}

function readme() {
  const failures = rules.filter(({ role }) => role === 'cause' || role === 'effect')
  const signatures = rules.reduce((sum, rule) => sum + rule.signatures.length, 0)
  const counts = `It knows ${failures.length} failure modes and ${rules.length - failures.length} kinds of lifecycle and noise, in ${signatures} wordings`
  return read('README.md').replace(
    /It knows \d+ failure modes and \d+ kinds of lifecycle and noise, in \d+ wordings/,
    counts,
  )
}

async function follow() {
  const blocks = await followSample(join(root, 'samples/inotify-real-kubelet/kubelet.log'))
  return read('docs/follow.md').replace(
    /(<!-- follow -->\n```\n)[\s\S]*?(```\n<!-- end -->)/,
    (_all, before, after) => `${before}${blocks.trimEnd()}\n${after}`,
  )
}

function cli() {
  const help = (...command) => execFileSync(process.execPath, [bin, ...command, '--help'], { encoding: 'utf8' }).trim()
  const section = (command) => {
    const text = help(...command)
    const title = command.join(' ') || 'kubelog-diagnose'
    const listed = /^Commands:\n(?: {2}.+\n)+/m.exec(text)?.[0] ?? ''
    const below = [...listed.matchAll(/^ {2}([a-z]+(?: [a-z]+)*)(?: [<[]\S+)*(?: {2,}|$)/gm)].map(([, words]) =>
      words.split(' '),
    )
    return [`## ${title}\n\n\`\`\`\n${text}\n\`\`\`\n`, ...below.flatMap(section)]
  }
  const parts = ['# The command line\n\nMade from `--help` by `npm run docs`.\n', ...section([])]
  return parts.join('\n')
}
