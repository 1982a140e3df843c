// How time and memory grow with the number of rules, and with the size of the input.
import { createReadStream, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Diagnosis } from '../../dist/diagnose.js'
import { synthetic } from './generate.mjs'
import { measure } from './measure.mjs'

const MIB = 1024 * 1024
const TIMES = [1, 3, 10]
const SIZES = [100, 1000, 4000]
const RUNS = 5

/** The built-in rules, and as many again whose literals are in no line, so that all find the same. */
export async function ruleScaling(rules, folder) {
  const log = synthetic('storm', 64 * MIB, rules, folder)
  const rows = []
  for (const times of TIMES) {
    const all = Array.from({ length: times }, (_, copy) => rules.map((rule) => variant(rule, copy))).flat()
    const seconds = []
    for (let run = 0; run < RUNS; run++) {
      const diagnosis = new Diagnosis(all)
      const begin = performance.now()
      await diagnosis.readBytes('log', createReadStream(log.path, { highWaterMark: MIB / 2 }), { year: 2024 })
      seconds.push((performance.now() - begin) / 1000)
    }
    rows.push({ rules: all.length, seconds: Math.min(...seconds) })
  }
  const lines = rows.map(
    ({ rules: count, seconds }) => `| ${count} | ${seconds.toFixed(2)} | ${(seconds / rows[0].seconds).toFixed(2)} |`,
  )
  return `### Rules, storm, 64 MiB, in process\n\n| rules | s | times |\n| --- | --- | --- |\n${lines.join('\n')}\n`
}

function variant(rule, copy) {
  if (copy === 0) return rule
  const signatures = rule.signatures.map((signature) => ({ ...signature, contains: `${signature.contains} (${copy})` }))
  return { ...rule, id: `${rule.id}-${copy}`, signatures, explains: [], recoveredBy: [] }
}

export function inputScaling(root, rules, folder) {
  const lines = SIZES.map((size) => {
    const { path } = synthetic('healthy', size * MIB, rules, folder)
    const runs = Array.from({ length: 3 }, () => measure(['node', join(root, 'dist', 'bin.js'), '-o', 'json', path]))
    rmSync(path)
    const seconds = Math.min(...runs.map((run) => run.seconds))
    const memory = Math.max(...runs.map(({ mebibytes }) => mebibytes))
    return `| ${size} | ${seconds.toFixed(2)} | ${(size / seconds).toFixed(0)} | ${memory.toFixed(0)} |`
  })
  return `### Size, healthy\n\n| MiB | s | MiB/s | peak MiB |\n| --- | --- | --- | --- |\n${lines.join('\n')}\n`
}
