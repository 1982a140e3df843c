// How long the whole command takes on a tiny log, beside a node that does nothing: milliseconds, in turn. The minimum says what it costs, the median what the
// machine was doing meanwhile.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { median } from './measure.mjs'

const ROUNDS = 25

/** Prints a table; `root` is the package, `folder` one for files. */
export function measureStart(root, folder) {
  const nothing = join(folder, 'nothing.mjs')
  writeFileSync(nothing, '')
  const log = join(root, 'samples', 'inotify-watches-exhausted', 'watches-exhausted.log')
  const ours = (...words) => [join(root, 'dist', 'bin.js'), ...words]
  const rows = [
    ['node, an empty file', [nothing]],
    ['LOG', ours(log)],
    ['-o json LOG', ours('-o', 'json', log)],
    ['-o html LOG', ours('-o', 'html', log)],
    ['--help', ours('--help')],
  ].map(([name, words]) => ({ name: String(name), words, times: [] }))
  for (let round = 0; round < ROUNDS; round++) for (const { words, times } of rows) times.push(timeOf(words))
  const base = least(rows[0].times)
  console.log('### start-up, 10 lines\n\n| | ms, at least | median | above an empty node |\n| --- | --- | --- | --- |')
  for (const { name, times } of rows)
    console.log(
      `| ${name} | ${least(times).toFixed(0)} | ${median(times).toFixed(0)} | ${(least(times) - base).toFixed(0)} |`,
    )
  console.log('')
}

function timeOf(words) {
  const begin = performance.now()
  const { status, stderr } = spawnSync(execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  if (status !== 0 && status !== 1) throw new Error(`${words.join(' ')}: ${stderr}`)
  return performance.now() - begin
}

function least(values) {
  return Math.min(...values)
}
