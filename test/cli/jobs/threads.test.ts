// Threads look ahead in a large text, or unpack it: what is found must be what one finds alone. `npm test` builds what they run.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { SweeperThreads } from '../../../src/cli/jobs/sweepers.ts'
import { Diagnosis } from '../../../src/diagnose.ts'
import { gunzipped } from '../../../src/input/compression/gunzip-thread.ts'
import { readWindows } from '../../../src/input/windows.ts'
import { builtinRules } from '../../../src/rules/load.ts'
import { folderWith } from '../fixtures.ts'
import { run as runCommand } from '../run.ts'

/** More than both kinds of threads are started for. */
const LINES = 100_000
const WORTH: number = 8 * 1024 * 1024
/** After which threads have been started. */
const STARTED: number = 9 * 1024 * 1024

/** Mostly calm; now and then a failure that is always the same, one of another pod, a line of another program, and a block. */
function lineAt(index: number): string {
  const clock = new Date(Date.UTC(2024, 5, 2, 8) + index * 250).toISOString().slice(11, 23)
  const head = (severity: string): string =>
    `Jun 02 ${clock.slice(0, 8)} node-a kubelet[563]: ${severity}0602 ${clock}000     563 `
  if (index % 97 === 5) return `${head('W')}watcher.go:93] Error while processing event ("/sys/fs/cgroup/a": 0x40000100 == IN_CREATE|IN_ISDIR): inotify_add_watch /sys/fs/cgroup/a: no space left on device`
  if (index % 501 === 7) return `${head('E')}pod_workers.go:1301] "Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"app\\" with CrashLoopBackOff: \\"back-off 5m0s restarting failed container=app\\"" pod="shop/web-${index % 300}"`
  if (index % 4001 === 9) return `Jun 02 ${clock.slice(0, 8)} node-a systemd[1]: kubelet.service: Main process exited, code=exited, status=1/FAILURE`
  return `${head('I')}kubelet.go:2447] "SyncLoop (PLEG): event for pod" pod="shop/web-${index}" event={"ID":"${index}","Type":"ContainerStarted"}`
} // prettier-ignore

let folder: string
let log: string

beforeAll(async () => {
  log = `${Array.from({ length: LINES }, (_, index) => lineAt(index)).join('\n')}\n`
  const gzip = gzipSync(log, { level: 0 })
  const damaged = Buffer.from(gzip)
  damaged.fill(0xff, gzip.length - 2_000_000, gzip.length - 1_900_000)
  folder = await folderWith({
    'kubelet.log': log,
    'kubelet.log.gz': gzip,
    'cut.log.gz': gzip.subarray(0, gzip.length - 1_000_000),
    'damaged.log.gz': damaged,
    'starts.mjs': `throw new Error('not today')`,
    'ends.mjs': `process.exit(3)`,
  })
})

afterAll(() => rm(folder, { recursive: true }))

const run = (name: string, jobs: number) => runCommand([join(folder, name), `--jobs=${jobs}`, '--output=json'])

describe('the report is the same with any number of threads', () => {
  test.each(['kubelet.log', 'kubelet.log.gz', 'cut.log.gz', 'damaged.log.gz'])('of %s', async (name) => {
    const alone = await run(name, 1)
    expect(alone.stdout).toContain('inotify-watches-exhausted')
    // Of damaged data, how much comes out before the damage depends on how it is cut.
    const { stdout, stderr, code } = await run(name, 2)
    if (name === 'damaged.log.gz') return expect([stderr, code]).toEqual([alone.stderr, alone.code])
    expect({ stdout, stderr, code }).toEqual(alone)
    expect(await run(name, 3)).toEqual(alone)
  })

  test('also packed as plain', async () => {
    const [plain, packed] = [await run('kubelet.log', 2), await run('kubelet.log.gz', 3)]
    expect(packed.stdout.replaceAll('.log.gz', '.log')).toBe(plain.stdout)
  })
})

/** Reads the log with threads, which have the time to start. */
async function readWith(threads: SweeperThreads): Promise<Diagnosis> {
  async function* unhurried(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const chunk of readWindows(join(folder, 'kubelet.log'), { standing: threads.depth - 1 })) {
      yield chunk
      if (bytes < STARTED && (bytes += chunk.length) >= STARTED) await setTimeout(300)
    }
  }
  const diagnosis = new Diagnosis(await builtinRules())
  await diagnosis.readBytes('kubelet.log', unhurried(), { year: 2024, sweepers: threads })
  return diagnosis
}

async function readAlone(): Promise<Diagnosis> {
  const diagnosis = new Diagnosis(await builtinRules())
  await diagnosis.readBytes('kubelet.log', log, { year: 2024 })
  return diagnosis
}

test('threads make runs, and find what one finds alone', async () => {
  let given = 0
  class Counting extends SweeperThreads {
    override give(...of: Parameters<SweeperThreads['give']>): boolean {
      const isGiven = super.give(...of)
      if (isGiven) given++
      return isGiven
    }
  }
  const threads = new Counting(2, WORTH, () => {})
  const diagnosis = await readWith(threads)
  threads.end()
  expect(diagnosis.state()).toEqual((await readAlone()).state())
  expect(given).toBeGreaterThan(2)
})

test.each([
  ['when it starts', 'starts.mjs'],
  ['by itself', 'ends.mjs'],
  ['because there is none', 'nowhere.mjs'],
])('a thread that ends %s is told of, and nothing is lost', async (_when, file) => {
  let onLoss = (_message: string): void => {}
  const loss = new Promise<string>((resolve) => (onLoss = resolve))
  const threads = new SweeperThreads(1, WORTH, onLoss, join(folder, file))
  const diagnosis = await readWith(threads)
  expect(diagnosis.state()).toEqual((await readAlone()).state())
  expect(await loss).toMatch(/^a thread has ended \(.+\): the log is read without it$/)
})

test.each([
  ['starts.mjs', 'not today'],
  ['ends.mjs', 'exit code 3'],
])('a thread that unpacks and is lost (%s) is no damage of the data', async (file, how) => {
  const read = async (): Promise<void> => {
    const options = { file: join(folder, file), onPacked: () => {} }
    for await (const chunk of gunzipped(join(folder, 'kubelet.log.gz'), options)) expect(chunk).toBeUndefined()
  }
  await expect(read()).rejects.toThrow(`the thread that unpacks it has ended: ${how}`)
})
