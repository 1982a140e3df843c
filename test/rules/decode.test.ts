import { describe, expect, test } from '@jest/globals'
import { formatRuleError } from '../../src/errors.ts'
import { decodeRule } from '../../src/rules/decode.ts'
import { parseDuration } from '../../src/rules/duration.ts'
import type { Rule } from '../../src/rules/rule.ts'

const LIFECYCLE = `id: kubelet-waved
title: kubelet waves
role: lifecycle
level: informational
status: experimental
description: kubelet waves at the reader.
signatures:
  - id: waving
    contains: kubelet waves
    at: head
samples:
  match:
    - log: 'Mar 11 08:15:42 node-a kubelet[1]: kubelet waves'
      signature: waving
      from: synthetic
`

const CAUSE = `${LIFECYCLE.replace('lifecycle', 'cause').replace('informational', 'low')}impact: nobody waves back
window: 90s
falsePositives:
  - it was the wind
remediation:
  - phase: confirm
    title: look out of the window
  - phase: mitigate
    title: wave back at it
`

/** A rule that only tells what the node is. */
const FACT = `${LIFECYCLE.replace('role: lifecycle', 'role: context').replace('at: head', 'at: head\n    facts: { os: linux }')}marks: fact\n`

function decoded(text: string, custom = false): Rule {
  const result = decodeRule(text, 'rules/host/kubelet-waved.yaml', custom)
  if (!result.ok) throw new Error(result.errors.map(formatRuleError).join('\n'))
  return result.file.rule
}

function errorsOf(text: string): string[] {
  const result = decodeRule(text, 'w.yaml')
  return result.ok ? [] : result.errors.map(formatRuleError)
}

describe('a rule file', () => {
  test('becomes a rule whose optional fields are empty lists', () => {
    expect(decoded(LIFECYCLE)).toEqual({
      id: 'kubelet-waved',
      title: 'kubelet waves',
      role: 'lifecycle',
      level: 'informational',
      status: 'experimental',
      description: 'kubelet waves at the reader.',
      subject: 'node',
      window: 60_000_000,
      explains: [],
      recoveredBy: [],
      signatures: [{ id: 'waving', contains: 'kubelet waves', at: 'head' }],
      falsePositives: [],
      remediation: [],
      references: [],
      samples: {
        match: [{ log: 'Mar 11 08:15:42 node-a kubelet[1]: kubelet waves', signature: 'waving', from: 'synthetic' }],
        noMatch: [],
      },
      area: 'host',
    })
  })

  test.each<[what: string, more: string, expected: Partial<Rule>]>([
    ['its window in microseconds', '', { window: 90_000_000 }],
    ['its subject', 'subject: pod', { subject: 'pod' }],
    ['what it explains', 'explains: [a, b-c]', { explains: ['a', 'b-c'] }],
    [
      'its persistence with durations in microseconds',
      'persistence: { count: 3, lasting: 2m, startup: 1h, passing: medium }',
      { persistence: { count: 3, lasting: 120_000_000, startup: 3_600_000_000, passing: 'medium' } },
    ],
    ['a persistence of one condition', 'persistence: { count: 3 }', { persistence: { count: 3 } }],
    [
      'its occurrences with the duration in microseconds',
      'occurrences: { of: other, count: 3, within: 1d }',
      { occurrences: { of: 'other', count: 3, within: 86_400_000_000 } },
    ],
  ])('keeps %s', (_what, more, expected) => {
    expect(decoded(`${CAUSE}${more}\n`)).toMatchObject(expected)
  })

  test('is marked when it is not one of ours', () => {
    expect(decoded(LIFECYCLE, true).custom).toBe(true)
    expect(decoded(LIFECYCLE)).not.toHaveProperty('custom')
  })

  test('may use an anchor for text that it has twice', () => {
    const text = LIFECYCLE.replace('at: head', 'at: head\n    not: &not [one, two]').replace(
      'samples:',
      '  - id: again\n    contains: waves again\n    at: head\n    not: *not\nsamples:',
    )
    expect(decoded(text).signatures.map(({ not }) => not)).toEqual([
      ['one', 'two'],
      ['one', 'two'],
    ])
  })

  test('may do without signatures when it counts the occurrences of another rule', () => {
    const text = CAUSE.replace(/signatures:[\s\S]*?synthetic\n/, 'occurrences: { of: other, count: 3, within: 10m }\n')
    expect(decoded(text)).toMatchObject({ signatures: [], samples: { match: [], noMatch: [] } })
  })
})

