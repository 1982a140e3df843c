// What is made to fill memory or to wait for ever, given to the built command: it stops with a word, and stays small. `npm test` builds first.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { folderWith, WATCHES_EXHAUSTED } from '../cli/fixtures.ts'
import { zipOf } from './archive/make.ts'
import { XZ_IN_XZ } from './compression/samples.ts'

const BIN = fileURLToPath(new URL('../../dist/bin.js', import.meta.url))
const MIB = 1024 ** 2
/** Tells on stderr how much memory the process had at most, where that can be known: getrusage() counts what the parent had. */
const SCALES = `import{readFileSync}from"node:fs";process.on("exit",()=>{try{process.stderr.write("\\n"+
/VmHWM.*/.exec(readFileSync("/proc/self/status","utf8"))[0])}catch{}})`
const BOMB = 'stopped: it expands to more than 1000 times its size, as only a bomb does'

interface Outcome {
  readonly code: unknown
  readonly stdout: string
  readonly stderr: string
  readonly mib: number
}

async function run(argv: readonly string[], stdin: Iterable<Uint8Array> = []): Promise<Outcome> {
  const child = spawn(process.execPath, [
    '--import',
    `data:text/javascript,${encodeURIComponent(SCALES)}`,
    BIN,
    '--brief',
    ...argv,
  ])
  child.stdin.on('error', () => {}) // it may have enough before the end
  Readable.from(stdin).pipe(child.stdin)
  const outputs = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = (await once(child, 'close')) as [unknown]
  const [stdout, output] = await outputs
  const [stderr = '', kib = '0'] = output.split(/\nVmHWM:\s*(\d+) kB/)
  return { code, stdout, stderr: stderr.replace('kubelog-diagnose: ', ''), mib: Number(kib) / 1024 }
}

let folder: string

jest.setTimeout(60_000) // a machine may be busy with other things

beforeAll(async () => {
  const zeros = Buffer.alloc(100 * MIB)
  const packed = gzipSync(zeros, { level: 9 })
  folder = await folderWith({
    'bomb.gz': Buffer.concat([gzipSync(WATCHES_EXHAUSTED), packed]),
    'bomb.gz.gz': gzipSync(packed),
    'bomb.zip': zipOf({ 'node-a/kubelet.log': Buffer.concat([Buffer.from(WATCHES_EXHAUSTED), zeros]) }),
    'nested.tar.xz': XZ_IN_XZ,
  })
})

afterAll(() => rm(folder, { recursive: true }))

describe('in less than 200 MiB of memory', () => {
  test.each([
    ['a gzip bomb', 'bomb.gz', true],
    ['a zip bomb', 'bomb.zip', true],
    ['a bomb in a bomb', 'bomb.gz.gz', false],
  ])('%s is stopped, and what came before it is reported', async (_what, name, isFound) => {
    const { code, stdout, stderr, mib } = await run([join(folder, name)])
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${join(folder, name)}: ${BOMB}\n` })
    expect(stdout.includes('inotify watches exhausted')).toBe(isFound)
    expect(mib).toBeLessThan(200)
  })

  test('a line of 100 MB is cut', async () => {
    function* log(): Generator<Buffer> {
      yield Buffer.from(WATCHES_EXHAUSTED)
      for (let sent = 0; sent < 100; sent++) yield Buffer.alloc(1_000_000, 'x')
      yield Buffer.from(`\n${WATCHES_EXHAUSTED.replaceAll('node-a', 'node-c')}`)
    }
    const { code, stdout, stderr, mib } = await run([], log())
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout.replace(/\s+/g, ' ')).toContain('over-long lines cut')
    expect(stdout).toContain('node-c')
    expect(mib).toBeLessThan(200)
  })
})

test('an xz in an xz does not wait for the outer one', async () => {
  const { code, stdout, stderr } = await run([join(folder, 'nested.tar.xz')])
  expect({ code, stderr }).toEqual({ code: 0, stderr: "skipped 1 file without lines of a node's log\n" })
  expect(stdout).toContain('8,000 lines')
})

test('a zip in a pipe that is larger than is held in memory is told what to do', async () => {
  const zip = zipOf([{ name: 'core', body: Buffer.alloc(70 * MIB), isStored: true }])
  const { code, stderr, mib } = await run(['-'], chunksOf(zip))
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: 'stdin: a zip of more than 64 MiB must be given as a file of its own\n',
  })
  expect(mib).toBeLessThan(200)
})

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += MIB) yield bytes.subarray(at, at + MIB)
}
