// `npm run bench [-- --size 256 --rounds 5 --file LOG]`: our whole command beside programs that do part of its work, in turn, on the same file. What the
// contenders count is compared before anything is measured. Needs GNU time; rg, grep and lnav take part where they are installed.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { generate } from './generate.mjs'
import { has, measure, median } from './measure.mjs'
import { samplesOf } from './samples.mjs'
import { measureStart } from './start.mjs'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256' },
    rounds: { type: 'string', default: '5' },
    file: { type: 'string' },
  },
})
const root = fileURLToPath(new URL('../..', import.meta.url))
const rulesFile = join(root, 'dist', 'rules.json')
const rules = JSON.parse(readFileSync(rulesFile, 'utf8'))
// A literal that stands for who writes a line is in every line, and is no work for anybody.
const literals = [
  ...new Set(
    rules.flatMap(({ signatures }) =>
      signatures.filter(({ at }) => at !== 'identifier').map(({ contains }) => contains),
    ),
  ),
]
const FEW = 24
const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const patterns = join(folder, 'literals.txt')
writeFileSync(patterns, `${literals.join('\n')}\n`)

const number = (text) => Number(/\d+/.exec(text)?.[0] ?? 0)
const explained = (text) => {
  const { lines } = JSON.parse(text)
  return lines.explained + lines.noise
}
const contenders = [
  {
    name: 'kubelog-diagnose',
    does: 'everything: parse, match, correlate, report',
    command: (log) => ['node', join(root, 'dist', 'bin.js'), '--output', 'json', log],
    read: explained,
  },
  {
    name: 'rg -c -F -f',
    does: 'counts lines with a literal',
    needs: 'rg',
    command: (log) => ['rg', '-c', '-F', '-f', patterns, log],
    read: number,
  },
  {
    name: 'grep -c -F -f',
    does: 'counts lines with a literal',
    needs: 'grep',
    command: (log) => ['grep', '-c', '-F', '-f', patterns, log],
    read: number,
  },
  {
    name: 'lnav filter',
    does: 'parses the format, filters by one regex',
    needs: 'lnav',
    most: 64,
    command: lnav,
    read: number,
  },
  {
    name: 'split2 + loop',
    does: "counts lines that match one of the rules' literals as regexes",
    most: 64,
    command: (log) => ['node', join(root, 'scripts', 'bench', 'naive.mjs'), rulesFile, log],
    read: number,
  },
].filter(({ needs }) => needs === undefined || has(needs))

function lnav(log) {
  const union = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
  writeFileSync(join(folder, 'lnav.txt'), `:filter-in ${union}\n`)
  return ['sh', '-c', `lnav -n -f ${join(folder, 'lnav.txt')} "$1" | grep -c .`, 'sh', log]
}

try {
  console.log(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}, ${rules.length} rules, ${literals.length} literals\n`,
  )
  const logs = values.file === undefined ? synthetic() : [{ name: values.file, path: values.file }]
  for (const log of logs) compete(log)
  measureStart(root, folder)
} finally {
  rmSync(folder, { recursive: true })
}

/** What goes wrong on a node that is well is not one of each failure there is. */
function few(samples) {
  const step = Math.floor(samples.length / FEW)
  return samples.filter((_sample, index) => index % step === 0).slice(0, FEW)
}

function synthetic() {
  const samples = samplesOf(rules, literals)
  return ['healthy', 'storm'].map((name) => {
    const path = join(folder, `${name}.log`)
    const shown = name === 'healthy' ? few(samples) : samples
    return { name, path, ...generate(path, name, Number(values.size) * 1024 * 1024, shown, literals) }
  })
}

function compete({ name, path, matching }) {
  if (!existsSync(path)) throw new Error(`${path}: no such file`)
  const size = statSync(path).size / 1024 / 1024
  const here = contenders.filter(({ most = Number.POSITIVE_INFINITY }) => size <= most)
  const results = new Map(here.map((contender) => [contender, []]))
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const contender of here) {
      const result = measure(contender.command(path), contender.read)
      if (round === 0) check(contender, result, matching)
      else results.get(contender).push(result)
    }
  }
  print(name, size, results)
}

/** The first round is not counted: it warms the page cache and shows that all have found the same. */
function check({ name }, { count }, matching) {
  if (matching !== undefined && count !== matching)
    throw new Error(`${name} counts ${count} lines, not ${matching}: nothing is measured`)
}

function print(name, size, results) {
  const rival = [...results].find(([{ needs }]) => needs === 'rg')
  const base = rival && size / median(rival[1].map(({ seconds }) => seconds))
  console.log(
    `### ${name}, ${size.toFixed(0)} MiB\n\n| | MiB/s | of rg | peak MiB | does |\n| --- | --- | --- | --- | --- |`,
  )
  for (const [contender, runs] of results) {
    const speed = size / median(runs.map(({ seconds }) => seconds))
    const memory = Math.max(...runs.map(({ mebibytes }) => mebibytes))
    console.log(
      `| ${contender.name} | ${speed.toFixed(0)} | ${base ? (speed / base).toFixed(2) : '-'} | ${memory.toFixed(0)} | ${contender.does} |`,
    )
  }
  console.log('')
}
