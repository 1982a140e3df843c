import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { checkRules } from '../../src/check/check.ts'
import { formatRuleError, type RuleErrorCode } from '../../src/errors.ts'
import { decodeRule, type RuleFile } from '../../src/rules/decode.ts'
import { readRuleFiles } from '../../src/rules/load.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { ruleFile, ruleText, sampleLog } from '../rules/rule-file.ts'

type Written = Readonly<Record<string, unknown>>

const WORDS = 'the kettle of the node is empty'
const KLOG = 'Mar 11 08:15:42 node-a kubelet[1187]: E0311 08:15:42.604118    1187 kettle.go:7] '

/** The one signature of rule `a`, with what a test adds. */
const signed = (more: object): Written => ({
  signatures: [{ id: 'empty', contains: `a: ${WORDS}`, at: 'head', ...more }],
})
/** The one sample of rule `a`, with what a test adds. */
const sampled = (more: object): Written => ({
  samples: { match: [{ log: sampleLog('a'), signature: 'empty', from: 'synthetic', ...more }] },
})
/** The steps of a rule. */
const steps = (...remediation: object[]): Written => ({ remediation })
const CONFIRM = { phase: 'confirm', title: 'look into the kettle' }
const MITIGATE = { phase: 'mitigate', title: 'fill the kettle again' }
/** A rule `id` whose signature matches the sample of rule `a` too. */
const greedy = (id: string, more: Written = {}): RuleFile =>
  ruleFile(id, {
    signatures: [{ id: 'empty', contains: 'is empty', at: 'anywhere' }],
    samples: { match: [{ log: `${KLOG}"Something of ${id} is empty" n=1`, signature: 'empty', from: 'synthetic' }] },
    ...more,
  })

function errorsOf(files: readonly RuleFile[], known: readonly Rule[] = []): string[] {
  return checkRules(files, known).map(formatRuleError)
}

describe('a rule is sound', () => {
  test.each<[what: string, files: RuleFile[]]>([
    ['with one signature and its sample', [ruleFile('a')]],
    [
      'when it is stable and its sample has a source',
      [ruleFile('a', { status: 'stable', ...sampled({ from: 'https://example.org/1' }) })],
    ],
    [
      'when the stated captures are there',
      [
        ruleFile('a', {
          ...signed({ captures: { colour: 'values.kettle' } }),
          ...sampled({ captures: { colour: 'blue' } }),
        }),
      ],
    ],
    [
      'when its summary names groups and captures',
      [
        ruleFile(
          'a',
          signed({
            regex: 'node is (?<how>empty)',
            captures: { colour: 'values.kettle' },
            summary: '{colour} is {how}',
          }),
        ),
      ],
    ],
    [
      'when its summary names its subject, which is captured unasked',
      [ruleFile('a', { subject: 'kettle', ...signed({ summary: 'no tea from {kettle}' }) })],
    ],
    [
      'when a second signature has its own sample',
      [
        ruleFile('a', {
          signatures: [
            { id: 'empty', contains: `a: ${WORDS}`, at: 'head' },
            { id: 'cold', contains: 'kettle is cold', at: 'anywhere' },
          ],
          samples: {
            match: [
              { log: sampleLog('a'), signature: 'empty', from: 'synthetic' },
              { log: `${KLOG}"The kettle is cold" kettle="red"`, signature: 'cold', from: 'synthetic' },
            ],
          },
        }),
      ],
    ],
    ['when another rule that it explains matches its sample too', [ruleFile('a', { explains: ['b'] }), greedy('b')]],
    ['when another rule that explains it matches its sample too', [ruleFile('a'), greedy('b', { explains: ['a'] })]],
    [
      'when the other rule is linked over a third',
      [ruleFile('a', { explains: ['c'] }), greedy('b'), ruleFile('c', { explains: ['b'] })],
    ],
    ['when its sample says that another rule matches too', [ruleFile('a', sampled({ also: ['b'] })), greedy('b')]],
    [
      'when a lifecycle rule matches its sample too',
      [ruleFile('a'), greedy('b', { role: 'lifecycle', level: 'informational' })],
    ],
    [
      'when it does not match what it must not',
      [
        ruleFile('a', {
          samples: {
            match: [{ log: sampleLog('a'), signature: 'empty', from: 'synthetic' }],
            noMatch: [{ log: `${KLOG}"a: the kettle of the node is full"`, because: 'a full kettle is fine' }],
          },
        }),
      ],
    ],
    [
      'when a mitigate step with a command states its risk',
      [ruleFile('a', steps(CONFIRM, { ...MITIGATE, command: 'fill', risk: 'water on the floor' }))],
    ],
    [
      'when its sample is a line without a klog header',
      [ruleFile('a', { ...signed({}), ...sampled({ log: `Mar 11 08:15:42 node-a tea[1]: a: ${WORDS}` }) })],
    ],
    [
      'when a noise rule has no remedy',
      [ruleFile('a', { role: 'noise', level: 'informational', remediation: undefined })],
    ],
  ])('%s', (_what, files) => {
    expect(errorsOf(files)).toEqual([])
  })
})

