// The obvious program: split2, a regex for the header, a loop over the regexes of the rules. Prints the number of matching lines.
import { createReadStream, readFileSync } from 'node:fs'
import { pipeline } from 'node:stream'
import split2 from 'split2'

const [rulesFile, log] = process.argv.slice(2)
const escape = (literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const rules = JSON.parse(readFileSync(rulesFile, 'utf8'))
const patterns = rules.flatMap(({ signatures }) =>
  signatures.filter(({ at }) => at !== 'identifier').map(({ contains }) => new RegExp(escape(contains))),
)
const header = /^\S+ +\d+ [\d:.]+ \S+ [^:[]+(?:\[\d+\])?: ([IWEF])\d{4} [\d:.]+ +\d+ ([^:]+):\d+\] (.*)$/
let count = 0
const lines = split2()
pipeline(createReadStream(log), lines, () => {})
for await (const line of lines) {
  const found = header.exec(line)
  if (found !== null && patterns.some((pattern) => pattern.test(found[3]))) count++
}
console.log(count)
