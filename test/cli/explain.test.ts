import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { once } from 'node:events'
import { PassThrough, Readable, Writable } from 'node:stream'
import { cli } from '../../src/cli/cli.ts'
import type { Io } from '../../src/cli/io.ts'
import type { ExplainedRecord } from '../../src/inspect/explained.ts'
import { FLUX, folderWith, HEALTHY, rule } from './fixtures.ts'
import { NOW, run, type Given } from './run.ts'

const NOISE = `id: flux-noise
title: flux capacitor hums
role: noise
level: informational
status: experimental
description: The flux capacitor hums, as it always does.
signatures:
  - id: hums
    contains: Flux capacitor hums
    at: anywhere
    severity: [I, E]
    not: [loudly, badly]
samples:
  match:
    - log: |
        ${FLUX.trim().replace('overheated', 'hums')}
      signature: hums
      from: synthetic
`

let folder: string

beforeAll(async () => {
  folder = await folderWith({ 'rules/flux-overheated.yaml': rule(), 'rules/flux-noise.yaml': NOISE, 'flux.log': FLUX })
})

afterAll(() => rm(folder, { recursive: true }))

async function explained(stdin: string, ...argv: string[]): Promise<ExplainedRecord[]> {
  const { code, stdout, stderr } = await run(
    ['explain', '--output', 'json', '--rules', join(folder, 'rules'), ...argv],
    { stdin },
  )
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ExplainedRecord)
}

async function text(stdin: string, given: Given = {}): Promise<string> {
  const zone = ['--year', '2024', '--timezone', 'UTC']
  const { stdout } = await run(['explain', '--rules', join(folder, 'rules'), ...zone], { stdin, ...given })
  return stdout
}

const KLOG = 'E0602 15:41:00.000001     563 flux.go:88] "Flux capacitor is cold"'

describe('says what a record is:', () => {
  test.each<[what: string, log: string, wanted: object]>([
    [
      'the format, host, identifier and pid of a journal entry',
      `Jun 02 15:41:00 node-a kubelet[563]: ${KLOG}`,
      {
        line: 1,
        kind: 'klog',
        entry: { format: 'journal-short', _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, lines: 1 },
      },
    ],
    [
      'the last entry of an export',
      `__REALTIME_TIMESTAMP=1717342860000001\n_HOSTNAME=node-a\nSYSLOG_IDENTIFIER=kubelet\n_PID=563\nMESSAGE=${KLOG}\n`,
      { kind: 'klog', entry: { format: 'journal-export', _HOSTNAME: 'node-a', _PID: 563 } },
    ],
    ['the format of a bare klog line', KLOG, { kind: 'klog', entry: { format: 'klog', lines: 1 } }],
    [
      'the unit where the format has it',
      `Sun 2024-06-02 15:41:00 UTC node-a kubelet.service[563]: ${KLOG}`,
      { entry: { format: 'journal-with-unit', _SYSTEMD_UNIT: 'kubelet.service' } },
    ],
    [
      'the message of a line without klog header',
      'Jun 02 15:41:00 node-a systemd[1]: Started flux.service.',
      { kind: 'text', category: 'plain', message: 'Started flux.service.' },
    ],
    [
      'the line of a goroutine dump',
      'Jun 02 15:41:00 node-a kubelet[563]: goroutine 1 [running]:',
      { kind: 'trace', category: 'context' },
    ],
    [
      'a line that is no entry',
      '-- Boot 0123456789abcdef0123456789abcdef --',
      { kind: 'boot', category: 'context', text: '-- Boot 0123456789abcdef0123456789abcdef --' },
    ],
    [
      'severity, file, line, message and values of a klog record',
      FLUX,
      {
        klog: {
          severity: 'E',
          file: 'flux.go',
          line: 88,
          structured: true,
          msg: 'Flux capacitor overheated',
          values: [
            { key: 'err', value: 'plasma above limit' },
            { key: 'unit', value: 'flux-1' },
          ],
        },
      },
    ],
    [
      'a klog record over several lines',
      'E0602 15:41:00.000001     563 flux.go:88] "Flux capacitor overheated" err=<\n\tplasma above\n\tlimit\n >',
      {
        entry: { lines: 4 },
        klog: { values: [{ key: 'err', value: 'plasma above\nlimit' }] },
      },
    ],
    [
      'an unstructured klog record',
      'W0602 15:41:00.000001     563 flux.go:88] flux is low',
      { category: 'unexplained', klog: { severity: 'W', structured: false, msg: 'flux is low', values: [] } },
    ],
    [
      'a klog record whose front was lost',
      'flux.go:88] flux is low',
      { category: 'context', klog: { severity: null, file: 'flux.go' } },
    ],
  ])('%s', async (_what, log, wanted) => {
    expect(await explained(log)).toMatchObject([wanted])
  })

  test('the format of each record where it changes', async () => {
    const records = await explained(`${KLOG}\n${FLUX}${KLOG}\n`)
    expect(records.map(({ line, entry }) => [line, entry?.format])).toEqual([
      [1, 'klog'],
      [2, 'journal-short'],
      [3, 'klog'],
    ])
  })
})