describe('a rule is refused', () => {
  test.each<[what: string, files: RuleFile[], errors: string[]]>([
    [
      'for a regex that does not close',
      [ruleFile('a', signed({ regex: '(unclosed' }))],
      ['a.yaml:13:12: REGEX_INVALID: Invalid regular expression'],
    ],
    [
      'for a look-ahead, which is not linear',
      [ruleFile('a', signed({ regex: 'kettle(?= of)' }))],
      ['a.yaml:13:12: REGEX_INVALID: '],
    ],
    [
      'for a bad regex under `not`',
      [ruleFile('a', signed({ not: ['fine', '*bad'] }))],
      ['a.yaml:15:9: REGEX_INVALID: '],
    ],
    [
      'for a bad regex of a value',
      [ruleFile('a', signed({ values: { kettle: '[z-a]' } }))],
      ['a.yaml:14:15: REGEX_INVALID: '],
    ],
    [
      'for a summary with a capture that is not there',
      [ruleFile('a', signed({ summary: 'no tea from {pot}' }))],
      ['a.yaml:13:14: CAPTURE_UNKNOWN: `pot` is no capture of this signature'],
    ],
    [
      'for a summary with {node}, which is no capture',
      [ruleFile('a', signed({ summary: 'no tea on {node}' }))],
      ['a.yaml:13:14: CAPTURE_UNKNOWN: `node` is no capture of this signature'],
    ],
    [
      'without a confirm step',
      [ruleFile('a', steps(MITIGATE, MITIGATE))],
      ['a.yaml:16:3: REMEDIATION_INCOMPLETE: there is no `confirm` step'],
    ],
    [
      'without a mitigate step',
      [ruleFile('a', steps(CONFIRM, CONFIRM))],
      ['a.yaml:16:3: REMEDIATION_INCOMPLETE: there is no `mitigate` step'],
    ],
    [
      'for a command that mitigates without a stated risk',
      [ruleFile('a', steps(CONFIRM, { ...MITIGATE, command: 'fill' }))],
      ['a.yaml:18:5: REMEDIATION_INCOMPLETE: a mitigate step with a command states its `risk`'],
    ],
    [
      'for a step of empty words',
      [ruleFile('a', steps(CONFIRM, { ...MITIGATE, title: 'Check the kubelet logs' }))],
      ['a.yaml:18:5: REMEDIATION_EMPTY_WORDS: "Check the kubelet logs" tells nobody what to do'],
    ],
    [
      'for a signature without a sample',
      [
        ruleFile('a', {
          signatures: [
            { id: 'empty', contains: `a: ${WORDS}`, at: 'head' },
            { id: 'cold', contains: 'kettle is cold', at: 'anywhere' },
          ],
        }),
      ],
      ['a.yaml:13:5: SIGNATURE_WITHOUT_SAMPLE: no sample is for signature `cold`'],
    ],
    [
      'for being stable without a source',
      [ruleFile('a', { status: 'stable' })],
      ['a.yaml:5:9: STATUS_UNPROVEN: `stable`, but no sample of `empty` names a source'],
    ],
    [
      'for a sample that no signature matches',
      [ruleFile('a', sampled({ log: `${KLOG}"The kettle is full"` }))],
      ['a.yaml:22:7: SAMPLE_UNMATCHED: signature `empty` does not match'],
    ],
    [
      'for a sample of a signature that is not there',
      [
        ruleFile('a', {
          samples: {
            match: [
              { log: sampleLog('a'), signature: 'empty', from: 'synthetic' },
              { log: sampleLog('a'), signature: 'full', from: 'synthetic' },
            ],
          },
        }),
      ],
      ['a.yaml:25:7: SAMPLE_UNMATCHED: signature `empty` comes before `full` here'],
    ],
    [
      'for a sample that a noise rule takes',
      [ruleFile('a'), greedy('b', { role: 'noise', level: 'informational' })],
      ['a.yaml:22:7: SAMPLE_UNMATCHED: the noise rule `b` takes the record'],
    ],
    [
      'for another value of a capture',
      [
        ruleFile('a', {
          ...signed({ captures: { colour: 'values.kettle' } }),
          ...sampled({ captures: { colour: 'red' } }),
        }),
      ],
      ['a.yaml:28:9: SAMPLE_CAPTURES: `colour` is "blue", not "red"'],
    ],
    [
      'for a capture that is not there',
      [ruleFile('a', sampled({ captures: { colour: 'red' } }))],
      ['a.yaml:26:9: SAMPLE_CAPTURES: `colour` is missing, not "red"'],
    ],
    [
      'for a bare pattern as a sample',
      [
        ruleFile('a', {
          ...signed({ contains: 'a kettle is empty', at: 'anywhere' }),
          ...sampled({ log: 'node: a kettle is empty' }),
        }),
      ],
      ['a.yaml:22:7: SAMPLE_PROVES_NOTHING: the sample is nothing but the pattern'],
    ],
    [
      'for a bare pattern as a sample, written as a block of lines',
      [
        ruleFile('a', {
          ...signed({ contains: 'a kettle is empty', at: 'anywhere' }),
          ...sampled({ log: 'node: a kettle is empty\n' }),
        }),
      ],
      ['a.yaml:22:7: SAMPLE_PROVES_NOTHING: the sample is nothing but the pattern'],
    ],
    [
      'for a bare pattern behind a header as a sample',
      [ruleFile('a', sampled({ log: `${KLOG}a: ${WORDS}` }))],
      ['a.yaml:22:7: SAMPLE_PROVES_NOTHING: the sample is nothing but the pattern'],
    ],
    [
      'for a stranger that matches its sample',
      [ruleFile('a'), greedy('b')],
      ['a.yaml:22:7: SAMPLE_CROSS_FIRE: b (empty) fires too, and neither explains the other'],
    ],
    [
      'for an effect of one cause that matches a sample of another effect',
      [ruleFile('a'), greedy('b'), ruleFile('c', { explains: ['a', 'b'] })],
      ['a.yaml:22:7: SAMPLE_CROSS_FIRE: b (empty) fires too, and neither explains the other'],
    ],
    [
      'for matching what it must not',
      [
        ruleFile('a', {
          samples: {
            match: [{ log: sampleLog('a'), signature: 'empty', from: 'synthetic' }],
            noMatch: [{ log: sampleLog('a').replace('blue', 'red'), because: 'red kettles may be empty' }],
          },
        }),
      ],
      ['a.yaml:26:7: NO_MATCH_HIT: signature `empty` matches what must not match'],
    ],
  ])('%s', (_what, files, errors) => {
    // Of the words of the regex engines the table has the beginning.
    expect(errorsOf(files).map((error, index) => error.slice(0, errors[index]?.length))).toEqual(errors)
  })
})

