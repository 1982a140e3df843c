import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import type { Report } from '../../src/report/report.ts'
import { FLUX, folderWith, HEALTHY, rule, WATCHES_EXHAUSTED } from './fixtures.ts'
import { run, type Given } from './run.ts'

let logs: string
let rules: string
let override: string

beforeAll(async () => {
  logs = await folderWith({
    'bad/node-a.log': WATCHES_EXHAUSTED,
    'good/node-b.log': HEALTHY,
    'binaries/core': Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 0),
    'mixed/kubelet.log': HEALTHY,
    'mixed/README': 'Logs of the outage.\n',
    'texts/README': 'Logs of the outage.\n',
    'packed/node-a.log.gz': gzipSync(WATCHES_EXHAUSTED),
    'packed/bomb.gz': gzipSync(Buffer.alloc(1_000_000)),
    'names/\u001b[31mred.log': HEALTHY,
  })
  rules = await folderWith({ 'flux-overheated.yaml': rule() })
  override = await folderWith({
    'inotify-watches-exhausted.yaml': rule({
      'id: flux-overheated': 'id: inotify-watches-exhausted',
      'title: flux': 'title: our own flux',
    }),
  })
})

afterAll(async () => {
  for (const folder of [logs, rules, override]) await rm(folder, { recursive: true })
})

async function report(argv: readonly string[], given: Given): Promise<Report> {
  const { stdout } = await run([...argv, '--output', 'json'], given)
  return JSON.parse(stdout) as Report
}

describe('the exit code', () => {
  const rows: [behaviour: string, argv: string[], stdin: string, code: number][] = [
    ['0 when there is no incident', [], HEALTHY, 0],
    ['0 when the input is empty', [], '', 0],
    ['1 when there is an incident', [], WATCHES_EXHAUSTED, 1],
    ['1 when there is an incident, as JSON', ['-o', 'json'], WATCHES_EXHAUSTED, 1],
    ['1 with --fail-on any', ['--fail-on', 'any'], WATCHES_EXHAUSTED, 1],
    ['0 when a high incident is below critical', ['--fail-on', 'critical'], WATCHES_EXHAUSTED, 0],
    ['1 when a high incident is at high', ['--fail-on', 'high'], WATCHES_EXHAUSTED, 1],
    ['1 when a high incident is above medium', ['--fail-on=medium'], WATCHES_EXHAUSTED, 1],
    ['1 when a high incident is above low', ['--fail-on', 'low'], WATCHES_EXHAUSTED, 1],
    ['1 when a high incident is above informational', ['--fail-on', 'informational'], WATCHES_EXHAUSTED, 1],
    ['0 without an incident, whatever --fail-on says', ['--fail-on', 'informational'], HEALTHY, 0],
  ]
  test.each(rows)('is %s', async (_behaviour, argv, stdin, code) => {
    expect(await run(argv, { stdin })).toMatchObject({ code, stderr: '' })
  })

  test.each([
    ['high', 0],
    ['medium', 1],
    ['low', 1],
  ])('with --fail-on %s is %d for a medium incident', async (level, code) => {
    expect(await run(['--rules', rules, '--fail-on', level], { stdin: FLUX })).toMatchObject({ code, stderr: '' })
  })
})

describe('the report', () => {
  test('is text that begins with the node and the cause', async () => {
    const { stdout } = await run([], { stdin: WATCHES_EXHAUSTED })
    expect(stdout).toMatch(/^node-a +HIGH +inotify watches exhausted/)
    expect(stdout).toContain('1 incident on 1 node. 5 lines: 5 explained')
  })

  test('is one JSON document with --output json', async () => {
    const { incidents, inputs, lines } = await report([], { stdin: WATCHES_EXHAUSTED + HEALTHY })
    expect(incidents.map(({ node, cause }) => [node, cause.rule])).toEqual([['node-a', 'inotify-watches-exhausted']])
    expect(inputs).toMatchObject([{ name: 'stdin', format: 'journal-short', lines: 7 }])
    expect(lines).toMatchObject({ total: 7, explained: 5, context: 2 })
  })

  test('is one line an incident with --brief', async () => {
    const stdin = WATCHES_EXHAUSTED + WATCHES_EXHAUSTED.replaceAll('node-a', 'node-c')
    const { stdout } = await run(['--brief'], { stdin })
    const [list = '', rest = ''] = stdout.split('\n\n')
    expect(list.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['HIGH', 'ongoing', '2024-06-02 15:39', 'node-a', 'inotify watches exhausted'],
      ['HIGH', 'ongoing', '2024-06-02 15:39', 'node-c', 'inotify watches exhausted'],
    ])
    expect(rest).toMatch(/^2 incidents on 2 nodes\./)
  })

  test('says so when there is no incident', async () => {
    expect((await run([], { stdin: HEALTHY })).stdout).toMatch(/^No incident found on node-b\. 2 lines:/)
  })

  test('says so when the input is empty', async () => {
    expect((await run([], { stdin: '' })).stdout).toMatch(/^The input is empty: nothing to diagnose\./)
  })
})