describe('says when a record was written:', () => {
  const time = async (log: string, ...argv: string[]) => (await explained(log, ...argv)).at(-1)?.time

  test.each<[what: string, log: string, argv: string[], instant: string | null, assumptions: unknown[]]>([
    [
      'a year and a zone that are assumed',
      FLUX,
      [],
      '2024-06-02T15:41:00.000001Z',
      [expect.stringContaining('year'), expect.stringContaining('UTC')],
    ],
    [
      'a year and a zone that are given',
      KLOG,
      ['--year', '2023', '--timezone', '+02:00'],
      '2023-06-02T13:41:00.000001Z',
      [expect.stringContaining('2023'), expect.stringContaining('+02:00')],
    ],
    [
      'a year and a zone of the heading line before it',
      `-- Logs begin at Sun 2022-01-02 00:00:00 UTC, end at Fri 2022-07-01 00:00:00 UTC. --\n${FLUX}`,
      [],
      '2022-06-02T15:41:00.000001Z',
      [expect.stringContaining('heading'), expect.stringContaining('heading')],
    ],
    [
      'nothing assumed for a full time',
      '2024-06-02T15:41:00+0000 node-a kubelet[563]: flux',
      [],
      '2024-06-02T15:41:00.000000Z',
      [],
    ],
    ['nothing known', 'flux is low', [], null, []],
    [
      'the time of the record before',
      `${FLUX}flux is low`,
      [],
      '2024-06-02T15:41:00.000001Z',
      [expect.stringContaining('record before')],
    ],
  ])('%s', async (_what, log, argv, instant, assumptions) => {
    expect(await time(log, ...argv)).toMatchObject({ instant, assumptions })
  })

  test('what was assumed for other records is not said', async () => {
    const [first, second] = await explained(`${FLUX}2024-06-02T15:41:00+0000 node-a kubelet[563]: flux`)
    expect(first?.time?.assumptions).not.toEqual([])
    expect(second?.time?.assumptions).toEqual([])
  })
})

