// Measured runs -> a table in Markdown.
import { median } from './measure.mjs'

/** Speeds in MiB of the log a second, and as parts of that of the contender named `base`. */
export function table(results, size, base) {
  const speedOf = (runs) => size / median(runs.map(({ seconds }) => seconds))
  const rival = results.find(({ contender }) => contender.name === base || contender.name === base.replace('|', '\\|'))
  const reference = rival && speedOf(rival.runs)
  const rows = results.map(({ contender, runs }) => {
    const speed = speedOf(runs)
    const ratio = reference === undefined ? '-' : (speed / reference).toFixed(2)
    const memory = Math.max(...runs.map(({ mebibytes }) => mebibytes))
    return `| ${contender.name} | ${speed.toFixed(0)} | ${ratio} | ${memory.toFixed(0)} | ${contender.does} |`
  })
  const head = `| | MiB/s | of ${base.replace('|', '\\|')} | peak MiB | does |\n| --- | --- | --- | --- | --- |`
  return `${head}\n${rows.join('\n')}\n`
}