describe('inputs', () => {
  const rows: [behaviour: string, names: string[], inputs: string[], code: number][] = [
    ['a file', ['bad/node-a.log'], ['bad/node-a.log'], 1],
    ['a folder', ['good'], ['good/node-b.log'], 0],
    ['a glob', ['*/node-?.log'], ['bad/node-a.log', 'good/node-b.log'], 1],
    ['several', ['good', 'bad/node-a.log'], ['good/node-b.log', 'bad/node-a.log'], 1],
  ]
  test.each(rows)('can be %s', async (_behaviour, names, inputs, code) => {
    const result = await run([...names.map((name) => join(logs, name)), '-o', 'json'])
    expect(result).toMatchObject({ code, stderr: '' })
    const named = (JSON.parse(result.stdout) as Report).inputs.map(({ name }) => name)
    expect(named.toSorted()).toEqual(inputs.map((name) => join(logs, name)).toSorted())
  })

  test('can be compressed', async () => {
    expect(await run([join(logs, 'packed/node-a.log.gz')])).toMatchObject({ code: 1, stderr: '' })
  })

  test('of a folder that are no logs are left out, and it is said', async () => {
    const { code, stdout, stderr } = await run([join(logs, 'mixed'), '-o', 'json'])
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: "kubelog-diagnose: skipped 1 file without lines of a node's log\n",
    })
    expect((JSON.parse(stdout) as Report).inputs).toHaveLength(1)
  })

  test('that do not name their node get its name from --node', async () => {
    const stdin = WATCHES_EXHAUSTED.replaceAll(/^.*?: /gm, '')
    expect((await report(['--node', 'node-z'], { stdin })).incidents.map(({ node }) => node)).toEqual(['node-z'])
  })

  test('- is stdin, beside files', async () => {
    const { inputs } = await report(['-', join(logs, 'good')], { stdin: WATCHES_EXHAUSTED })
    expect(inputs.map(({ name }) => name).toSorted()).toEqual([join(logs, 'good/node-b.log'), 'stdin'].toSorted())
  })

  test('what stands behind -- is an input', async () => {
    expect(await run(['--', '-o'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'kubelog-diagnose: -o: no such file or folder\n',
    })
  })
})

describe('what cannot be read is told in one line, with exit code 2', () => {
  const rows: [behaviour: string, name: string, message: string][] = [
    ['a missing file', 'nope.log', 'no such file or folder'],
    ['a folder without logs', 'binaries', 'the folder has no log files (1 binary or empty)'],
    ['a folder with other texts only', 'texts', 'no logs found (1 other file)'],
    ['a glob that matches nothing', '*.gz', 'no file matches this pattern'],
    ['a glob below a file', 'good/node-b.log/*.log', 'no file matches this pattern'],
  ]
  test.each(rows)('%s', async (_behaviour, name, message) => {
    const path = join(logs, name)
    expect(await run([path])).toEqual({ code: 2, stdout: '', stderr: `kubelog-diagnose: ${path}: ${message}\n` })
  })

  test('a socket, while the other inputs are diagnosed', async () => {
    const socket = join(logs, 'kubelet.sock')
    const server = createServer()
    await new Promise<void>((done) => server.listen(socket, done))
    const result = await run([join(logs, 'bad'), socket, join(logs, 'nope.log'), '-o', 'json'])
    await new Promise((done) => server.close(done))
    expect(result.code).toBe(2)
    expect(result.stderr.split('\n')).toEqual([
      `kubelog-diagnose: ${socket}: is a socket, not a file`,
      `kubelog-diagnose: ${join(logs, 'nope.log')}: no such file or folder`,
      '',
    ])
    const { incidents, inputs } = JSON.parse(result.stdout) as Report
    expect(incidents).toHaveLength(1)
    expect(inputs).toHaveLength(1)
  })

  test('a file that expands to more than --max-expand', async () => {
    const bomb = join(logs, 'packed/bomb.gz')
    const { code, stderr } = await run([bomb, join(logs, 'bad'), '--max-expand', '500K'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^kubelog-diagnose: [^\n]*bomb\.gz: stopped: [^\n]*--max-expand[^\n]*\n$/)
  })

  test('a stream that breaks, after what came before is diagnosed', async () => {
    const stdin = Readable.from(brokenAfter(WATCHES_EXHAUSTED))
    const { code, stdout, stderr } = await run(['--brief'], { stdin })
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'kubelog-diagnose: stdin: the device cannot be read\n' })
    expect(stdout).toMatch(/^HIGH +ongoing +2024-06-02 15:39 +node-a/)
  })
})

