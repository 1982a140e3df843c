// `--follow` on real pipes that stay open, and what is said when it is used otherwise than it can be.
import { afterEach, describe, expect, test } from '@jest/globals'
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { FLUX, HEALTHY, WATCHES_EXHAUSTED } from './fixtures.ts'
import { NOW, run } from './run.ts'

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const [FIRST = '', ...REST] = WATCHES_EXHAUSTED.split(/(?<=\n)/)

let child: ChildProcessWithoutNullStreams | undefined

afterEach(() => {
  child?.kill('SIGKILL')
})

/** The command with open pipes, and what it has printed. */
class Open {
  readonly process: ChildProcessWithoutNullStreams
  stdout = ''

  constructor(...argv: readonly string[]) {
    this.process = child = spawn(process.execPath, [BIN, '--follow', ...argv])
    this.process.stdout.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()))
    this.process.stdin.on('error', () => {}) // it may end before it has read all
  }

  /** Waits until something is printed; the test times out when it never is. */
  async shows(words: string): Promise<void> {
    while (!this.stdout.includes(words)) await once(this.process.stdout, 'data')
  }

  async ended(): Promise<{ code: unknown; stderr: string }> {
    const [[code], stderr] = await Promise.all([once(this.process, 'close'), text(this.process.stderr)])
    return { code, stderr }
  }
}

describe('on a pipe that stays open', () => {
  test('an incident is shown when it begins, and how it stands when the pipe is closed', async () => {
    const open = new Open()
    open.process.stdin.write(FIRST)
    await open.shows('inotify watches exhausted')
    await open.shows('do now   sudo sysctl -w fs.inotify.max_user_watches=1048576\n\n')
    open.process.stdin.end(REST.join(''))
    expect(await open.ended()).toEqual({ code: 1, stderr: '' })
    expect(open.stdout).toMatch(
      /\nHIGH +ongoing .* node-a +inotify watches exhausted\n\n1 incident on 1 node\. 5 lines/,
    )
  })

  test('half a line is shown', async () => {
    const open = new Open()
    open.process.stdin.write(FIRST.trimEnd())
    await open.shows('inotify watches exhausted')
    open.process.stdin.end('\n')
    expect((await open.ended()).code).toBe(1)
    expect(open.stdout).toContain('1 line')
  })

  test('events are lines of JSON', async () => {
    const open = new Open('--output', 'ndjson')
    open.process.stdin.write(FIRST)
    await open.shows('\n')
    expect(JSON.parse(open.stdout)).toMatchObject({ type: 'opened', incident: { node: 'node-a', level: 'high' } })
    open.process.stdin.end()
    await open.ended()
    const types = open.stdout
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { type: string }).type)
    expect(types).toEqual(['opened', 'ended', 'node', 'input', 'summary'])
  })

  test('Ctrl-C ends it as the end of the log does', async () => {
    const open = new Open('--brief')
    open.process.stdin.write(FIRST)
    await open.shows('inotify watches exhausted')
    open.process.kill('SIGINT')
    expect(await open.ended()).toEqual({ code: 1, stderr: '' })
    expect(open.stdout).toMatch(/^\S+ \S+ +new +HIGH[^]*\nHIGH +ongoing[^]*1 incident/)
  })

  test('a reader that goes away ends it quietly', async () => {
    const open = new Open()
    open.process.stdin.write(FIRST)
    await open.shows('inotify watches exhausted')
    open.process.stdout.destroy()
    const later = FIRST.replace('Jun 02', 'Jun 05').replace('W0602', 'W0605')
    open.process.stdin.write(`${later}${later.replace('node-a', 'node-c')}`)
    expect(await open.ended()).toEqual({ code: 1, stderr: '' })
  })
})

describe('the exit code is', () => {
  test.each<[code: number, when: string, argv: string[], stdin: string]>([
    [0, 'when nothing was wrong', [], HEALTHY],
    [1, 'when something was', [], WATCHES_EXHAUSTED],
    [
      1,
      'when something was, and is over',
      [],
      `${WATCHES_EXHAUSTED}${HEALTHY.replaceAll('Jun 02', 'Jun 09').replaceAll('I0602', 'I0609')}`,
    ],
    [0, 'when nothing was as bad as asked for', ['--fail-on', 'critical'], WATCHES_EXHAUSTED],
    [1, 'when something was as bad', ['--fail-on', 'high'], WATCHES_EXHAUSTED],
  ])('%d %s', async (code, _when, argv, stdin) => {
    expect(await run(['-f', ...argv], { stdin })).toMatchObject({ code, stderr: '' })
  })
})

describe('the list at the end', () => {
  test('counts what was over long before', async () => {
    const later = HEALTHY.replaceAll('Jun 02', 'Jun 09').replaceAll('I0602', 'I0609')
    const { stdout } = await run(['--follow'], { stdin: `${WATCHES_EXHAUSTED}${later}` })
    expect(stdout).toMatch(/\n\nNo incident now\. 1 earlier one, over for long, told of before\. 7 lines/)
  })
})

describe('of a log without a year', () => {
  test('the year is that of now', async () => {
    const { stdout } = await run(['--follow'], { stdin: WATCHES_EXHAUSTED })
    expect(stdout).toContain(`${NOW.getUTCFullYear()}-06-02 15:39:00`)
  })

  test('the year can be given', async () => {
    expect((await run(['--follow', '--year', '2021'], { stdin: WATCHES_EXHAUSTED })).stdout).toContain(
      '2021-06-02 15:39:00',
    )
  })
})

describe('a user is told', () => {
  test.each<[what: string, argv: string[], words: string]>([
    ['to pipe files', ['kubelet.log'], 'tail -F kubelet.log | kubelog-diagnose --follow'],
    ['which outputs there are', ['-o', 'html'], 'text or ndjson, not html'],
    ['what cannot go with it', ['--host', '--boot', '0'], '--host and --boot cannot be used with --follow'],
  ])('%s', async (_what, argv, words) => {
    const { code, stdout, stderr } = await run(['--follow', ...argv])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
  })

  test('that a packed log is none that is being written', async () => {
    const { code, stderr } = await run(['--follow'], { stdin: gzipSync(FLUX) })
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('this is gzip: run without --follow') })
  })

  test('on a terminal, that nothing is wrong as long as nothing comes', async () => {
    const { stderr, stdout } = await run(['--follow', '-'], { isTTY: true, stdin: HEALTHY })
    expect(stderr).toContain('incidents are shown as they happen')
    expect(stdout).toMatch(/^No incident found on node-b/)
  })
})
