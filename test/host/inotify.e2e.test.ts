// The whole road on the real kernel: watches are used up, others are refused, the culprit is found, the limit is raised. It happens in
// a user namespace with limits of its own, so that the machine keeps all its watches. Runs on the built command, as bin.test.ts does.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InotifyReport } from '../../src/host/inotify/report.ts'
import type { Report } from '../../src/report/report.ts'

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
const BIN = path('dist/bin.js')
const CONSUMER = path('samples/inotify-exhaustion/consume-watches.mjs')
const LOG = path('samples/inotify-watches-exhausted/watches-exhausted.log')
const LIMIT = 60

const UNSHARE = ['unshare', '--user', '--map-root-user', '--pid', '--fork', '--mount-proc', '--kill-child'] as const

/** Why there can be no namespace here; empty when there can. */
function obstacle(): string {
  if (process.platform !== 'linux') return 'inotify is of Linux'
  const [command, ...options] = UNSHARE
  const script = `echo ${LIMIT} > /proc/sys/user/max_inotify_watches`
  const { status, stderr, error } = spawnSync(command, [...options, 'sh', '-c', script], { encoding: 'utf8' })
  return status === 0 ? '' : (error?.message ?? stderr.trim())
}

const why = obstacle()
const inNamespace = why === '' ? describe : describe.skip

/** A shell in the namespace, which is told one command after the other. */
class Shell {
  readonly #process: ChildProcessWithoutNullStreams
  #output = ''

  constructor(env: Record<string, string>) {
    const [command, ...options] = UNSHARE
    this.#process = spawn(command, [...options, 'sh'], { env: { ...process.env, ...env } })
    this.#process.stdout.on('data', (data: Buffer) => (this.#output += data.toString()))
    this.#process.stderr.on('data', (data: Buffer) => (this.#output += data.toString()))
  }

  /** The output of a command, errors included, and its exit code. */
  async run(command: string): Promise<{ code: number; output: string }> {
    this.#output = ''
    this.#process.stdin.write(`{ ${command}\n} 2>&1; echo "<exit $?>"\n`)
    for (;;) {
      const { code, output } = /^(?<output>[^]*)<exit (?<code>\d+)>\n$/.exec(this.#output)?.groups ?? {}
      if (code !== undefined) return { code: Number(code), output: output ?? '' }
      if (this.#process.exitCode !== null) throw new Error(`the shell has ended: ${this.#output}`)
      await new Promise((done) => this.#process.stdout.once('data', done))
    }
  }

  async end(): Promise<void> {
    this.#process.stdin.end()
    await new Promise((done) => this.#process.once('close', done))
  }
}

inNamespace(`a consumer that takes all watches${why === '' ? '' : ` (skipped, no user namespace: ${why})`}`, () => {
  let folder: string
  let shell: Shell
  let pid: string
  const second = () => shell.run(`"$NODE" -e 'fs.watch("/"); process.exit()'`)
  const consumer = () => readFileSync(join(folder, 'consumer.log'), 'utf8')

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kubelog-e2e-'))
    shell = new Shell({ NODE: process.execPath, BIN, CONSUMER, LOG, FOLDER: folder })
    await shell.run(`echo ${LIMIT} > /proc/sys/user/max_inotify_watches`)
    await shell.run('"$NODE" "$CONSUMER" --max 5000 --folder "$FOLDER" > "$FOLDER/consumer.log" 2>&1 & PID=$!')
    await shell.run('until grep -q holding "$FOLDER/consumer.log"; do sleep 0.05; done')
    pid = (await shell.run('echo $PID')).output.trim()
  })

  afterAll(async () => {
    await shell.end()
    rmSync(folder, { recursive: true })
  })

  test('is refused the next one by the kernel, and says that it is no disk', () => {
    expect(consumer()).toContain(`the kernel refuses watch ${LIMIT + 1}: ENOSPC, the limit on watches`)
    expect(consumer()).toContain(`holding ${LIMIT} watches`)
  })

  test('keeps others from watching: "no space left on device", while the disk has space', async () => {
    const { code, output } = await second()
    expect(code).not.toBe(0)
    expect(output).toMatch(/ENOSPC/)
    expect(await shell.run('echo text > "$FOLDER/file" && cat "$FOLDER/file"')).toEqual({ code: 0, output: 'text\n' })
  })

  test('makes tail complain', async () => {
    const { output } = await shell.run('timeout 0.5 tail -f "$FOLDER/file"')
    expect(output).toMatch(/tail: inotify (?:resources exhausted|cannot be used)/)
  })

  test('is found by `kubelog-diagnose inotify`, with the right count', async () => {
    const { code, output } = await shell.run('"$NODE" "$BIN" inotify --output json')
    const { limits, users, processes, hidden } = JSON.parse(output) as InotifyReport
    expect({ code, hidden, limit: limits.watches }).toEqual({ code: 1, hidden: 0, limit: LIMIT })
    expect(users).toMatchObject([{ uid: 0, watches: LIMIT, watchesShare: 1 }])
    expect(processes).toMatchObject([{ pid: Number(pid), watches: LIMIT, instances: 1 }])
    expect(processes[0]?.command).toContain('consume-watches.mjs --max 5000')
  })

  test('is counted as `find` and `grep` count it', async () => {
    const { output } = await shell.run(
      `find /proc/[0-9]*/fd -lname 'anon_inode:inotify' 2>/dev/null | sed 's,/fd/,/fdinfo/,' | xargs grep -c '^inotify'`,
    )
    expect(output.trim()).toBe(String(LIMIT))
  })

  test('stands in the incident with --host', async () => {
    const log = `sed 's/ node01 / ${hostname()} /' "$LOG"`
    const { output } = await shell.run(`${log} | "$NODE" "$BIN" --host --output json`)
    const { incidents } = JSON.parse(output) as Report
    expect(incidents[0]?.hostChecks).toMatchObject([{ check: 'inotify', verdict: 'confirmed' }])
    expect(incidents[0]?.hostChecks?.[0]?.summary).toMatch(
      /^limit 60, used 60 by \S+ \(100\.0 %\), 100\.0 % of it by .*consume-watches\.mjs/,
    )
  })

  test("is in nobody's way once the limit is raised", async () => {
    await shell.run(`echo ${10 * LIMIT} > /proc/sys/user/max_inotify_watches`)
    expect(await second()).toEqual({ code: 0, output: '' })
    expect(await shell.run('"$NODE" "$BIN" inotify')).toMatchObject({ code: 0 })
  })

  test('leaves no file behind when it is ended', async () => {
    await shell.run('kill "$PID"; wait "$PID"')
    expect(consumer()).toContain('cleaned up')
    expect(readdirSync(folder).sort()).toEqual(['consumer.log', 'file'])
  })
})