async function* brokenAfter(text: string): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < 100_000; sent += text.length) yield Buffer.from(text)
  throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' })
}

describe('input that is no log, or a damaged one, is read to its end and counted', () => {
  const LINE = 'Jun 02 15:39:04 node-a kubelet[563]: E0602 15:39:04.214014     563 kubelet.go:1530] '
  const rows: [behaviour: string, stdin: string | Uint8Array, lines: Partial<Report['lines']>][] = [
    ['empty lines', '\n\n\n', { total: 3 }],
    ['a line without its end', HEALTHY.trimEnd(), { total: 2, context: 2 }],
    ['a line that breaks off in its time', `${HEALTHY}Jun 02 15:3`, { total: 3, context: 2 }],
    ['a line that breaks off in its header', `${HEALTHY}${LINE.slice(0, 60)}`, { total: 3, context: 2, plain: 1 }],
    ['a value that breaks off', `${LINE}"It failed" err="connection to \\"10.0`, { total: 1, unexplained: 1 }],
    ['a key without a value', `${LINE}"It failed" err=`, { total: 1, unexplained: 1 }],
    ['a multi-line value without its end', `${LINE}"It failed" err=<\n\tconnection`, { total: 2 }],
    ['lines that end in CR LF', WATCHES_EXHAUSTED.replaceAll('\n', '\r\n'), { total: 5, explained: 5 }],
    ['bytes of a binary file', Uint8Array.from({ length: 2560 }, (_, index) => index % 256), { total: 11 }],
    ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe, 0xc3, 0x28, 0x0a), { total: 1, unparsed: 1 }],
  ]
  test.each(rows)('%s', async (_behaviour, stdin, lines) => {
    const result = await run(['-o', 'json'], { stdin })
    expect(result.stderr).toBe('')
    const { total, ...parts } = (JSON.parse(result.stdout) as Report).lines
    expect({ total, ...parts }).toMatchObject(lines)
    expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total)
  })

  test('a line of 10 MB is cut, and the report says so', async () => {
    const stdin = `${LINE}"It failed" err="${'x'.repeat(10_000_000)}"\n${WATCHES_EXHAUSTED}`
    const { code, stdout } = await run(['--brief'], { stdin })
    expect(code).toBe(1)
    expect(stdout.length).toBeLessThan(2000)
    expect(stdout.replace(/\s+/g, ' ')).toContain('6 lines: 5 explained')
    expect(stdout.replace(/\s+/g, ' ')).toContain('over-long lines cut')
  })

  test('any bytes at all', async () => {
    const anyBytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(fc.constantFrom(...LINE.split(' '), '"', '=', '<', '\n', '\t', '\\', ' '), { maxLength: 60 }),
    )
    await fc.assert(
      fc.asyncProperty(anyBytes, async (bytes) => {
        const stdin = bytes instanceof Uint8Array ? bytes : bytes.join('')
        const { code, stderr } = await run(['--output', 'json'], { stdin })
        expect(code).toBeLessThan(2)
        expect(stderr).toBe('')
      }),
      { numRuns: 25 },
    )
  })
})

