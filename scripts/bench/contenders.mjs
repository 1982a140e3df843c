// Who runs against whom, and what each does and does not do.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { has } from './measure.mjs'

const number = (text) => Number(/\d+/.exec(text)?.[0] ?? 0)
const explained = (text) => {
  const { lines } = JSON.parse(text)
  return lines.explained + lines.noise
}
/** MiB that the slow ones are given at most. */
const SLOW = 65

/** Our command, and programs that do part of its work, on a plain file. */
export function contendersFor(root, folder, size) {
  const patterns = join(folder, 'literals.txt')
  return [
    {
      name: 'kubelog-diagnose',
      does: 'everything: parse, match, correlate, report',
      command: (log) => ['node', join(root, 'dist', 'bin.js'), '--jobs', '1', '--output', 'json', log],
      read: explained,
    },
    {
      name: 'with --jobs 2',
      does: 'the same',
      least: 512,
      command: (log) => ['node', join(root, 'dist', 'bin.js'), '--jobs', '2', '--output', 'json', log],
      read: explained,
    },
    {
      name: 'rg -c -F -f',
      does: 'counts lines with a literal; no parsing, not which rule',
      needs: 'rg',
      command: (log) => ['rg', '-c', '-F', '-f', patterns, log],
      read: number,
    },
    {
      name: 'grep -c -F -f',
      does: 'the same',
      needs: 'grep',
      command: (log) => ['grep', '-c', '-F', '-f', patterns, log],
      read: number,
    },
    {
      name: 'lnav filter',
      does: 'parses the format, filters by one regex',
      needs: 'lnav',
      most: SLOW,
      command: (log) => lnav(log, folder),
      read: number,
    },
    {
      name: 'split2 + loop',
      does: "lines that match one of the rules' literals as regexes",
      most: SLOW,
      command: (log) => ['node', join(root, 'scripts', 'bench', 'naive.mjs'), join(root, 'dist', 'rules.json'), log],
      read: number,
    },
  ].filter(
    ({ needs, least = 0, most = Number.POSITIVE_INFINITY }) =>
      size >= least && size <= most && (needs === undefined || has(needs)),
  )
}

/** The ways in which the same log can come, beside what each way can do at all. */
export function waysFor(root, folder, path) {
  const ours = `node ${join(root, 'dist', 'bin.js')} --jobs 1 --output json`
  const patterns = join(folder, 'literals.txt')
  const pipe = (command) => (log) => ['sh', '-c', command, 'sh', log]
  const ways = [
    { name: 'cat \\| cat', does: 'what a pipe can do', command: pipe('cat "$1" | cat >/dev/null') },
    {
      name: 'pipe: kubelog-diagnose',
      does: 'everything',
      command: pipe(`cat "$1" | ${ours}`),
      read: explained,
    },
  ]
  if (!has('gzip')) return ways
  spawnSync('sh', ['-c', `gzip -1 -c "${path}" > "${path}.gz"`])
  const gzip = { name: 'gzip: kubelog-diagnose', does: 'everything', command: pipe(`${ours} "$1.gz"`), read: explained }
  const rg = { name: 'gzip: rg -z -c -F -f', does: 'counts lines', command: pipe(`rg -z -c -F -f ${patterns} "$1.gz"`) }
  return [...ways, gzip, ...(has('rg') ? [{ ...rg, read: number }] : [])]
}

function lnav(log, folder) {
  const literals = readFileSync(join(folder, 'literals.txt'), 'utf8').trimEnd().split('\n')
  const union = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
  const commands = join(folder, 'lnav.txt')
  writeFileSync(commands, `:filter-in ${union}\n`)
  return ['sh', '-c', `lnav -n -f ${commands} "$1" | grep -c .`, 'sh', log]
}
