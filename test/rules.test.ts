// The built-in rules: what `rules check` says of them, rule by rule, and what their regexes cost on hostile text.
import vm from 'node:vm'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkSync } from 'recheck'
import { checkFacts, statedFacts } from '../src/check/check-facts.ts'
import { checkRule } from '../src/check/check-rule.ts'
import { checkSamples } from '../src/check/check-samples.ts'
import { CausalGraph } from '../src/correlate/graph.ts'
import { formatRuleError } from '../src/errors.ts'
import { Matcher } from '../src/match/matcher.ts'
import { re2Regex } from '../src/match/re2.ts'
import { BUILTIN_RULES, readRuleFiles } from '../src/rules/load.ts'
import { packErrors } from '../src/rules/pack.ts'

const { files, errors } = await readRuleFiles(BUILTIN_RULES)
const rules = files.map(({ rule }) => rule)
const matcher = new Matcher(rules)
const graph = new CausalGraph(rules)
const stated = statedFacts(rules)

describe('the built-in rules', () => {
  test('all decode, under ids that are the names of their files', () => {
    expect(errors.map(formatRuleError)).toEqual([])
    expect(files.length).toBeGreaterThan(150)
  })

  test('fit together: unique ids, titles and regexes, links that lead somewhere, no circle', () => {
    expect(packErrors(files).map(formatRuleError)).toEqual([])
  })
})

describe('matches its samples, beside all other rules, and not what it must not match:', () => {
  test.each(files.map((file) => [file.rule.id, file] as const))('%s', (_id, file) => {
    const found = [...checkRule(file, re2Regex), ...checkFacts(file, stated), ...checkSamples(file, matcher, graph)]
    expect(found.map(formatRuleError)).toEqual([])
  })
})

describe('no regex can hang the process', () => {
  const regexes = [
    ...new Set(
      rules.flatMap(({ signatures }) =>
        signatures.flatMap(({ regex, not = [], values = {} }) => [
          ...(regex === undefined ? [] : [regex]),
          ...not,
          ...Object.values(values),
        ]),
      ),
    ),
  ]

  // Texts over 1000 characters go to RE2. On shorter ones a regex whose repeated parts are single characters or classes costs
  // at most a power of the length; only a repeated group can cost 2 to the power of it.
  const withoutClasses = (source: string): string => source.replace(/\\./g, '_').replace(/\[[^\]]*\]/g, '_')
  const grouped = regexes.filter((source) => /\)(?:[*+]|\{)/.test(withoutClasses(source)))

  test('those that repeat a group are not exponential', () => {
    const types = grouped.map((source) => {
      const result = checkSync(source, '', { timeout: 20_000 })
      return [source, result.status === 'unknown' ? result.status : result.complexity.type]
    })
    expect(types.filter(([, type]) => type === 'exponential' || type === 'unknown')).toEqual([])
  })

  test('on texts that were made to be hard, none takes more than a moment', () => {
    const slow = regexes.filter((source) => !endsInTime(source, hostileTexts(source)))
    expect(slow).toEqual([])
  })
})

/** Texts that nearly match: pieces of one that does, each over and over, and never the end. */
function hostileTexts(source: string): string[] {
  // Short repeats make short examples, and short pieces can stand more often in a text.
  const short = source.replace(/\{(\d+),(\d+)\}/g, (_all, min, max) => `{${min},${Math.max(+min, Math.min(+max, 8))}}`)
  const example = fc.stringMatching(new RegExp(short.replaceAll('\\b', '')))
  const cuts = fc.array(fc.double({ min: 0, max: 0.95, noNaN: true }), { minLength: 1, maxLength: 4 })
  return fc.sample(fc.tuple(example, cuts), { numRuns: 24, seed: 1 }).map(([text, at]) => {
    const columns = [0, ...at.map((part) => Math.floor(part * text.length)).sort((a, b) => a - b)]
    const pieces = columns.slice(1).map((end, index) => text.slice(columns[index], end))
    const size = Math.floor(1000 / pieces.length)
    return pieces.map((piece) => (piece === '' ? '' : piece.repeat(size).slice(0, size))).join('')
  })
}

const context = vm.createContext()
const search = new vm.Script('texts.forEach((text) => regex.test(text))')

/** Only a hang is a failure: the worst regexes take some 30 ms a text. */
function endsInTime(source: string, texts: readonly string[]): boolean {
  Object.assign(context, { regex: new RegExp(source), texts })
  try {
    search.runInContext(context, { timeout: 10_000 })
    return true
  } catch {
    return false
  }
}