describe('control sequences of strangers', () => {
  // oxlint-disable-next-line no-control-regex -- what must not come out
  const CONTROL = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/
  const EVIL = '\u001b]0;pwned\u0007\u001b[2J\u009b31m\u202e\r\u007f'
  const LOG = [
    WATCHES_EXHAUSTED.replaceAll('no space left', `${EVIL}: no space left`).replaceAll('node-a', `no\u001b[1mde`),
    FLUX.replace('plasma above limit', EVIL).replace('Flux capacitor', `Flux${EVIL} capacitor`),
    FLUX.replace('plasma above limit', EVIL).replace('node-a', `n${EVIL}`),
  ].join('')

  test.each([
    ['in log text do not reach the report', [], { stdin: LOG }],
    ['in log text do not reach the brief report', ['--brief'], { stdin: LOG }],
    ['in log text do not reach the JSON report', ['--output', 'json'], { stdin: LOG.replace(/[\u007f-\u202e]/g, '') }],
  ])('%s', async (_behaviour, argv, given) => {
    const { stdout } = await run(['--rules', rules, ...argv], given)
    expect(stdout.length).toBeGreaterThan(200)
    expect(stdout).not.toMatch(CONTROL)
  })

  test('in log text do not reach a coloured report, which has only colours of its own', async () => {
    const { stdout } = await run(['--rules', rules, '--color', 'always'], { stdin: LOG })
    // oxlint-disable-next-line no-control-regex -- the colours of util.styleText
    const plain = stdout.replace(/\u001b\[(?:[0-9]|2[0-9]|3[0-9])m/g, '')
    expect(plain.length).toBeLessThan(stdout.length)
    expect(plain).not.toMatch(CONTROL)
    expect(stdout).not.toContain('\u001b[31mred')
  })

  test('in names of files do not reach the report', async () => {
    const { code, stdout } = await run([join(logs, 'names')])
    expect(code).toBe(0)
    expect(stdout).toContain('\\x1b[31mred.log')
    expect(stdout).not.toMatch(CONTROL)
  })

  test('in names of files do not reach the messages', async () => {
    const { stderr } = await run([join(logs, 'names/\u001b[31mred.log\n/x')])
    expect(stderr).toContain('\\x1b[31mred.log')
    expect(stderr.trimEnd()).not.toMatch(CONTROL)
  })
})

describe('--rules', () => {
  test('adds rules to the built-in ones', async () => {
    const { incidents } = await report(['--rules', rules], { stdin: WATCHES_EXHAUSTED + FLUX })
    expect(incidents.map(({ cause }) => cause.title).toSorted()).toEqual([
      'flux capacitor overheated',
      'inotify watches exhausted',
    ])
    expect(incidents.find(({ level }) => level === 'medium')?.cause.summary).toBe(
      'the capacitor is too hot: plasma above limit',
    )
  })

  test('without it, their lines are unexplained', async () => {
    const { incidents, unexplained } = await report([], { stdin: FLUX })
    expect(incidents).toEqual([])
    expect(unexplained).toMatchObject([{ severity: 'E', file: 'flux.go', count: 1 }])
  })

  test('replaces a built-in rule of the same id', async () => {
    const { incidents, lines } = await report(['--rules', override], { stdin: WATCHES_EXHAUSTED + FLUX })
    expect(incidents.map(({ cause }) => cause.title)).toEqual(['our own flux capacitor overheated'])
    expect(lines).toMatchObject({ explained: 1, unexplained: 5 })
  })
})

describe('an interruption', () => {
  test('ends the reading, and what was read is reported', async () => {
    const control = new AbortController()
    const stdin = Readable.from(interruptedAfter(WATCHES_EXHAUSTED, control))
    const { code, stdout, stderr } = await run(['-', join(logs, 'good'), '-o', 'json'], {
      stdin,
      interrupt: control.signal,
    })
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'kubelog-diagnose: interrupted: this is the report of what was read until then\n',
    })
    expect(JSON.parse(stdout)).toMatchObject({ lines: { total: 5, explained: 5 }, inputs: [{ name: 'stdin' }] })
  })
})

/** A log that never ends, and a user who has seen enough. */
async function* interruptedAfter(text: string, control: AbortController): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
  setImmediate(() => control.abort())
  await new Promise(() => {})
}
