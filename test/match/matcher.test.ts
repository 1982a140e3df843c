import { describe, expect, test } from '@jest/globals'
import { Matcher } from '../../src/match/matcher.ts'
import type { Match } from '../../src/match/signature.ts'
import type { Rule, Signature } from '../../src/rules/rule.ts'
import { recordOf } from '../klog-records.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

const LINE =
  'Mar 11 08:15:42 node-a kubelet[1187]: E0311 08:15:42.604118    1187 prober.go:107] ' +
  '"Probe failed" probeType="Liveness" pod="default/web-0" containerName="app" err="connection refused"'

function matchesOf(rules: readonly Rule[], log: string): readonly Match[] {
  return new Matcher(rules).match(recordOf(log))
}

function isMatch(signature: Signature, log: string): boolean {
  return matchesOf([aRule({ id: 'a', signatures: [signature] })], log).length > 0
}

describe('a signature holds when all its conditions hold', () => {
  test.each<[condition: string, fields: Partial<Signature>, holds: boolean]>([
    ['no condition but the literal', {}, true],
    ['a regex that matches', { regex: 'pod="(?<pod>[^"]+)"' }, true],
    ['a regex that does not', { regex: 'pod="(?<pod>[^"]+)" and more' }, false],
    ['its severity', { severity: ['W', 'E'] }, true],
    ['another severity', { severity: ['W', 'F'] }, false],
    ['its identifier', { identifier: ['systemd', 'kubelet'] }, true],
    ['another identifier', { identifier: ['systemd', 'kernel'] }, false],
    ['its file', { file: ['prober.go'] }, true],
    ['another file', { file: ['kubelet.go'] }, false],
    ['its value', { values: { probeType: '^Liveness$' } }, true],
    ['another value', { values: { probeType: '^Readiness$' } }, false],
    ['one of two values', { values: { probeType: '^Liveness$', containerName: '^db$' } }, false],
    ['a value that is not there', { values: { volume: '.' } }, false],
    ['a text that must not be there', { not: ['connection refused'] }, false],
    ['a text that must not be there and is not', { not: ['i/o timeout', 'deadline'] }, true],
    ['all of them', { severity: ['E'], file: ['prober.go'], regex: 'refused', not: ['timeout'] }, true],
  ])('%s', (_condition, fields, holds) => {
    expect(isMatch(aSignature('Probe failed', fields), LINE)).toBe(holds)
  })

  test('the literal must be there, whatever else holds', () => {
    expect(isMatch(aSignature('Probe succeeded', { severity: ['E'] }), LINE)).toBe(false)
  })

  test('a folder before the file name does not count', () => {
    const log = LINE.replace('prober.go', 'prober/prober.go')
    expect(isMatch(aSignature('Probe failed', { file: ['prober.go'] }), log)).toBe(true)
  })
})

describe('a field that the record does not have is not held against it', () => {
  test.each<[field: string, fields: Partial<Signature>, log: string]>([
    ['severity of a headerless line', { severity: ['F'] }, 'Mar 11 08:15:42 node-a kubelet[1]: Probe failed'],
    ['severity of a line whose front was cut', { severity: ['F'] }, 'prober.go:107] "Probe failed"'],
    ['file of a headerless line', { file: ['kubelet.go'] }, 'Mar 11 08:15:42 node-a kubelet[1]: Probe failed'],
    [
      'identifier of a bare klog line',
      { identifier: ['systemd'] },
      'E0311 08:15:42.604118 1 prober.go:107] "Probe failed"',
    ],
  ])('%s', (_field, fields, log) => {
    expect(isMatch(aSignature('Probe failed', fields), log)).toBe(true)
  })
})

describe('the text that regexes see', () => {
  test.each([
    ['quotes of one level', 'err="failed to \\"StartContainer\\" for \\"app\\""'],
    ['quotes of two levels', 'err="failed to \\\\\\"StartContainer\\\\\\" for \\\\\\"app\\\\\\""'],
    ['plain quotes', 'failed to "StartContainer" for "app"'],
  ])('has no backslashes before %s', (_what, text) => {
    const signature = aSignature('failed to', { regex: 'failed to "StartContainer" for "(?<name>[^"]+)"' })
    const rules = [aRule({ id: 'a', signatures: [signature] })]
    expect(matchesOf(rules, `E0311 08:15:42.604118 1 a.go:1] ${text}`)[0]?.captures).toEqual({ name: 'app' })
  })

  test('has the lines of a block', () => {
    const log = ['E0311 08:15:42.604118 1 a.go:1] "Failed" err=<', '\tfirst', '\tsecond', ' >'].join('\n')
    expect(isMatch(aSignature('Failed', { regex: 'first\\n\\tsecond' }), log)).toBe(true)
  })

  test('does not have the header', () => {
    expect(isMatch(aSignature('Probe failed', { regex: 'prober\\.go' }), LINE)).toBe(false)
  })
})

