// Runs commands of the docs in bash. `kubelog-diagnose` is answered by this process, which starts much faster than a new one.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { run } from '../cli/run.ts'

/** Hands a call over: its folder, arguments and stdin in files, and waits for the answer. */
const CLIENT = `#!/bin/bash
call=$(mktemp -d "$CALLS/XXXXXX")
printf '%s\\0' "$PWD" "$@" > "$call/argv"
cat > "$call/stdin"
exec 3<> "/dev/tcp/127.0.0.1/$PORT"
echo "$call" >&3
read -r code <&3
cat "$call/stdout"; cat "$call/stderr" >&2
exit "$code"
`

/** In place of what prints a node's log: the sample's. */
const LOG = `#!/bin/bash
cat "$SAMPLE"
`

const SUDO = `#!/bin/bash
exec "$@"
`

export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  /** Commands that failed, and their exit codes. */
  readonly failures: readonly { readonly code: number; readonly command: string }[]
}

export class Shell {
  readonly #folder: string
  readonly #server: Server
  readonly #env: Readonly<Record<string, string>>

  private constructor(folder: string, server: Server, env: Readonly<Record<string, string>>) {
    this.#folder = folder
    this.#server = server
    this.#env = env
  }

  /** `sample` is the log that journalctl prints. */
  static async start(sample: string): Promise<Shell> {
    const folder = mkdtempSync(join(tmpdir(), 'kubelog-docs-'))
    const bin = join(folder, 'bin')
    await mkdir(bin)
    const programs = { 'kubelog-diagnose': CLIENT, journalctl: LOG, kubectl: LOG, sudo: SUDO }
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(join(bin, name), text)
      await chmod(join(bin, name), 0o755)
    }
    const server = createServer((socket) =>
      createInterface({ input: socket }).on('line', (call) => void answer(call, socket)),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo // it listens on TCP
    return new Shell(folder, server, {
      PATH: `${bin}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      LANG: 'C.UTF-8',
      CALLS: folder,
      PORT: String(port),
      SAMPLE: sample,
    })
  }

  async run(commands: string, folder: string): Promise<Outcome> {
    const failed = join(folder, '.failed')
    rmSync(failed, { force: true })
    const script = `exec 9>>"${failed}"\ntrap 'printf "%s\\t%s\\0" "$?" "$BASH_COMMAND" >&9' ERR\n${commands}\n`
    const { stdout, stderr } = await bash(['-c', script], { cwd: folder, env: this.#env })
    const failures = existsSync(failed) ? (await readFile(failed, 'utf8')).split('\0').filter(Boolean) : []
    return {
      stdout,
      stderr,
      failures: failures.map((line) => {
        const [code = '', command = ''] = line.split('\t')
        return { code: Number(code), command }
      }),
    }
  }

  stop(): void {
    this.#server.close()
    rmSync(this.#folder, { recursive: true })
  }
}

/** Is the syntax right? '' when it is, else what bash says. */
export async function syntaxProblem(commands: string): Promise<string> {
  return (await bash(['-n', '-c', commands], {})).stderr
}

function bash(argv: string[], options: { cwd?: string; env?: Record<string, string> }): Promise<Outcome> {
  return new Promise((done) => {
    const child = execFile('bash', argv, { ...options, maxBuffer: 64 * 1024 ** 2 }, (_error, stdout, stderr) =>
      done({ stdout, stderr, failures: [] }),
    )
    child.stdin?.end()
  })
}

async function answer(call: string, socket: Socket): Promise<void> {
  const [folder = '', ...argv] = (await readFile(join(call, 'argv'), 'utf8')).split('\0').slice(0, -1)
  const before = process.cwd()
  process.chdir(folder)
  const { code, stdout, stderr } = await run(argv, {
    stdin: await readFile(join(call, 'stdin')),
    env: { LANG: 'C.UTF-8' },
  }).finally(() => process.chdir(before))
  await writeFile(join(call, 'stdout'), stdout)
  await writeFile(join(call, 'stderr'), stderr)
  socket.end(`${code}\n`)
}
