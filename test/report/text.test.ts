// The text report: what stands where, and that it fits.
import { beforeAll, describe, expect, test } from '@jest/globals'
import stringWidth from 'fast-string-width'
import { diagnose } from '../../src/diagnose.ts'
import type { Report } from '../../src/report/report.ts'
import { formatText } from '../../src/report/text/text.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { builtinRules } from '../../src/rules/load.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'
import { at, reportOf, seen } from '../correlate/story.ts'

const disk = seen('disk-full', {
  level: 'critical',
  window: 10 * MINUTE,
  explains: ['pod-evicted'],
  impact: 'Nothing can be written. At all.',
  remediation: [
    { phase: 'confirm', title: 'Look how full the disk is', command: 'df -h /', expect: 'no block is free' },
    { phase: 'mitigate', title: 'Remove what is not needed', command: 'rm -r /tmp/cache\nsync', risk: 'none known' },
    { phase: 'prevent', title: 'Alert on disks that fill up' },
  ],
  falsePositives: ['A quota can be used up as well.'],
})
const evicted = seen('pod-evicted', {
  role: 'effect',
  level: 'medium',
  subject: 'pod',
  remediation: [
    { phase: 'confirm', title: 'See why it went', command: 'kubectl describe pod <POD>' },
    { phase: 'mitigate', title: 'Give it room', command: 'kubectl drain <NODE>', risk: 'pods move' },
  ],
})
const RULES = [disk, evicted]
const INCIDENT = [
  at('12:00:00', 'disk full'),
  at('12:00:01', 'pod evicted of shop/web-0'),
  at('12:20:00', 'all is quiet', { severity: 'I' }),
]

async function textOf(lines: readonly string[], options: Parameters<typeof formatText>[1] = {}): Promise<string> {
  return formatText(await reportOf(RULES, lines), options)
}

describe('one incident', () => {
  let lines: string[]

  beforeAll(async () => {
    lines = (await textOf(INCIDENT)).split('\n')
  })

  test('has node, level, cause, effect and status in its first line', () => {
    expect(lines[0]).toBe(`node-a  CRITICAL  disk full → pod evicted${' '.repeat(34)}quiet`)
  })

  test('says in the next lines since when, why, what it did and what to do now', () => {
    expect(lines.slice(1, 6)).toEqual([
      '  since    2024-06-02 12:00:00 UTC, last seen 12:00:01 (1 s), 1 event',
      '  why      What disk-full is.',
      '  effect   pod evicted; kubelet 7 keeps running. Nothing can be written.',
      '  do now   rm -r /tmp/cache',
      '           sync',
    ])
  })

  test.each([
    ['the timeline, from cause to effect', '  12:00:00.000  ●   disk full'],
    ['effects under their cause', '  12:00:01.000  └►  pod evicted, shop/web-0'],
    ['evidence with its place', '  log:2'],
    ['how to confirm it', '      df -h /'],
    ['what to expect', '    expect: no block is free'],
    ['what it risks', '    risk: none known'],
    ['what prevents it', '  - Alert on disks that fill up'],
    ['when it can be wrong', '  - A quota can be used up as well.'],
  ])('has %s', (_what, line) => {
    expect(lines).toContain(line)
  })

  test('ends with what was read, and that all of it is accounted for', () => {
    expect(lines.slice(-4)).toEqual([
      '1 incident on 1 node. 3 lines: 2 explained, 1 context, 0 unexplained.',
      '  log: journal-short-iso-precise, 3 lines, 2024-06-02 12:00:00 to 12:20:00',
      '    UTC, oldest-first',
      '',
    ])
  })
})

describe('the first command', () => {
  test('mends a cause, and looks into an effect whose cause did not show', async () => {
    expect(await textOf(INCIDENT)).toContain('  do now   rm -r /tmp/cache')
    expect(await textOf(INCIDENT.slice(1, 2))).toContain('  do now   kubectl describe pod <POD>')
  })
})

describe('an incident that is over', () => {
  test('says when, and has its command for the next time', async () => {
    const rules = [{ ...disk, recoveredBy: ['mount-cleaned'] }, seen('mount-cleaned', { role: 'lifecycle' })]
    const report = await reportOf(rules, [...INCIDENT.slice(0, 1), at('12:05:00', 'mount cleaned', { severity: 'I' })])
    const lines = formatText(report).split('\n')
    expect(lines[0]).toMatch(/^node-a {2}CRITICAL {2}disk full +recovered$/)
    expect(lines[1]).toContain('; recovered 2024-06-02 12:05:00:')
    expect(lines).toContain('  if again rm -r /tmp/cache')
  })
})

describe('several incidents', () => {
  const lines = [
    at('12:00:00', 'pod evicted of a/b'),
    at('12:00:00', 'disk full', { node: 'node-b' }),
    at('12:00:00', 'pod evicted of a/b', { node: 'node-c' }),
  ]

  test('are listed first, the worst one on top, and follow in full', async () => {
    const text = await textOf(lines)
    const list = text.split('\n').findIndex((line) => line.startsWith('1  CRITICAL'))
    expect(text.split('\n').slice(list, list + 3)).toEqual([
      '1  CRITICAL  ongoing    node-b  disk full',
      '2  MEDIUM    ongoing    node-a  pod evicted: a/b',
      '3  MEDIUM    ongoing    node-c  pod evicted: a/b',
    ])
    expect(text).toMatch(
      /\n\[1\/3\]\nnode-b {2}CRITICAL[^]*\n\[2\/3\]\nnode-a {2}MEDIUM[^]*\n\[3\/3\]\nnode-c {2}MEDIUM/,
    )
  })

  test('of one cause have their remedy once', async () => {
    const text = await textOf(lines)
    expect(text.split('See why it went')).toHaveLength(2)
    expect(text).toContain('as in [2]')
  })

  test('in brief are the list and the account alone', async () => {
    const text = await textOf(lines, { brief: true })
    expect(text.split('\n')).toHaveLength(3 + 1 + 1 + 1 + 1)
    expect(text).not.toContain('Timeline')
  })
})