const replaced = (from: string | RegExp, to: string): string => LIFECYCLE.replace(from, to)

describe('a file that is no rule is told of with line and column:', () => {
  test.each<[what: string, text: string, errors: string[]]>([
    ['an empty file', '', ['w.yaml:1:1: SCHEMA: the file must be object']],
    ['a list', '- a\n', ['w.yaml:1:1: SCHEMA: the file must be object']],
    [
      'a line that is indented without need',
      'id: x\n  title: y\n',
      [
        'w.yaml:1:5: YAML_SYNTAX: Nested mappings are not allowed in compact mappings',
        'w.yaml:1:5: YAML_SYNTAX: Implicit keys need to be on a single line',
      ],
    ],
    [
      'an open quote',
      replaced('kubelet waves\nrole', '"kubelet\nrole'),
      ['w.yaml:16:1: YAML_SYNTAX: Missing closing "quote'],
    ],
    [
      'a TAB for an indent',
      replaced('    at:', '\tat:'),
      ['w.yaml:10:1: YAML_SYNTAX: Tabs are not allowed as indentation'],
    ],
    ['a key that is there twice', `${LIFECYCLE}id: other\n`, ['w.yaml:16:1: YAML_SYNTAX: Map keys must be unique']],
    ['two documents', `${LIFECYCLE}---\nid: other\n`, ['w.yaml:16:1: YAML_SYNTAX: Source contains multiple documents']],
    [
      'a star that was meant as text',
      replaced('contains: kubelet waves', 'contains: *waves'),
      ['w.yaml:9:15: YAML_SYNTAX: Unresolved alias (the anchor must be set before the alias): waves'],
    ],
    [
      'an exclamation mark that was meant as text',
      replaced('contains: kubelet', 'contains: !kubelet'),
      ['w.yaml:9:15: YAML_SYNTAX: Unresolved tag: !kubelet'],
    ],
    [
      'aliases that multiply beyond measure',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n`,
      ['w.yaml:1:1: YAML_SYNTAX: Excessive alias count indicates a resource exhaustion attack'],
    ],
    ['an unknown key', `${LIFECYCLE}colour:\n  - red\n`, ['w.yaml:16:1: SCHEMA: the file has an unknown key `colour`']],
    [
      'an unknown key of a signature',
      replaced('at: head', 'at: head\n    when: now'),
      ['w.yaml:11:5: SCHEMA: `signatures.0` has an unknown key `when`'],
    ],
    [
      'a missing field',
      replaced(/title.*\n/, ''),
      ["w.yaml:1:1: SCHEMA: the file must have required property 'title'"],
    ],
    [
      'a field of a cause that is missing',
      CAUSE.replace(/impact.*\n/, ''),
      ["w.yaml:1:1: SCHEMA: the file must have required property 'impact'"],
    ],
    [
      'neither signatures nor occurrences',
      replaced(/signatures:[\s\S]*/, ''),
      ['w.yaml:1:1: SCHEMA: the file must have `signatures` and `samples`, or `occurrences`'],
    ],
    [
      'signatures without samples',
      replaced(/samples:[\s\S]*/, ''),
      ['w.yaml:1:1: SCHEMA: the file must have `signatures` and `samples`, or `occurrences`'],
    ],
    [
      'an id with capitals',
      replaced('kubelet-waved', 'Kubelet_Waved'),
      ['w.yaml:1:5: SCHEMA: `id` must match pattern'],
    ],
    [
      'a title that ends in a full stop',
      replaced('title: kubelet waves', 'title: kubelet waves.'),
      ['w.yaml:2:8: SCHEMA: `title` must match pattern'],
    ],
    [
      'a role that there is not',
      replaced('lifecycle', 'symptom'),
      ['w.yaml:3:7: SCHEMA: `role` must be one of cause, effect, lifecycle, context, noise'],
    ],
    [
      'a level that there is not',
      replaced('informational', 'sev1'),
      ['w.yaml:4:8: SCHEMA: `level` must be one of critical, high, medium, low, informational'],
    ],
    [
      'a number for a text',
      replaced('kubelet waves at the reader.', '12345678901'),
      ['w.yaml:6:14: SCHEMA: `description` must be string'],
    ],
    ['a window without a unit', `${LIFECYCLE}window: 10\n`, ['w.yaml:16:9: SCHEMA: `window` must be string']],
    ['a window in words', `${LIFECYCLE}window: 10 minutes\n`, ['w.yaml:16:9: SCHEMA: `window` must match pattern']],
    ['a window of nothing', `${LIFECYCLE}window: 0s\n`, ['w.yaml:16:9: SCHEMA: `window` must match pattern']],
    [
      'an empty list',
      `${LIFECYCLE}explains: []\n`,
      ['w.yaml:16:11: SCHEMA: `explains` must NOT have fewer than 1 items'],
    ],
    [
      'the same rule twice',
      `${LIFECYCLE}explains: [a, a]\n`,
      ['w.yaml:16:11: SCHEMA: `explains` must NOT have duplicate items'],
    ],
    [
      'a count of one',
      `${LIFECYCLE}persistence: { count: 1 }\n`,
      ['w.yaml:16:23: SCHEMA: `persistence.count` must be >= 2'],
    ],
    [
      'a persistence of nothing',
      `${LIFECYCLE}persistence: {}\n`,
      ['w.yaml:16:14: SCHEMA: `persistence` must NOT have fewer than 1 properties'],
    ],
    [
      'a mark that there is not',
      `${LIFECYCLE}marks: pause\n`,
      ['w.yaml:16:8: SCHEMA: `marks` must be one of start, stop,'],
    ],
    [
      'a literal that is too short',
      replaced('contains: kubelet waves', 'contains: wave'),
      ['w.yaml:9:15: SCHEMA: `signatures.0.contains` must NOT have fewer than 5 characters'],
    ],
    [
      'a literal with a quote',
      replaced('contains: kubelet waves', 'contains: the "kubelet" waves'),
      ['w.yaml:9:15: SCHEMA: `signatures.0.contains` must match pattern'],
    ],
    [
      'a literal that is not ASCII',
      replaced('contains: kubelet waves', 'contains: kubelet grüßt'),
      ['w.yaml:9:15: SCHEMA: `signatures.0.contains` must match pattern'],
    ],
    [
      'a place that there is not',
      replaced('at: head', 'at: nowhere'),
      ['w.yaml:10:9: SCHEMA: `signatures.0.at` must be one of head, err, values, anywhere'],
    ],
    [
      'a literal that is an identifier, in a rule that tells more than facts',
      replaced('at: head', 'at: identifier'),
      ['w.yaml:10:9: SCHEMA: `signatures.0.at` must be one of head, err, values, anywhere'],
    ],
    [
      'a condition beside an identifier',
      FACT.replace('at: head', 'at: identifier\n    severity: [E]'),
      ['w.yaml:11:5: SCHEMA: `signatures.0` has an unknown key `severity`'],
    ],
    [
      'facts of a rule that is no context',
      FACT.replace('role: context', 'role: lifecycle'),
      ['w.yaml:3:7: SCHEMA: `role` must be one of context'],
    ],
    [
      'a rule of facts without facts',
      FACT.replace('    facts: { os: linux }\n', ''),
      ["w.yaml:8:5: SCHEMA: `signatures.0` must have required property 'facts'"],
    ],
    [
      'a fact that there is not',
      FACT.replace('os: linux', 'colour: blue'),
      ['w.yaml:11:14: SCHEMA: `signatures.0.facts` has an unknown key `colour`'],
    ],
    [
      'a condition on a fact that there is not',
      `${CAUSE}    when: { colour: [blue] }\n`,
      ['w.yaml:25:13: SCHEMA: `remediation.1.when` has an unknown key `colour`'],
    ],
    [
      'a condition on a fact that can be anything',
      `${CAUSE}    unless: { version: [v1.30.4] }\n`,
      ['w.yaml:25:15: SCHEMA: `remediation.1.unless` has an unknown key `version`'],
    ],
    [
      'a line that decides, or not',
      replaced('at: head', 'at: head\n    decisive: false'),
      ['w.yaml:11:15: SCHEMA: `signatures.0.decisive` must be equal to constant'],
    ],
    [
      'a severity that there is not',
      replaced('at: head', 'at: head\n    severity: [E, D]'),
      ['w.yaml:11:19: SCHEMA: `signatures.0.severity.1` must be one of I, W, E, F'],
    ],
    [
      'a file that is no Go file',
      replaced('at: head', 'at: head\n    file: [kubelet.c]'),
      ['w.yaml:11:12: SCHEMA: `signatures.0.file.0` must match pattern'],
    ],
    [
      'a capture from nowhere',
      replaced('at: head', 'at: head\n    captures: { pod: pod }'),
      ['w.yaml:11:22: SCHEMA: `signatures.0.captures.pod` must match pattern'],
    ],
    [
      'a sample from nowhere',
      replaced('from: synthetic', 'from: memory'),
      ['w.yaml:15:13: SCHEMA: `samples.match.0.from` must match pattern'],
    ],
    [
      'a reference that is no address',
      `${LIFECYCLE}references: ['man 7 inotify']\n`,
      ['w.yaml:16:14: SCHEMA: `references.0` must match pattern'],
    ],
    [
      'a phase that there is not',
      CAUSE.replace('phase: mitigate', 'phase: panic'),
      ['w.yaml:23:12: SCHEMA: `remediation.1.phase` must be one of confirm, mitigate, prevent'],
    ],
  ])('%s', (_what, text, errors) => {
    // Of long messages the table has the beginning.
    expect(errorsOf(text).map((error, index) => error.slice(0, errors[index]?.length))).toEqual(errors)
  })

  test('everything that is wrong at once', () => {
    expect(errorsOf(replaced('head', 'tail').replace('informational', 'sev1').replace('experimental', 'new'))).toEqual([
      expect.stringContaining('w.yaml:4:8: '),
      expect.stringContaining('w.yaml:5:9: '),
      expect.stringContaining('w.yaml:10:9: '),
    ])
  })

  test('columns count from the line, also after CR LF', () => {
    expect(errorsOf(replaced('head', 'tail').replaceAll('\n', '\r\n'))).toEqual([
      expect.stringContaining('w.yaml:10:9: '),
    ])
  })
})

describe('errors that are found later', () => {
  const result = decodeRule(CAUSE, 'w.yaml')

  test.each<[where: string, path: (string | number)[], place: string]>([
    ['at a value', ['signatures', 0, 'contains'], '9:15'],
    ['at a step', ['remediation', 1], '23:5'],
    ['at the nearest part that is there', ['signatures', 0, 'regex'], '8:5'],
    ['at the beginning when nothing of it is there', ['occurrences', 'of'], '1:1'],
    ['at the beginning for the whole file', [], '1:1'],
  ])('stand %s', (_where, path, place) => {
    const error = result.ok ? result.file.error('REGEX_INVALID', path, 'bad') : undefined
    expect(error && formatRuleError(error)).toBe(`w.yaml:${place}: REGEX_INVALID: bad`)
  })
})

describe('durations', () => {
  test.each([
    ['1s', 1e6],
    ['90s', 90e6],
    ['10m', 600e6],
    ['2h', 7200e6],
    ['1d', 86_400e6],
  ])('%s', (text, us) => {
    expect(parseDuration(text)).toBe(us)
  })
})