describe('samples run against the known rules too', () => {
  test('which may not fire unasked', () => {
    expect(errorsOf([ruleFile('a')], [greedy('b').rule])).toEqual([
      expect.stringContaining('SAMPLE_CROSS_FIRE: b (empty)'),
    ])
  })

  test('but samples of known rules are not judged again', () => {
    expect(
      errorsOf(
        [greedy('b', { explains: ['a'] })],
        [ruleFile('a', sampled({ log: `${KLOG}"The kettle is full"` })).rule],
      ),
    ).toEqual([])
  })
})

describe('a sample of several records', () => {
  const log = [sampleLog('a'), `${KLOG}"Nothing of note" kettle="red"`, sampleLog('a').replace('blue', 'green')].join(
    '\n',
  )

  test('is matched when one of them is', () => {
    expect(errorsOf([ruleFile('a', sampled({ log }))])).toEqual([])
  })

  test('has the stated captures when one of its matches has', () => {
    const file = ruleFile('a', {
      ...signed({ captures: { colour: 'values.kettle' } }),
      ...sampled({ log, captures: { colour: 'green' } }),
    })
    expect(errorsOf([file])).toEqual([])
  })
})

describe('every error code comes from a small bad rule:', () => {
  const MAKERS: Readonly<Record<RuleErrorCode, () => Promise<readonly string[]> | readonly string[]>> = {
    YAML_SYNTAX: () => decodeCodes('id: "open'),
    SCHEMA: () => decodeCodes('id: a'),
    ID_NOT_FILE_NAME: () => folderCodes({ 'b.yaml': ruleText('a') }),
    NO_RULES: () => folderCodes({}),
    DUPLICATE_ID: () => codes(ruleFile('a'), ruleFile('a')),
    DUPLICATE_TITLE: () => codes(ruleFile('a', { title: 'no tea' }), ruleFile('b', { title: 'no tea' })),
    DUPLICATE_REGEX: () =>
      codes(ruleFile('a', signed({ regex: 'is empty' })), ruleFile('b', signed({ regex: 'is empty' }))),
    UNKNOWN_RULE: () => codes(ruleFile('a', { explains: ['b'] })),
    EXPLAINS_CYCLE: () => codes(ruleFile('a', { explains: ['a'] })),
    REGEX_INVALID: () => codes(ruleFile('a', signed({ regex: '(open' }))),
    CAPTURE_UNKNOWN: () => codes(ruleFile('a', signed({ summary: '{pot}' }))),
    REMEDIATION_INCOMPLETE: () => codes(ruleFile('a', steps(CONFIRM, CONFIRM))),
    REMEDIATION_EMPTY_WORDS: () => codes(ruleFile('a', steps(CONFIRM, { ...MITIGATE, title: 'Check the logs' }))),
    TODO_LEFT: () => codes(ruleFile('a', { impact: 'TODO what is lost' })),
    SIGNATURE_WITHOUT_SAMPLE: () => codes(ruleFile('a', sampled({ signature: 'full' }))),
    STATUS_UNPROVEN: () => codes(ruleFile('a', { status: 'stable' })),
    SAMPLE_UNMATCHED: () => codes(ruleFile('a', sampled({ log: 'nothing of what the rule is about' }))),
    SAMPLE_CAPTURES: () => codes(ruleFile('a', sampled({ captures: { colour: 'red' } }))),
    FACT_UNKNOWN: () => codes(ruleFile('a', steps(CONFIRM, MITIGATE, { ...MITIGATE, when: { os: ['plan9'] } }))),
    SAMPLE_FACTS: () => codes(ruleFile('a', sampled({ facts: { os: 'plan9' } }))),
    SAMPLE_PROVES_NOTHING: () => codes(ruleFile('a', sampled({ log: `a: ${WORDS}` }))),
    SAMPLE_CROSS_FIRE: () => codes(ruleFile('a'), greedy('b')),
    NO_MATCH_HIT: () =>
      codes(
        ruleFile('a', {
          samples: {
            match: [{ log: sampleLog('a'), signature: 'empty', from: 'synthetic' }],
            noMatch: [{ log: sampleLog('a'), because: 'it must not match' }],
          },
        }),
      ),
  }

  test.each(Object.entries(MAKERS))('%s', async (code, make) => {
    expect(await make()).toContain(code)
  })

  function codes(...files: RuleFile[]): string[] {
    return checkRules(files).map(({ code }) => code)
  }

  function decodeCodes(text: string): string[] {
    const result = decodeRule(text, 'a.yaml')
    return result.ok ? [] : result.errors.map(({ code }) => code)
  }

  async function folderCodes(files: Readonly<Record<string, string>>): Promise<string[]> {
    const folder = mkdtempSync(join(tmpdir(), 'rules-'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const { errors } = await readRuleFiles(folder)
    rmSync(folder, { recursive: true })
    return errors.map(({ code }) => code)
  }
})

describe('words that tell nobody what to do', () => {
  test.each([
    ['Check the logs', true],
    ['check logs.', true],
    ['See the kubelet logs for details', true],
    ['Inspect system logs for errors', true],
    ['Look at the logs of the container that restarts', false],
    ['Check the limit against what is held', false],
    ['Read why it ended: the exit code tells', false],
  ])('%s', (title, isEmpty) => {
    const found = errorsOf([ruleFile('a', steps(CONFIRM, { ...MITIGATE, title }))])
    expect(found.some((error) => error.includes('REMEDIATION_EMPTY_WORDS'))).toBe(isEmpty)
  })
})
