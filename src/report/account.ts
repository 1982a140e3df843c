// What came of it all, in a sentence each.
import type { Report } from './report.ts'
import { sanitizeLine } from './sanitize.ts'
import { nodeWords } from './text/node.ts'
import { grouped, list, plural } from './text/words.ts'

/** How many incidents there are, or why there is none to tell of. */
export function verdict({ incidents, nodes, lines, inputs }: Report): string {
  if (inputs.length === 0) return 'Nothing was read.'
  if (lines.total === 0) return 'The input is empty: nothing to diagnose.'
  const where = new Set(incidents.map(({ node }) => node)).size
  if (incidents.length > 0) return `${plural(incidents.length, 'incident')} on ${plural(where, 'node')}.`
  if (nodes.length === 0 || lines.total === lines.plain + lines.unparsed)
    return 'Nothing in it could be read as a log of a node: no verdict.'
  const kinds = [...new Set(nodes.map(({ facts }) => nodeWords(facts)))].filter((words) => words !== '')
  const what = kinds.length === 0 ? '' : ` (${kinds.slice(0, 3).join('; ')})`
  return `No incident found on ${list(nodes.map(({ name }) => sanitizeLine(name)))}${what}.`
}

/** `31 lines: 10 explained, 18 context, 3 noise, 0 unexplained.` */
export function accounts({ lines }: Report): string {
  const { total, ...parts } = lines
  const said = Object.entries(parts).filter(
    ([name, count]) => count > 0 || name === 'explained' || name === 'unexplained',
  )
  return `${plural(total, 'line')}: ${said.map(([name, count]) => `${grouped(count)} ${name}`).join(', ')}.`
}
