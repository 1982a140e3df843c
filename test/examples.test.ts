// docs/examples, run as a user runs them: by node, on the built package, which they import by its name.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import type { ReportIncident } from '../src/report/report.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FOLDER = join(ROOT, 'docs', 'examples')
const SAMPLE = join(ROOT, 'samples', 'inotify-watches-exhausted', 'watches-exhausted.log')
const LOG = readFileSync(SAMPLE, 'utf8')
const RULE = 'inotify-watches-exhausted'

interface Line {
  readonly [name: string]: unknown
  readonly type?: string
  readonly cause?: { readonly rule: string }
}

interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

async function run(command: readonly string[], stdin = '', env: Readonly<Record<string, string>> = {}): Promise<Run> {
  const [program = '', ...args] = command
  const child = spawn(program, args, { cwd: FOLDER, env: { ...process.env, ...env } })
  child.stdin.on('error', () => {}).end(stdin) // it may not want to read
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: code as number | null, stdout, stderr }
}

const runExample = async (name: string): Promise<Run> => run([process.execPath, name], LOG)
const runCode = async (code: string): Promise<Run> => run([process.execPath, '--input-type=module', '--eval', code])
const linesOf = (ndjson: string): Line[] =>
  ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

let temporary = ''
beforeAll(() => {
  temporary = mkdtempSync(join(tmpdir(), 'examples-'))
})
afterAll(() => rmSync(temporary, { recursive: true }))

test('all examples are listed, and no others', () => {
  const listed = [...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(/^\| \[(?<name>[\w.-]+)\]/gm)]
  const files = readdirSync(FOLDER).filter((name) => !['README.md', 'tsconfig.json'].includes(name))
  expect(listed.map(({ groups }) => groups?.['name'] ?? '').sort()).toEqual(files.sort())
})

describe('a script on standard input', () => {
  test('minimal.mjs prints the causes and the steps', async () => {
    const { code, stdout, stderr } = await runExample('minimal.mjs')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^node01: inotify watches exhausted\n( {2}(confirm|mitigate|prevent): .+\n){5,}/)
  })

  test('events.mjs tells records, then the report', async () => {
    const { code, stdout, stderr } = await runExample('events.mjs')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const types = linesOf(stdout).map(({ type }) => type)
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'record',
      'incident',
      'node',
      'input',
      'summary',
    ])
  })

  test('pino.mjs logs records and incidents at their levels', async () => {
    const { code, stdout, stderr } = await runExample('pino.mjs')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const entries = linesOf(stdout)
    expect(entries[0]).toMatchObject({ level: 50, node: 'node01', rule: RULE })
    expect(entries.at(-1)).toMatchObject({ level: 50, rule: RULE, incident: expect.any(String) as unknown })
  })
})

test('workers.mjs puts together what its workers know', async () => {
  const logs = ['restart-failed.log', 'watches-exhausted.log'].map((name) => join(SAMPLE, '..', name))
  const { code, stdout, stderr } = await run([process.execPath, 'workers.mjs', ...logs])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^CRITICAL .* inotify watches exhausted → kubelet exited\n/)
  expect(stdout).toContain('2 inputs')
})

test('pino-transport.mjs diagnoses what is logged', async () => {
  const destination = join(temporary, 'incidents.ndjson')
  const { code, stderr } = await runCode(`
    import { readFileSync } from 'node:fs'
    import pino from 'pino'
    const target = ${JSON.stringify(join(FOLDER, 'pino-transport.mjs'))}
    const transport = pino.transport({ target, options: { destination: ${JSON.stringify(destination)} } })
    const log = pino(transport)
    for (const line of readFileSync(${JSON.stringify(SAMPLE)}, 'utf8').split('\\n'))
      log.info({ hostname: 'node-of-pino' }, line.replace(/^.*?kubelet\\[\\d+\\]: /, ''))
    transport.end()
  `)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(linesOf(readFileSync(destination, 'utf8'))).toMatchObject([{ node: 'node-of-pino', cause: { rule: RULE } }])
})

