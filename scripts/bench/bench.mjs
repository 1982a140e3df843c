// `npm run bench [-- --size 1024 --rounds 5 --file LOG --only healthy --scaling]`: our whole command beside programs that do part of its work, in turn,
// on the same file. What the contenders count is compared before anything is measured. Needs GNU time; rg, grep, lnav, gzip take part where
// they are installed.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { contendersFor, jsonContenders, waysFor } from './contenders.mjs'
import { literalsOf, synthetic } from './generate.mjs'
import { measure } from './measure.mjs'
import { inputScaling, ruleScaling } from './scaling.mjs'
import { measureStart } from './start.mjs'
import { table } from './table.mjs'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '256' },
    rounds: { type: 'string', default: '5' },
    file: { type: 'string' },
    only: { type: 'string' },
    scaling: { type: 'boolean', default: false },
  },
})
const root = fileURLToPath(new URL('../..', import.meta.url))
const rules = JSON.parse(readFileSync(join(root, 'dist', 'rules.json'), 'utf8'))
const rounds = Number(values.rounds)
const folder = mkdtempSync(join(tmpdir(), 'bench-'))

try {
  const day = new Date().toISOString().slice(0, 10)
  const literals = literalsOf(rules)
  const machine = `${cpus().length} x ${cpus()[0]?.model}`
  console.log(`${day}, Node ${process.version}, ${machine}, ${rules.length} rules, ${literals.length} literals\n`)
  writeFileSync(join(folder, 'literals.txt'), `${literals.join('\n')}\n`)
  if (values.scaling) {
    console.log(await ruleScaling(rules, folder))
    console.log(inputScaling(root, rules, folder))
  } else {
    measureStart(root, folder)
    for (const log of logs()) compete(log)
  }
} finally {
  rmSync(folder, { recursive: true })
}

function logs() {
  if (values.file !== undefined) return [{ name: values.file, path: values.file }]
  const all = ['healthy', 'storm', 'json'].filter((name) => values.only === undefined || name === values.only)
  return all.map((name) => synthetic(name, Number(values.size) * 1024 * 1024, rules, folder))
}

function compete({ name, path, matching }) {
  const size = statSync(path).size / 1024 / 1024
  console.log(`### ${name}, ${size.toFixed(0)} MiB\n`)
  if (name === 'json') return console.log(table(run(jsonContenders(root), path, matching), size, 'jq -r .MESSAGE'))
  console.log(table(run(contendersFor(root, folder, size), path, matching), size, 'rg -c -F -f'))
  console.log(table(run(waysFor(root, folder, path), path, matching), size, 'cat | cat'))
  rmSync(`${path}.gz`, { force: true })
}

/** In turn, round by round. The first round is not counted: it warms the page cache and shows that all have found the same. */
function run(contenders, path, matching) {
  const results = contenders.map((contender) => ({ contender, runs: [] }))
  for (let round = 0; round <= rounds; round++) {
    for (const { contender, runs } of results) {
      const result = measure(contender.command(path), contender.read)
      if (round > 0) runs.push(result)
      else if (matching !== undefined && contender.read !== undefined && result.count !== matching)
        throw new Error(`${contender.name} counts ${result.count} lines, not ${matching}: nothing is measured`)
    }
  }
  return results
}
