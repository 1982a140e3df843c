import { beforeAll, describe, expect, test } from '@jest/globals'
import { boundedRegex } from '../../src/match/bounded.ts'
import { re2Regex } from '../../src/match/re2.ts'
import { groupNames, platformRegex, type Regex } from '../../src/match/regex.ts'
import { flatten } from '../../src/match/text.ts'
import { builtinRules } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { recordsOf } from '../klog-records.ts'

/** The groups that took part, in one form for both engines; undefined when the regex does not match. */
function groupsOf(regex: Regex, text: string): string | undefined {
  const groups = regex(text)
  if (groups === undefined) return undefined
  return JSON.stringify(Object.entries(groups).filter(([, value]) => value !== undefined))
}

describe('on every regex of the built-in rules and every text of their samples', () => {
  let sources: string[]
  let texts: string[]

  beforeAll(async () => {
    const rules = await builtinRules()
    sources = [...new Set(rules.flatMap(regexesOf))]
    texts = [...new Set(rules.flatMap(samplesOf).flatMap((log) => recordsOf(log).map(({ text }) => flatten(text))))]
  })

  test('RE2 finds what the platform finds, with the same groups', () => {
    const hits = new Set<string>()
    const differences = sources.flatMap((source) => {
      const [one, other] = [platformRegex(source), re2Regex(source)]
      return texts.flatMap((text) => {
        const groups = groupsOf(one, text)
        if (groups !== undefined) hits.add(source)
        return groups === groupsOf(other, text) ? [] : [{ source, text }]
      })
    })
    expect(differences).toEqual([])
    expect(hits.size).toBeGreaterThan(sources.length / 2)
  })
})

describe('a bounded regex', () => {
  const regex = boundedRegex('(?<first>a+)(?<second>b)?')

  test.each([
    ['short', 'x'.repeat(10)],
    ['long', 'x'.repeat(10_000)],
  ])('gives the groups that took part, in a %s text', (_length, before) => {
    expect(regex(`${before}aab`)).toEqual({ first: 'aa', second: 'b' })
    expect(regex(`${before}aac`)).toMatchObject({ first: 'aa' })
    expect(regex(before)).toBeUndefined()
  })

  test('comes to an end on a long text for which backtracking would take years', () => {
    expect(boundedRegex('(?:x+x+)+y')('x'.repeat(48 * 1024))).toBeUndefined()
  })

  test('is refused when it is not valid', () => {
    expect(() => boundedRegex('(open')).toThrow(SyntaxError)
  })
})

describe('RE2 refuses', () => {
  test.each([
    ['look-ahead', 'a(?=b)'],
    ['look-behind', '(?<=a)b'],
    ['negative look-ahead', 'a(?!b)'],
    ['back-references', '(a)\\1'],
    ['an open group', '(a'],
  ])('%s', (_what, source) => {
    expect(() => re2Regex(source)).toThrow()
  })
})

describe('names of groups', () => {
  test.each<[source: string, names: string[]]>([
    ['none', []],
    ['(?:a)(b)', []],
    ['(?<pod>a)(?<podUID>b(?<x1>c))', ['pod', 'podUID', 'x1']],
  ])('%s', (source, names) => {
    expect(groupNames(source)).toEqual(names)
  })
})

function regexesOf({ signatures }: Rule): string[] {
  return signatures.flatMap(({ regex, not = [], values = {} }) => [
    ...(regex === undefined ? [] : [regex]),
    ...not,
    ...Object.values(values),
  ])
}

function samplesOf({ samples }: Rule): string[] {
  return [...samples.match, ...samples.noMatch].map(({ log }) => log)
}
