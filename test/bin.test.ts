// The built command as a process: what only shows there. `npm test` builds first.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync, type ChildProcessWithoutNullStreams, type SpawnSyncReturns } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { open, rm, utimes, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Report } from '../src/report/report.ts'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from './cli/fixtures.ts'

const BIN = fileURLToPath(new URL('../dist/bin.js', import.meta.url))
let folder: string
let log: string

beforeAll(async () => {
  folder = await folderWith({ 'node-a.log': WATCHES_EXHAUSTED })
  log = join(folder, 'node-a.log')
})

afterAll(() => rm(folder, { recursive: true }))

function run(
  argv: readonly string[],
  options: { input?: string; env?: Record<string, string> } = {},
): SpawnSyncReturns<string> {
  const env = { ...process.env, ...options.env }
  return spawnSync(process.execPath, [BIN, ...argv], { encoding: 'utf8', input: options.input ?? '', env })
}

function start(...argv: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [BIN, ...argv])
}

/** Runs a shell command in which `$BIN` is the command and `$LOG` a log. */
function shell(command: string): SpawnSyncReturns<string> {
  const env = { ...process.env, BIN: `${process.execPath} ${BIN}`, LOG: log }
  return spawnSync('sh', ['-c', command], { encoding: 'utf8', env })
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<{ code: unknown; stderr: string }> {
  const [[code], stderr] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  return { code, stderr }
}

describe('the exit code of the process', () => {
  test.each([
    [0, 'without an incident', [], HEALTHY],
    [1, 'with one', [], WATCHES_EXHAUSTED],
    [2, 'for a file that is not there', ['/no/such.log'], ''],
  ])('is %d %s', (status, _when, argv, input) => {
    expect(run(argv, { input }).status).toBe(status)
  })
})

describe('stdin', () => {
  test('can be a pipe of another process', () => {
    const { status, stdout, stderr } = shell('cat "$LOG" | $BIN --brief')
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
    expect(stdout).toMatch(/^HIGH +ongoing +\S+ \S+ +node-a +inotify watches exhausted/)
  })

  test.each([
    ['text', 'cat'],
    ['gzip', 'gzip -c'],
  ])('can be a long pipe of %s', async (_what, command) => {
    const long = join(folder, 'long.log')
    await writeFile(long, (HEALTHY + WATCHES_EXHAUSTED).repeat(2000))
    await utimes(long, new Date(), new Date())
    const piped = shell(`${command} "${long}" | $BIN -o json`)
    const { stdout } = shell(`$BIN -o json < "${long}"`)
    expect(piped).toMatchObject({ status: 1, stderr: '' })
    expect(piped.stdout.replace(/"generatedAt.*/, '')).toBe(stdout.replace(/"generatedAt.*/, ''))
  })

  test('can be a file, whose date tells the year', async () => {
    await utimes(log, new Date('2023-06-05T00:00:00Z'), new Date('2023-06-05T00:00:00Z'))
    const { status, stdout } = shell('$BIN -o json < "$LOG"')
    expect(status).toBe(1)
    expect((JSON.parse(stdout) as Report).incidents[0]?.start).toBe('2023-06-02T15:39:00.168847Z')
  })

  test('can be closed', () => {
    const { status, stdout, stderr } = shell('$BIN --brief <&-')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^The input is empty/)
  })
})

test('V8 takes what it is asked for when a log is long', () => {
  const { status, stderr } = run(['--brief'], { input: WATCHES_EXHAUSTED.repeat(5000) })
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' })
})

describe('a reader that goes away ends the process quietly', () => {
  test('as head does', () => {
    const { status, stdout, stderr } = shell('$BIN rules list --output json | head -n 1')
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '[\n', stderr: '' })
  })

  test('before the first byte, with the exit code that the log has', async () => {
    const child = start('--output', 'json', log)
    child.stdout.destroy()
    expect(await ended(child)).toEqual({ code: 1, stderr: '' })
  })

  test('from stderr', async () => {
    const child = start('/no/such.log', log, '--brief')
    child.stderr.destroy()
    const [[code], stdout] = await Promise.all([once(child, 'exit'), text(child.stdout)])
    expect(code).toBe(2)
    expect(stdout).toMatch(/^HIGH/)
  })
})

describe('Ctrl-C', () => {
  /** Writes log without end, until the process has gone away. */
  function feed({ stdin }: ChildProcessWithoutNullStreams, chunk: string): void {
    stdin.on('error', () => {}) // the process has ended
    const more = (): void => {
      while (stdin.writable && stdin.write(chunk));
      stdin.once('drain', more)
    }
    more()
  }

  test('in the middle of an endless pipe prints the report of what is known', async () => {
    const child = start('--output', 'json')
    const output = text(child.stdout)
    feed(child, WATCHES_EXHAUSTED.repeat(20))
    await once(child.stdin, 'drain') // it reads
    child.kill('SIGINT')
    expect(await ended(child)).toEqual({
      code: 1,
      stderr: 'kubelog-diagnose: interrupted: this is the report of what was read until then\n',
    })
    const { incidents, lines } = JSON.parse(await output) as Report
    expect(incidents.map(({ cause }) => cause.rule)).toEqual(['inotify-watches-exhausted'])
    expect(lines.total).toBeGreaterThan(0)
  })

  test.each([
    ['is silent', 0],
    ['goes on', Number.POSITIVE_INFINITY],
  ])('ends the reading of a pipe whose writer %s', async (_how, more) => {
    const path = join(folder, `fifo-${more}`)
    spawnSync('mkfifo', [path])
    const [reader, writer] = await Promise.all([open(path, 'r'), open(path, 'w')])
    const child = spawn(process.execPath, [BIN, '--brief'], { stdio: [reader.fd, 'pipe', 'pipe'] })
    await reader.close()
    const chunk = WATCHES_EXHAUSTED.repeat(500)
    await writer.writeFile(chunk) // which is more than a pipe holds
    child.kill('SIGINT')
    const outcome = Promise.all([once(child, 'exit'), text(child.stdout as Readable), text(child.stderr as Readable)])
    for (let left = more; left > 0 && child.exitCode === null; left--) await writer.writeFile(chunk).catch(() => {})
    const [[code], stdout, stderr] = await outcome
    await writer.close()
    expect(code).toBe(1)
    expect(stderr).toContain('interrupted')
    expect(stdout).toContain('inotify watches exhausted')
  })
})

// Only Linux has a disk that is always full.
const onLinux = existsSync('/dev/full') ? test : test.skip
onLinux('a full disk is told', () => {
  const { status, stderr } = shell('$BIN --brief "$LOG" > /dev/full')
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'kubelog-diagnose: cannot write the report: no space left on the disk\n',
  })
})

test('--timezone local is the zone of the machine', () => {
  const { stdout } = run(['--timezone', 'local', '--year', '2024', '-o', 'json', log], { env: { TZ: 'Asia/Kolkata' } })
  expect((JSON.parse(stdout) as Report).incidents[0]?.start).toBe('2024-06-02T10:09:00.168847Z')
})

test('a folder with many files is read without a warning of the platform', async () => {
  const many = join(folder, 'many')
  mkdirSync(many)
  for (let index = 0; index < 30; index++) await writeFile(join(many, `${index}.log`), HEALTHY)
  const { status, stderr } = run([many])
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