describe('nothing wrong', () => {
  test.each<[what: string, lines: string[], verdict: string]>([
    [
      'is one line that says so',
      [at('12:00:00', 'hello', { severity: 'I' })],
      'No incident found on node-a. 1 line: 0 explained, 1 context, 0 unexplained.',
    ],
    ['of nothing is no verdict', [], 'The input is empty: nothing to diagnose.'],
    [
      'of what is no log is no verdict',
      ['hello', 'you'],
      'Nothing in it could be read as a log of a node: no verdict.',
    ],
  ])('%s', async (_what, lines, verdict) => {
    expect((await textOf(lines)).split('\n')[0]).toContain(verdict)
  })
})

describe('what no rule knows', () => {
  test('is shown by number and shape, with no verdict', async () => {
    const text = await textOf([at('12:00:00', 'kettle 1 is empty'), at('12:00:01', 'kettle 2 is empty')])
    expect(text).toContain(
      'Unexplained (warnings and errors that no rule knows; no verdict)\n      2x E kettle.go: kettle <n> is empty\n',
    )
  })

  test('is ten shapes at most, and the number of the others', async () => {
    const text = await textOf(Array.from('abcdefghijkl', (letter) => at('12:00:00', `kettle ${letter}`)))
    expect(text.match(/ 1x E kettle/g)).toHaveLength(10)
    expect(text).toContain('and 2 more shapes; 12 lines in all')
  })
})

describe('marks', () => {
  test('are plain ASCII where the terminal has no more', async () => {
    const text = await textOf([...INCIDENT, at('12:00:02', 'x'.repeat(300))], { unicode: false })
    expect(text).not.toMatch(/[^ -~\n]/)
  })

  test('are styled without a change of the text', async () => {
    const report = await reportOf(RULES, INCIDENT)
    const styled = formatText(report, { style: (_style, text) => `\u001b[1m${text}\u001b[22m` })
    expect(styled.replaceAll('\u001b[1m', '').replaceAll('\u001b[22m', '')).toBe(formatText(report))
  })
})

describe('at a width of', () => {
  let reports: Report[]

  beforeAll(async () => {
    const rules = await builtinRules()
    const samples = rules.flatMap(({ samples: { match } }) => match.slice(0, 1).map(({ log }) => log.trimEnd()))
    const names = ['node-with-a-long-name.of-a-cluster.example.internal', '日本語のノード', 'n']
    reports = [
      await diagnose(samples.join('\n'), { rules, name: 'samples of all rules.log' }),
      await diagnose(
        names
          .flatMap((node) => [
            at('12:00:00', 'disk full', { node }),
            at('12:00:01', 'pod evicted of 日本語/web', { node }),
            at('12:00:01', `all ${'x'.repeat(300)}`, { node }),
          ])
          .join('\n'),
        { rules: RULES, name: 'n'.repeat(130) },
      ),
      await diagnose('', { rules }),
    ]
  })

  test.each([40, 80, 120])('%d no line is longer, but for commands and names that cannot be broken', (width) => {
    const commands = new Set(
      reports.flatMap(({ incidents }) =>
        incidents.flatMap(({ remediation }) =>
          remediation.flatMap(({ command = '' }) =>
            command.split('\n').flatMap((line) => ['    ', '      '].map((indent) => `${indent}${line}`.trimEnd())),
          ),
        ),
      ),
    )
    for (const report of reports) {
      for (const brief of [false, true]) {
        const long = formatText(report, { width, brief })
          .split('\n')
          .filter((line) => stringWidth(line) > width && !commands.has(line) && line.trim().includes(' '))
        expect(long).toEqual([])
      }
    }
  })

  test('60 no word is lost to the wrapping', () => {
    const [report] = reports
    if (report === undefined) throw new Error('no report')
    const only = { ...report, incidents: report.incidents.slice(0, 1) }
    // Below the first line, which changes its order where it does not fit.
    const words = (text: string): string => text.slice(text.indexOf('  since')).replaceAll(/\s+/g, '')
    expect(words(formatText(only, { width: 60 }))).toBe(words(formatText(only, { width: 1000 })))
  })
})

describe('what the rule and the line say of an event', () => {
  const rule = (title: string, summary: string): Rule =>
    aRule({
      id: 'agent-down',
      title,
      signatures: [aSignature('agent of', { summary, regex: 'agent of (?<pod>\\S+)' })],
    })

  test.each([
    ['are both there', 'agent unreachable', '{pod} refuses', 'agent unreachable: shop/web-0 refuses'],
    ['are not said twice', 'agent failed', 'the agent failed in {pod}', 'the agent failed in shop/web-0'],
    ['are not said twice in other letters', 'an Agent failed', 'the agent failed', 'the agent failed'],
    [
      'are both there when only words are the same',
      'agent failed',
      'it failed for an agent',
      'agent failed: it failed for an agent',
    ],
  ])('%s', async (_what, title, summary, words) => {
    const text = formatText(await reportOf([rule(title, summary)], [at('12:00:00', 'agent of shop/web-0')]))
    expect(text).toContain(`  12:00:00.000  ●   ${words}\n`)
  })
})