describe('one match a rule', () => {
  const first = aSignature('Probe failed', { id: 'first' })
  const second = aSignature('connection refused', { id: 'second' })

  test('is that of its first signature, wherever the literals stand', () => {
    expect(
      matchesOf([aRule({ id: 'a', signatures: [second, first] })], LINE).map(({ signature }) => signature),
    ).toEqual(['second'])
    expect(
      matchesOf([aRule({ id: 'a', signatures: [first, second] })], LINE).map(({ signature }) => signature),
    ).toEqual(['first'])
  })

  test('is that of a later signature when the first one does not hold', () => {
    const strict = aSignature('Probe failed', { id: 'strict', severity: ['I'] })
    expect(matchesOf([aRule({ id: 'a', signatures: [strict, second] })], LINE)[0]?.signature).toBe('second')
  })

  test('and several rules on one record, in the order of the rules', () => {
    const rules = [aRule({ id: 'b', signatures: [second] }), aRule({ id: 'a', signatures: [first] })]
    expect(matchesOf(rules, LINE).map(({ rule }) => rule.id)).toEqual(['b', 'a'])
  })

  test('also when rules share a literal', () => {
    const rules = [aRule({ id: 'b', signatures: [first] }), aRule({ id: 'a', signatures: [first] })]
    expect(matchesOf(rules, LINE).map(({ rule }) => rule.id)).toEqual(['b', 'a'])
  })

  test('and none without rules', () => {
    expect(matchesOf([], LINE)).toEqual([])
  })
})

describe('noise', () => {
  const noise = aRule({ id: 'noise', role: 'noise', signatures: [aSignature('connection refused')] })
  const cause = aRule({ id: 'cause', signatures: [aSignature('Probe failed')] })

  test.each([
    ['after', [cause, noise]],
    ['before', [noise, cause]],
  ])('stands alone, %s the rules that match too', (_where, rules) => {
    expect(matchesOf(rules, LINE).map(({ rule }) => rule.id)).toEqual(['noise'])
  })
})

describe('captures', () => {
  function captured(
    rule: Partial<Rule>,
    fields: Partial<Signature>,
    log = LINE,
  ): Pick<Match, 'subject' | 'captures'> | undefined {
    const [match] = matchesOf([aRule({ id: 'a', signatures: [aSignature('Probe failed', fields)], ...rule })], log)
    return match && { subject: match.subject, captures: match.captures }
  }

  test.each<
    [what: string, rule: Partial<Rule>, fields: Partial<Signature>, expected: Pick<Match, 'subject' | 'captures'>]
  >([
    ['none without groups', {}, {}, { subject: '', captures: {} }],
    ['groups of the regex', {}, { regex: '"(?<type>\\w+)" pod' }, { subject: '', captures: { type: 'Liveness' } }],
    [
      'values of keys',
      {},
      { captures: { container: 'values.containerName' } },
      { subject: '', captures: { container: 'app' } },
    ],
    [
      'no value of a key that is not there',
      {},
      { captures: { volume: 'values.volumeName' } },
      { subject: '', captures: {} },
    ],
    ['no group that took no part', {}, { regex: 'failed(?<more> again)?' }, { subject: '', captures: {} }],
    [
      'the group rather than the key of its name',
      {},
      { regex: '(?<pod>web-\\d)', captures: { pod: 'values.pod' } },
      { subject: '', captures: { pod: 'web-0' } },
    ],
    [
      'the subject, from the key of its name',
      { subject: 'pod' },
      {},
      { subject: 'default/web-0', captures: { pod: 'default/web-0' } },
    ],
    [
      'the subject, from a group',
      { subject: 'container' },
      { regex: 'containerName="(?<container>[^"]+)"' },
      { subject: 'app', captures: { container: 'app' } },
    ],
    ['no subject where the record does not say it', { subject: 'volume' }, {}, { subject: '', captures: {} }],
  ])('%s', (_what, rule, fields, expected) => {
    expect(captured(rule, fields)).toEqual(expected)
  })

  test('are cut at a length that a report can show', () => {
    const log = LINE.replace('web-0', 'w'.repeat(5000))
    expect(captured({ subject: 'pod' }, {}, log)?.captures['pod']).toHaveLength(256)
  })
})

describe('what a match says of its signature', () => {
  test.each<[what: string, fields: Partial<Signature>, expected: Partial<Match>]>([
    ['high confidence and no echo, unasked', {}, { confidence: 'high', echo: false }],
    ['its confidence', { confidence: 'low' }, { confidence: 'low', echo: false }],
    ['that it is an echo', { echo: true }, { confidence: 'high', echo: true }],
  ])('%s', (_what, fields, expected) => {
    const [match] = matchesOf([aRule({ id: 'a', signatures: [aSignature('Probe failed', fields)] })], LINE)
    expect(match).toMatchObject(expected)
  })
})