describe('says what the rules make of a record:', () => {
  test('the rule, the signature and the captures of a match', async () => {
    expect(await explained(FLUX)).toMatchObject([
      {
        category: 'explained',
        matches: [
          {
            rule: 'flux-overheated',
            title: 'flux capacitor overheated',
            role: 'cause',
            level: 'medium',
            signature: 'overheated',
            confidence: 'high',
            captures: { reason: 'plasma above limit' },
          },
        ],
        nearMisses: [],
      },
    ])
  })

  test.each<[what: string, log: string, category: string, obstacles: object[]]>([
    [
      'no regex that matches',
      FLUX.replace('err=', 'error='),
      'unexplained',
      [{ condition: 'regex', regex: 'err="(?<reason>[^"]*)"' }],
    ],
    [
      'the literal in the wrong place',
      FLUX.replace('"Flux', '"The Flux'),
      'unexplained',
      [{ condition: 'at', wanted: 'head', is: 'column 6' }],
    ],
    [
      'the wrong severity, and an exclusion',
      FLUX.replace('E0602', 'W0602').replace('overheated', 'hums loudly'),
      'unexplained',
      [
        { condition: 'severity', wanted: ['I', 'E'], is: 'W' },
        { condition: 'not', regex: 'loudly' },
      ],
    ],
    [
      'a noise rule that silences it',
      FLUX.replace('plasma above limit', 'Flux capacitor hums'),
      'noise',
      [{ condition: 'noise', rule: 'flux-noise' }],
    ],
  ])('%s', async (_what, log, category, obstacles) => {
    const [record] = await explained(log)
    expect(record).toMatchObject({ category, nearMisses: [{ obstacles }] })
  })

  test('the nearest first', async () => {
    const [record] = await explained(FLUX.replace('overheated', 'hums loudly and badly: Flux capacitor overheated'))
    expect(record?.nearMisses?.map(({ rule, obstacles }) => [rule, obstacles.length])).toEqual([
      ['flux-overheated', 1],
      ['flux-noise', 2],
    ])
  })
})

describe('the text', () => {
  test('has everything of a record that matches', async () => {
    expect(await text(FLUX)).toBe(`stdin:1  explained
  entry     journal-short, host node-a, identifier kubelet[563]
  time      2024-06-02 15:41:00.000001 UTC (year 2024 as given; zone UTC as
            given)
  klog      E, flux.go:88, structured
  msg       Flux capacitor overheated
  values    err = plasma above limit
            unit = flux-1
  matches   flux-overheated (overheated): cause, medium
              reason = plasma above limit

`)
  })

  test.each([
    ['a place', FLUX.replace('"Flux', '"The Flux'), 'at: head, but the literal stands at column 6'],
    ['a severity', FLUX.replace('E0602', 'W0602').replace('overheated', 'hums'), 'severity: I, E, but it is W'],
    ['a regex', FLUX.replace('err=', 'error='), 'regex does not match: err="(?<reason>[^"]*)"'],
    ['an exclusion', FLUX.replace('overheated', 'hums loudly'), 'excluded by not: loudly'],
    ['noise', FLUX.replace('plasma', 'Flux capacitor hums: plasma'), 'silenced by the noise rule flux-noise'],
  ])('names %s that is in the way', async (_what, log, words) => {
    expect(await text(log)).toMatch(
      new RegExp(`^ {2}nearly .*\\n(?:.*\\n)* +${words.replace(/[[\](){}^$*+?.|]/g, '\\$&')}$`, 'm'),
    )
  })

  test('tells that a line is no entry', async () => {
    expect(await text('-- No entries --\n')).toBe(
      'stdin:1  context\n  line      a note of journalctl, no entry: -- No entries --\n\n',
    )
  })

  test('shows no control characters of the log', async () => {
    const output = await text(
      FLUX.replace('plasma', '\u001b]0;owned\u0007 \u202Eplasma').replace('node-a', 'no\u001b[31mde'),
    )
    // oxlint-disable-next-line no-control-regex -- they are what this is about
    expect(output).not.toMatch(/[\u001b\u0007\u202E]/)
    expect(output).toContain('plasma')
  })

  test('of one record stays short, whatever its values', async () => {
    const values = Array.from({ length: 200 }, (_, index) => ` key${index}="${'x'.repeat(1000)}"`).join('')
    const output = await text(`E0602 15:41:00.000001     563 flux.go:88] "${'Flux '.repeat(1000)}"${values}\n`)
    expect(output.length).toBeLessThan(10_000)
    expect(output).toContain('and 184 more')
  })
})