test('fastify.mjs answers uploads', async () => {
  const server = spawn(process.execPath, ['fastify.mjs'], {
    cwd: FOLDER,
    env: { ...process.env, PORT: '0', MAX_UPLOAD: '100000' },
  })
  try {
    const [address] = (await once(server.stdout, 'data')) as [Buffer]
    const upload = async (body: string | Uint8Array, accept: string): Promise<Response> =>
      fetch(`${String(address).trim()}/diagnose`, {
        method: 'POST',
        body: body as BodyInit,
        headers: { accept, 'content-type': 'application/octet-stream' },
      })
    const plain = await upload(LOG, 'application/json')
    expect(await plain.json()).toMatchObject({ incidents: [{ cause: { rule: RULE } }] })
    const page = await upload(gzipSync(LOG), 'text/html')
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await page.text()).toContain('inotify watches exhausted')
    const emptyZip = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)])
    const nothing = await upload(emptyZip, '')
    expect([nothing.status, await nothing.json()]).toMatchObject([422, { error: 'no logs in what was uploaded' }])
    const tooMuch = await upload(LOG.repeat(50), '')
    expect([tooMuch.status, await tooMuch.json()]).toMatchObject([413, { message: 'the upload is too large' }])
  } finally {
    server.kill()
    await once(server, 'close')
  }
})

test('kafka-handler.mjs gives what becomes of incidents', async () => {
  const { stdout, stderr } = await runCode(`
    import { readFileSync } from 'node:fs'
    import { builtinRules } from 'kubelog-diagnose/node'
    import { createHandler } from './kafka-handler.mjs'
    const folder = ${JSON.stringify(join(SAMPLE, '..'))}
    const batch = (name) => readFileSync(folder + '/' + name, 'utf8').trimEnd().split('\\n').map((value) => ({ value: Buffer.from(value) }))
    let now = Date.parse('2024-06-02T16:00:00Z')
    const handle = createHandler(await builtinRules(), () => now)
    const batches = [[], batch('watches-exhausted.log'), [{ value: '' }], batch('restart-failed.log'), []]
    for (const messages of batches) console.log(JSON.stringify(handle(messages)))
    now += 24 * 3600_000
    console.log(JSON.stringify(handle([])))
  `)
  expect(stderr).toBe('')
  const given = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; incident: ReportIncident }[])
  const outline = given.map((events) => events.map(({ type, incident }) => [type, incident.cause.rule, incident.level]))
  expect(outline).toEqual([
    [],
    [['opened', RULE, 'high']],
    [],
    [['updated', RULE, 'critical']],
    [],
    [['closed', RULE, 'critical']],
  ])
})

describe('the commands of collectors', () => {
  const config = (name: string): unknown => parse(readFileSync(join(FOLDER, name), 'utf8'))

  /** Runs a command in which journalctl prints the sample, and kubelog-diagnose is the built one. */
  async function runCommand(command: readonly string[]): Promise<Line[]> {
    const program = (name: string, code: string): void => {
      writeFileSync(join(temporary, name), `#!/bin/sh\n${code}\n`)
      chmodSync(join(temporary, name), 0o755)
    }
    program('journalctl', `exec cat '${SAMPLE}'`)
    program('kubelog-diagnose', `exec '${process.execPath}' '${join(ROOT, 'dist', 'bin.js')}' "$@"`)
    const { stdout, stderr } = await run(command, '', { PATH: `${temporary}:${process.env['PATH']}` })
    expect(stderr).toBe('')
    return linesOf(stdout)
  }

  test("fluent-bit.yaml's gives incidents, which its filter keeps", async () => {
    const { pipeline } = config('fluent-bit.yaml') as {
      pipeline: { inputs: { command: string }[]; filters: { regex: string }[] }
    }
    const [input, filter] = [pipeline.inputs[0], pipeline.filters[0]]
    const [field = '', regex = ''] = filter?.regex.split(' ') ?? []
    const lines = await runCommand(['sh', '-c', input?.command ?? ''])
    const kept = lines.filter((line) => new RegExp(regex).test(String(line[field])))
    expect(kept).toMatchObject([{ cause: { rule: RULE } }])
  })

  test("vector.yaml's give incidents and records", async () => {
    const { sources } = config('vector.yaml') as { sources: Record<'incidents' | 'records', { command: string[] }> }
    const events = await runCommand(sources.incidents.command)
    expect(events.find(({ incident }) => incident !== undefined)).toMatchObject({
      type: 'opened',
      incident: { cause: { rule: RULE } },
    })
    const records = await runCommand(sources.records.command)
    expect(records.filter(({ type, category }) => type === 'record' && category === 'explained')).not.toEqual([])
  })

  test("vector.yaml's parts know each other", () => {
    const { sources, transforms, sinks } = config('vector.yaml') as Record<string, Record<string, { inputs: string[] }>>
    const inputs = Object.values({ ...transforms, ...sinks }).flatMap(({ inputs }) => inputs)
    expect(inputs.sort()).toEqual([...Object.keys(sources ?? {}), ...Object.keys(transforms ?? {})].sort())
  })
})
