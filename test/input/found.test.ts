// What is known of an input that was found; find.test.ts has how it is found.
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { findInputs, type Input } from '../../src/input/find.ts'
import { plausibleDate } from '../../src/input/reference.ts'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from '../cli/fixtures.ts'
import { run } from '../cli/run.ts'

const NOW = new Date('2024-07-01T12:00:00Z')
const JOURNAL = Buffer.concat([Buffer.from('LPKSHHRH'), Buffer.alloc(500)])
let folder: string

beforeAll(async () => {
  folder = await folderWith({
    'pods/kubelet.log': WATCHES_EXHAUSTED,
    'pods/pods/web/0.log': HEALTHY,
    'zeros.log': `${WATCHES_EXHAUSTED}${'\0'.repeat(100)}`,
    'journal/a/system.journal': JOURNAL,
    'journal/a/user.journal~': JOURNAL,
    'journal/b/old.journal': JOURNAL,
  })
  await utimes(join(folder, 'zeros.log'), 0, 0)
  spawnSync('mkfifo', [join(folder, 'fifo')])
})

afterAll(() => rm(folder, { recursive: true }))

async function find(...names: string[]): Promise<Input[]> {
  return (
    await findInputs(
      names.map((name) => join(folder, name)),
      Readable.from([]),
      NOW,
    )
  ).inputs
}

test('a file in a folder has its path in it, a named one has none', async () => {
  expect((await find('pods')).map(({ inner }) => inner)).toEqual(['kubelet.log', 'pods/web/0.log'])
  expect((await find('pods/kubelet.log', 'pods/k*.log')).map(({ inner }) => inner)).toEqual([undefined])
})

test('the names of folders above the named one do not tell what a log is', async () => {
  const { code, stdout, stderr } = await run([join(folder, 'pods'), '--brief'])
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: "kubelog-diagnose: skipped 1 file without lines of a node's log\n",
  })
  expect(stdout).toContain('node-a')
  expect(stdout).not.toContain('node-b')
})

test('a log with zeros in it is found, and a date before kubelet’s first release is none', async () => {
  expect(await find('.')).toContainEqual(expect.objectContaining({ inner: 'zeros.log', reference: NOW }))
  expect(plausibleDate(new Date('1980-01-01'))).toBeUndefined()
  expect(plausibleDate(undefined)).toBeUndefined()
})

test('a file has a size and a path, a pipe has neither', async () => {
  const [file, pipe] = await find('zeros.log', 'fifo')
  expect(file).toMatchObject({ path: join(folder, 'zeros.log'), size: WATCHES_EXHAUSTED.length + 100 })
  expect([pipe?.path, pipe?.size]).toEqual([undefined, undefined])
})

test('the journals of each folder are one input, a single one is itself', async () => {
  expect((await find('journal')).map(({ name, isJournal }) => [name, isJournal])).toEqual([
    [join(folder, 'journal/a'), true],
    [join(folder, 'journal/b/old.journal'), true],
  ])
  expect((await find('journal/a/*')).map(({ name }) => name)).toEqual([join(folder, 'journal/a')])
})
