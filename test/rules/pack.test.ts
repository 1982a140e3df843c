import { describe, expect, test } from '@jest/globals'
import { formatRuleError } from '../../src/errors.ts'
import type { RuleFile } from '../../src/rules/decode.ts'
import { packErrors } from '../../src/rules/pack.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { aRule } from './a-rule.ts'
import { ruleFile } from './rule-file.ts'

function errorsOf(files: readonly RuleFile[], known: readonly Rule[] = []): string[] {
  return packErrors(files, known).map(formatRuleError)
}

const signature = (id: string, regex?: string): object => ({
  id,
  contains: 'kettle',
  at: 'anywhere',
  ...(regex && { regex }),
})

describe('a pack is sound', () => {
  test.each<[what: string, files: RuleFile[], known: Rule[]]>([
    ['when it is empty', [], []],
    ['when its rules have nothing to do with each other', [ruleFile('a'), ruleFile('b')], []],
    ['when links go to rules of the pack', [ruleFile('a', { explains: ['b'], recoveredBy: ['b'] }), ruleFile('b')], []],
    ['when links go to known rules', [ruleFile('a', { explains: ['b'], recoveredBy: ['b'] })], [aRule({ id: 'b' })]],
    [
      'when two ways lead to one effect',
      [ruleFile('a', { explains: ['b', 'c'] }), ruleFile('b', { explains: ['c'] }), ruleFile('c')],
      [],
    ],
    ['when it replaces a known rule', [ruleFile('a')], [aRule({ id: 'a' })]],
    [
      'when one regex stands behind two literals',
      [
        ruleFile('a', { signatures: [{ id: 'x', contains: 'kettle one', at: 'head', regex: 'is empty$' }] }),
        ruleFile('b', { signatures: [{ id: 'x', contains: 'kettle two', at: 'head', regex: 'is empty$' }] }),
      ],
      [],
    ],
  ])('%s', (_what, files, known) => {
    expect(errorsOf(files, known)).toEqual([])
  })
})

describe('a pack tells of', () => {
  test.each<[what: string, files: RuleFile[], known: Rule[], errors: string[]]>([
    [
      'an id that two files have',
      [ruleFile('a'), ruleFile('a', { title: 'other' })],
      [],
      ['a.yaml:1:5: DUPLICATE_ID: `a` stands in a already'],
    ],
    [
      'a signature id that a rule has twice',
      [ruleFile('a', { signatures: [signature('x'), signature('x')] })],
      [],
      ['a.yaml:13:9: DUPLICATE_ID: `x` stands in a already'],
    ],
    [
      'a title that two rules have',
      [ruleFile('a'), ruleFile('b', { title: 'axx' })],
      [],
      ['b.yaml:2:8: DUPLICATE_TITLE: `axx` stands in a already'],
    ],
    [
      'a regex that two rules have behind one literal',
      [
        ruleFile('a', { signatures: [signature('x', 'is empty')] }),
        ruleFile('b', { signatures: [signature('y', 'is empty')] }),
      ],
      [],
      ['b.yaml:13:12: DUPLICATE_REGEX: `kettle: is empty` stands in a already'],
    ],
    [
      'an effect that is no rule',
      [ruleFile('a', { explains: ['b', 'c'] }), ruleFile('b')],
      [],
      ['a.yaml:27:5: UNKNOWN_RULE: there is no rule `c`'],
    ],
    [
      'a recovery that is no rule',
      [ruleFile('a', { recoveredBy: ['c'] })],
      [],
      ['a.yaml:26:5: UNKNOWN_RULE: there is no rule `c`'],
    ],
    [
      'occurrences of no rule',
      [ruleFile('a', { occurrences: { of: 'c', count: 3, within: '5m' } })],
      [],
      ['a.yaml:26:7: UNKNOWN_RULE: there is no rule `c`'],
    ],
    [
      'a rule that explains itself',
      [ruleFile('a', { explains: ['a'] })],
      [],
      ['a.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: a -> a'],
    ],
    [
      'a circle',
      [ruleFile('a', { explains: ['b'] }), ruleFile('b', { explains: ['c'] }), ruleFile('c', { explains: ['a'] })],
      [],
      ['a.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: a -> b -> c -> a'],
    ],
    [
      'a circle that a rule outside leads into',
      [ruleFile('a', { explains: ['b'] }), ruleFile('b', { explains: ['c'] }), ruleFile('c', { explains: ['b'] })],
      [],
      ['b.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: b -> c -> b'],
    ],
    [
      'two circles',
      [ruleFile('a', { explains: ['a'] }), ruleFile('b', { explains: ['b'] })],
      [],
      [
        'a.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: a -> a',
        'b.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: b -> b',
      ],
    ],
    [
      'a circle that a known rule closes',
      [ruleFile('a', { explains: ['b'] })],
      [aRule({ id: 'b', explains: ['a'] })],
      ['a.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: a -> b -> a'],
    ],
    [
      'a circle that is entered at a known rule',
      [ruleFile('a', { explains: ['b'] }), ruleFile('c', { explains: ['b'] })],
      [aRule({ id: 'b', explains: ['c'] })],
      ['c.yaml:26:3: EXPLAINS_CYCLE: goes in a circle: b -> c -> b'],
    ],
  ])('%s', (_what, files, known, errors) => {
    expect(errorsOf(files, known)).toEqual(errors)
  })

  test('no circle of known rules, which the files have no part in', () => {
    const known = [aRule({ id: 'b', explains: ['c'] }), aRule({ id: 'c', explains: ['b'] })]
    expect(errorsOf([ruleFile('a', { explains: ['b'] })], known)).toEqual([])
  })

  test('everything at once', () => {
    const codes = packErrors([ruleFile('a', { explains: ['z'] }), ruleFile('a')]).map(({ code }) => code)
    expect(codes).toEqual(['DUPLICATE_ID', 'DUPLICATE_TITLE', 'UNKNOWN_RULE'])
  })
})
