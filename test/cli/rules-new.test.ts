import { describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import fc from 'fast-check'
import type { Report } from '../../src/report/report.ts'
import { decodeRule } from '../../src/rules/decode.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { FLUX, folderWith } from './fixtures.ts'
import { run } from './run.ts'

async function started(stdin: string, id = 'flux-overheated', ...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await run(['rules', 'new', id, ...argv], { stdin })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

function decoded(text: string): Rule {
  const result = decodeRule(text, 'rules/flux-overheated.yaml')
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.file.rule
}

test('a line gives a whole rule file, in which TODO marks what is missing', async () => {
  const log = FLUX.replace('limit" unit="flux-1"', 'limit of \\"/var/lib/flux\\"" pod="default/tank-0"')
  expect(await started(log, 'flux-overheated', '--area', 'host')).toBe(
    `# Save it as host/flux-overheated.yaml in a folder of yours; \`rules check FOLDER\` then tells what is left to do.

id: flux-overheated
title: TODO flux overheated
role: cause
level: medium
status: experimental
description: TODO What is wrong, in one sentence. Then why, and what it is commonly taken for.
impact: TODO What the node or its pods lose.
subject: pod
window: 10m
# explains: [rules that this one leads to], recoveredBy: [rules that prove the recovery], where there are any
signatures:
  - id: flux-capacitor-overheated
    contains: Flux capacitor overheated # or: plasma above limit of (at: err)
    at: head
    regex: plasma above limit of "(?<path>[^"\\s]*)"
    severity: [ E ]
    captures: { pod: values.pod }
    summary: TODO say it in a few words, with {pod}
falsePositives:
  - TODO When this rule can be wrong.
remediation:
  - phase: confirm
    title: TODO How to make sure
    command: TODO a command that only reads
    expect: TODO what it shows when the diagnosis is right
  - phase: mitigate
    title: TODO What helps now
    command: TODO a command, with <PLACEHOLDER> for what the reader fills in
    risk: 'TODO what can go wrong, or: none known'
  - phase: prevent
    title: TODO What keeps it from coming back
samples:
  # TODO names, ids and times of your own, before others see it
  match:
    - log: |
        ${log.trim()}
      signature: flux-capacitor-overheated
      captures: { path: /var/lib/flux, pod: default/tank-0 }
      from: synthetic
  noMatch:
    - log: TODO a whole line of the nearest neighbour, which this rule must not match
      because: TODO what that line is about
`,
  )
})

describe('a rule that was started', () => {
  test('loads beside others and finds its line', async () => {
    const folder = await folderWith({
      'flux-overheated.yaml': await started(FLUX),
      'flux-empty.yaml': await started(FLUX.replace('overheated', 'is empty'), 'flux-empty'),
    })
    const { stdout, stderr } = await run(['--rules', folder, '--output', 'json'], { stdin: FLUX })
    expect(stderr).toBe('')
    expect((JSON.parse(stdout) as Report).incidents).toMatchObject([{ cause: { rule: 'flux-overheated' } }])
    await rm(folder, { recursive: true })
  })

  test('wants only what says TODO before it is sound', async () => {
    const folder = await folderWith({ 'flux-overheated.yaml': await started(FLUX) })
    const { code, stdout, stderr } = await run(['rules', 'check', folder])
    const codes = [...stderr.matchAll(/: ([A-Z_]+): `([\w.]+)`/g)].map(([, error, path]) => `${error} ${path}`)
    expect(codes).toEqual([
      'TODO_LEFT title',
      'TODO_LEFT description',
      'TODO_LEFT impact',
      'TODO_LEFT signatures.0.summary',
      'TODO_LEFT falsePositives.0',
      'TODO_LEFT remediation.0.title',
      'TODO_LEFT remediation.0.command',
      'TODO_LEFT remediation.0.expect',
      'TODO_LEFT remediation.1.title',
      'TODO_LEFT remediation.1.command',
      'TODO_LEFT remediation.1.risk',
      'TODO_LEFT remediation.2.title',
      'TODO_LEFT samples.noMatch.0.log',
      'TODO_LEFT samples.noMatch.0.because',
    ])
    expect(stderr.trimEnd().split('\n')).toHaveLength(codes.length)
    expect(stderr).toContain('flux-overheated.yaml:4:8: TODO_LEFT: `title`')
    expect(stdout).toContain('14 problems')
    expect(code).toBe(2)
    await rm(folder, { recursive: true })
  })

  test('has its area only in the file name that is proposed', async () => {
    expect(await started(FLUX)).toMatch(/^# Save it as flux-overheated\.yaml in /)
    expect(await started(FLUX, 'flux-overheated', '--area', 'my-own')).toMatch(
      /^# Save it as my-own\/flux-overheated\.yaml in /,
    )
  })
})

describe('the sample', () => {
  const KLOG = 'E0602 15:41:00.000001     563 flux.go:88] "Flux capacitor overheated" err='

  test.each<[what: string, log: string]>([
    ['a record of several lines', `${KLOG}<\n\tplasma above\n\tlimit\n >\n`],
    ['quotes, colons and hashes', `${KLOG}"a: b # c 'd' \\"e\\"" - {x}: [y]\n`],
    ['leading and trailing blanks', `  ${KLOG}"x"   \n`],
    ['control characters', `${KLOG}"\u001b[31m\u0007"\n`],
    ['characters that turn the text round', `${KLOG}"\u202Efdp.exe\u202C"\n`],
    ['a TAB among control characters', `${KLOG}"a\tb\u0001"\n`],
    ['other scripts', `${KLOG}"größe 温度 🔥"\n`],
  ])('keeps %s', async (_what, log) => {
    expect(decoded(await started(log)).samples.match[0]?.log).toBe(log)
  })

  test('keeps any line, and shows none of its control characters', async () => {
    const ends = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\0\r\n\ufeff\ufffd]/g, ''))
    await fc.assert(
      fc.asyncProperty(ends, async (end) => {
        const log = `${KLOG}"${end}"\n`
        const text = await started(log)
        // oxlint-disable-next-line no-control-regex -- they are what this is about
        expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]/)
        expect(decoded(text).samples.match[0]?.log).toBe(log)
      }),
      { numRuns: 30 },
    )
  })

  test('has no blank lines and no line ends of Windows', async () => {
    expect(decoded(await started(`\r\n${FLUX.trim()}\r\n\r\n`)).samples.match[0]?.log).toBe(FLUX)
  })
})

