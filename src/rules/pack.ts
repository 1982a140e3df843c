// Rule files as one pack: what only shows when all rules are seen together.
import type { RuleError } from '../errors.ts'
import type { RuleFile } from './decode.ts'
import { noRule } from './nearest.ts'
import type { Rule } from './rule.ts'

/** The rules of a pack by id. */
export type RuleIndex = ReadonlyMap<string, Rule>

/**
 * Every problem between the files of a pack: double ids, titles and regexes, links to rules that are not there, cycles.
 * `known` are rules that the files are added to (the built-in ones).
 */
export function packErrors(files: readonly RuleFile[], known: readonly Rule[] = []): RuleError[] {
  const ids = new Set([...known, ...files.map(({ rule }) => rule)].map(({ id }) => id))
  return [
    ...doubles(files, 'DUPLICATE_ID', ({ rule }) => [[['id'], rule.id]]),
    ...files.flatMap((file) =>
      doubles([file], 'DUPLICATE_ID', ({ rule }) =>
        rule.signatures.map(({ id }, index) => [['signatures', index, 'id'], id]),
      ),
    ),
    ...doubles(files, 'DUPLICATE_TITLE', ({ rule }) => [[['title'], rule.title]]),
    ...doubles(files, 'DUPLICATE_REGEX', ({ rule }) =>
      rule.signatures.flatMap(({ contains, regex }, index) =>
        regex === undefined ? [] : [[['signatures', index, 'regex'], `${contains}: ${regex}`]],
      ),
    ),
    ...files.flatMap((file) => unknownLinks(file, ids)),
    ...cycles(files, known),
  ]
}

type Key = readonly [path: readonly (string | number)[], value: string]

function doubles(
  files: readonly RuleFile[],
  code: RuleError['code'],
  keys: (file: RuleFile) => readonly Key[],
): RuleError[] {
  const seen = new Map<string, string>()
  return files.flatMap((file) =>
    keys(file).flatMap(([path, value]) => {
      const first = seen.get(value)
      if (first === undefined) seen.set(value, file.rule.id)
      return first === undefined ? [] : [file.error(code, path, `\`${value}\` stands in ${first} already`)]
    }),
  )
}

function unknownLinks({ rule, error }: RuleFile, ids: ReadonlySet<string>): RuleError[] {
  const links = [
    ...rule.explains.map((id, index) => [['explains', index], id] as const),
    ...rule.recoveredBy.map((id, index) => [['recoveredBy', index], id] as const),
    ...(rule.occurrences ? [[['occurrences', 'of'], rule.occurrences.of] as const] : []),
  ]
  return links.filter(([, id]) => !ids.has(id)).map(([path, id]) => error('UNKNOWN_RULE', path, noRule(id, ids)))
}

function cycles(files: readonly RuleFile[], known: readonly Rule[]): RuleError[] {
  const graph = new Map([...known, ...files.map(({ rule }) => rule)].map((rule) => [rule.id, rule.explains]))
  const done = new Set<string>()
  const way: string[] = []
  const found: string[][] = []
  const visit = (id: string): void => {
    const at = way.indexOf(id)
    if (at !== -1) found.push([...way.slice(at), id])
    if (at !== -1 || done.has(id)) return
    way.push(id)
    for (const next of graph.get(id) ?? []) visit(next)
    way.pop()
    done.add(id)
  }
  for (const { rule } of files) visit(rule.id)
  return found.flatMap((cycle) => {
    const file = files.find(({ rule }) => cycle.includes(rule.id)) // a known rule may stand first
    return file === undefined
      ? []
      : [file.error('EXPLAINS_CYCLE', ['explains'], `goes in a circle: ${cycle.join(' -> ')}`)]
  })
}