describe('of many records', () => {
  test.each<[only: string, lines: number[]]>([
    ['unexplained', [3]],
    ['explained', [1]],
    ['noise', [4]],
    ['plain', [6]],
    ['unparsed', []],
  ])('--only %s shows those that are counted so', async (only, lines) => {
    const log = [
      FLUX.trim(),
      '-- No entries --',
      KLOG,
      KLOG.replace('is cold', 'hums'),
      KLOG.replace('E0602', 'I0602'),
      'flux is low',
      '',
    ].join('\n')
    expect((await explained(log, '--only', only)).map(({ line }) => line)).toEqual(lines)
  })

  test('--limit stops after some', async () => {
    expect((await explained(FLUX.repeat(5), '--limit', '2')).map(({ line }) => line)).toEqual([1, 2])
  })

  test('--limit counts those that are shown', async () => {
    const log = `${FLUX}${KLOG}\n`.repeat(3)
    const records = await explained(log, '--only', 'unexplained', '--limit', '2')
    expect(records.map(({ line }) => line)).toEqual([2, 4])
  })

  test('each is printed before the next ones are read', async () => {
    const stdin = new PassThrough()
    const stdout = new Paper()
    const code = cli(['explain'], ioOf(stdin, stdout))
    stdin.write(HEALTHY.repeat(500)) // more than what is looked at to tell archives from text
    await once(stdout, 'written')
    expect(stdin.readableEnded).toBe(false)
    stdin.end()
    expect(await code).toBe(0)
    expect(stdout.text).toMatch(/^stdin:1000 {2}context$/m)
  })

  test('the reading ends when nobody reads what is printed', async () => {
    const endless = Readable.from(forever(Buffer.from(HEALTHY)))
    const stdout = new Paper(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))
    expect(await cli(['explain'], ioOf(endless, stdout))).toBe(0)
  })

  test('a full disk is told, once', async () => {
    const stderr = new Paper()
    const stdout = new Paper(Object.assign(new Error('write ENOSPC'), { code: 'ENOSPC' }))
    const io = ioOf(Readable.from([Buffer.from(HEALTHY)]), stdout)
    expect(await cli(['explain'], { ...io, stderr })).toBe(2)
    expect(stderr.text).toBe('kubelog-diagnose: cannot write the report: no space left on the disk\n')
  })
})

/** Takes what is written, or fails. */
class Paper extends Writable {
  text = ''
  readonly #failure: Error | undefined

  constructor(failure?: Error) {
    super()
    this.#failure = failure
    this.on('error', () => {})
  }

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.text += chunk.toString()
    this.emit('written')
    done(this.#failure)
  }
}

function ioOf(stdin: Readable, stdout: Writable): Io {
  return { stdin, stdout, stderr: new Paper(), env: {}, now: NOW, interrupt: new AbortController().signal }
}

function* forever<T>(what: T): Generator<T> {
  for (;;) yield what
}

test('reads files, names their lines, and goes on after those that it cannot read', async () => {
  const log = join(folder, 'flux.log')
  const { code, stdout, stderr } = await run(['explain', join(folder, 'none.log'), log])
  expect(stdout).toContain(`${log}:1  unexplained`)
  expect(stderr).toBe(`kubelog-diagnose: ${join(folder, 'none.log')}: no such file or folder\n`)
  expect(code).toBe(2)
})

test.each([
  [['--only', 'strange'], 'wrong value: --only is "strange", which is none of'],
  [['--limit', '0'], '--limit: give a whole number above 0'],
  [['--limit', 'many'], '--limit: give a whole number above 0'],
  [['--year', '24'], '--year: give a year with four digits'],
  [['--timezone', 'Moon/Base'], '--timezone: there is no zone "Moon/Base"'],
  [['--rules', '/nowhere'], '/nowhere: no such folder (of rule files)'],
  [['--brief'], 'no such option: --brief'],
])('%j is a wrong command line', async (argv, message) => {
  const { code, stdout, stderr } = await run(['explain', ...argv], { stdin: FLUX })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`kubelog-diagnose: ${message}`)
})

test('a terminal is no input', async () => {
  expect(await run(['explain'], { isTTY: true })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no input'),
  })
})

test('--help shows its options', async () => {
  const { code, stdout } = await run(['explain', '--help'])
  expect(code).toBe(0)
  for (const words of ['explain [inputs..]', '--output', '--only', '--limit', '--rules', '--year', '--timezone'])
    expect(stdout).toContain(words)
})