test('an id that is taken is told, for the rule then takes the place of the other', async () => {
  const { code, stdout, stderr } = await run(['rules', 'new', 'swap-enabled'], { stdin: FLUX })
  expect(stderr).toBe('kubelog-diagnose: there is a rule swap-enabled already; with --rules this one takes its place\n')
  expect(stdout).toContain('id: swap-enabled\n')
  expect(code).toBe(0)
})

describe('is refused:', () => {
  test.each<[what: string, argv: string[], stdin: string, message: string]>([
    ['no id', [], FLUX, 'an argument is missing: got 0, need 1'],
    ['an id of other characters', ['Flux_1'], FLUX, 'the id "Flux_1" must be lower-case words joined by hyphens'],
    ['an area that leads elsewhere', ['flux', '--area', '../etc'], FLUX, '--area "../etc" must be lower-case words'],
    ['nothing to start from', ['flux'], '', 'there is no line on stdin'],
    ['blank lines', ['flux'], '\n\n', 'there is no line on stdin'],
    ['a whole log', ['flux'], FLUX.repeat(500), 'give the line (or the lines of one record), not a whole log'],
    ['a line without words', ['flux'], '12:41 7\n', 'the line has no constant text that a rule could look for'],
    ['an unknown option', ['flux', '--level', 'high'], FLUX, 'no such option: --level'],
  ])('%s', async (_what, argv, stdin, message) => {
    const { code, stdout, stderr } = await run(['rules', 'new', ...argv], { stdin })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`kubelog-diagnose: ${message}`)
    expect(stderr.trimEnd()).not.toContain('\n')
  })

  test('a log without end', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.from(FLUX)
      })(),
    )
    expect(await run(['rules', 'new', 'flux'], { stdin: endless })).toMatchObject({ code: 2 })
  })

  test('a terminal', async () => {
    const { code, stderr } = await run(['rules', 'new', 'flux'], { isTTY: true })
    expect(code).toBe(2)
    expect(stderr).toContain('no input: pipe the line in')
  })
})
