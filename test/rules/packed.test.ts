// The rules as the build packs them do what the rules of the files do.
import { describe, expect, jest, test } from '@jest/globals'
import { Buffer } from 'node:buffer'
import { runSample } from '../../src/check/run-sample.ts'
import { diagnose } from '../../src/diagnose.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { rarestColumns } from '../../src/match/rarity.ts'
import { formatJson } from '../../src/report/json.ts'
import { BUILTIN_RULES, builtinRules, loadRules, packedRules } from '../../src/rules/load.ts'
import { packRules, unpackRules, type PackedRules } from '../../src/rules/packed.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { aRule, aSignature } from './a-rule.ts'

/** Rules, packed and unpacked, and what was read of the other file for it. */
function packed(
  rules: readonly Rule[],
): PackedRules & { readonly json: string; readonly read: jest.Mock<(begin: number, end: number) => string> } {
  const literals = rules.flatMap(({ signatures }) => signatures.map(({ contains }) => contains))
  const { json, pack } = packRules(rules, rarestColumns([...new Set(literals)]))
  const bytes = Buffer.from(json)
  const read = jest.fn((begin: number, end: number) => bytes.toString('utf8', begin, end))
  return { ...unpackRules(pack, read), json, read }
}

describe('packed rules', () => {
  const rules = [
    aRule({
      id: 'disk-full',
      title: 'Größe',
      description: 'Kein Platz \u{1f4be}',
      signatures: [aSignature('disk full')],
    }),
    aRule({ id: 'no-pid', description: 'ü', signatures: [aSignature('no pid'), aSignature('disk full')] }),
  ]

  test('are the rules', () => {
    const { rules: unpacked, json } = packed(rules)
    expect(unpacked).toEqual(rules)
    expect(JSON.parse(json)).toEqual(rules)
  })

  test('know where the rarest pieces of each literal are', () => {
    expect(packed(rules).columns).toEqual(rarestColumns(['disk full', 'no pid']))
  })

  test('are read to their end one by one, when that is asked for, and once', () => {
    const { rules: unpacked, read } = packed(rules)
    expect(unpacked.map(({ title }) => title)).toEqual(['Größe', 'no pid'])
    expect(read).not.toHaveBeenCalled()
    expect(unpacked[1]?.description).toBe('ü')
    expect(unpacked[1]?.samples).toEqual(rules[1]?.samples)
    expect(read).toHaveBeenCalledTimes(1)
  })

  test('may be copied', () => {
    const [copy] = packed(rules).rules.map((rule) => ({ ...rule, level: 'low' }))
    expect(copy).toEqual({ ...rules[0], level: 'low' })
  })
})

describe('the built-in rules, packed,', () => {
  test('are what the build has made of them', async () => {
    const built = packedRules()
    if (built === undefined) return // a checkout that was not built
    expect(built.rules).toEqual(await builtinRules())
    expect(built).toEqual(expect.objectContaining({ columns: packed(built.rules).columns }))
  })

  test('match what those of the files match, and report the same', async () => {
    const rules = await loadRules(BUILTIN_RULES)
    const { rules: unpacked, columns } = packed(rules)
    const samples = rules.flatMap(({ samples }) => [...samples.match, ...samples.noMatch].map(({ log }) => log))
    expect(samples.length).toBeGreaterThan(1000)
    const matchesOf = (matcher: Matcher): unknown =>
      samples.map((log) =>
        runSample(log, matcher).map(({ matches }) =>
          matches.map(({ rule, ...match }) => ({ rule: rule.id, ...match })),
        ),
      )
    expect(matchesOf(new Matcher(unpacked, { columns }))).toEqual(matchesOf(new Matcher(rules)))
    const log = samples.map((sample) => (sample.endsWith('\n') ? sample : `${sample}\n`)).join('')
    const report = await diagnose(log, { rules: unpacked, columns })
    expect(report.incidents.length).toBeGreaterThan(50)
    expect(formatJson(report)).toBe(formatJson(await diagnose(log, { rules })))
  })
})
