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
/** MiB that the slow ones are given at most, and two processes at least. */
const SLOW = 65
const FOR_TWO = 512

/** Our command, and programs that do part of its work, on a plain file. */
export function contendersFor(root, folder, size) {
  const bin = join(root, 'dist', 'bin.js')
  const patterns = join(folder, 'literals.txt')
  const ours = (jobs) => (log) => ['node', bin, '--jobs', jobs, '--output', 'json', log]
  const search = (program) => (log) => [program, '-c', '-F', '-f', patterns, log]
  const naive = (log) => ['node', join(root, 'scripts', 'bench', 'naive.mjs'), join(root, 'dist', 'rules.json'), log]
  const all = [
    { name: 'kubelog-diagnose', does: 'everything: parse, match, correlate, report', command: ours('1'), read: explained },
    { name: 'with --jobs 2', does: 'the same', least: FOR_TWO, command: ours('2'), read: explained },
    { name: 'rg -c -F -f', does: 'counts lines with a literal; no parsing, not which rule', needs: 'rg', command: search('rg') },
    { name: 'grep -c -F -f', does: 'the same', needs: 'grep', command: search('grep') },
    { name: 'lnav filter', does: 'parses the format, filters by one regex', needs: 'lnav', most: SLOW, command: (log) => lnav(log, folder) },
    { name: 'split2 + loop', does: "lines that match one of the rules' literals as regexes", most: SLOW, command: naive },
  ] // prettier-ignore
  return all
    .filter(({ needs }) => needs === undefined || has(needs))
    .filter(({ least = 0, most = Number.POSITIVE_INFINITY }) => size >= least && size <= most)
    .map((contender) => ({ read: number, ...contender }))
}

/** The same for a log of `journalctl -o json`. */
export function jsonContenders(root) {
  const bin = join(root, 'dist', 'bin.js')
  const ours = { name: 'kubelog-diagnose', does: 'everything', read: explained }
  const jq = { name: 'jq -r .MESSAGE', does: 'parses, and prints one field', needs: 'jq' }
  return [
    { ...ours, command: (log) => ['node', bin, '--jobs', '1', '--output', 'json', log] },
    { ...jq, command: (log) => ['sh', '-c', 'jq -r .MESSAGE "$1" >/dev/null', 'sh', log] },
  ].filter(({ needs }) => needs === undefined || has(needs))
}

/** The ways in which the same log can come, beside what each way can do at all. */
export function waysFor(root, folder, path) {
  const ours = `node ${join(root, 'dist', 'bin.js')} --jobs 1 --output json`
  const threaded = ours.replace('--jobs 1', '--jobs 2')
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
  const aside = { ...gzip, name: 'gzip: with --jobs 2', command: pipe(`${threaded} "$1.gz"`) }
  const rg = { name: 'gzip: rg -z -c -F -f', does: 'counts lines', command: pipe(`rg -z -c -F -f ${patterns} "$1.gz"`) }
  return [...ways, gzip, aside, ...(has('rg') ? [{ ...rg, read: number }] : [])]
}

function lnav(log, folder) {
  const literals = readFileSync(join(folder, 'literals.txt'), 'utf8').trimEnd().split('\n')
  const union = literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|')
  const commands = join(folder, 'lnav.txt')
  writeFileSync(commands, `:filter-in ${union}\n`)
  return ['sh', '-c', `lnav -n -f ${commands} "$1" | grep -c .`, 'sh', log]
}
