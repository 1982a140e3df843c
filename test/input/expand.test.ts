import { afterAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expand } from '../../src/input/expand.ts'
import { DEFAULT_LIMITS } from '../../src/input/limits.ts'
import { nodeOpeners } from '../../src/input/node-openers.ts'
import { MODIFIED, tarOf, zipOf } from './archive/make.ts'
import { stream, XZ, ZSTD } from './compression/samples.ts'
import { expanded, NOW } from './expanded.ts'

const LOG = `${Array.from(
  { length: 5 },
  (_, index) =>
    `Jun 02 15:39:0${index} node-a kubelet[563]: I0602 15:39:0${index}.000000     563 kubelet.go:1530] "Sync"`,
).join('\n')}\n`
const YAML = 'apiVersion: v1\nkind: Node\nmetadata:\n  name: node-a\n'
const CSV = '2024-06-02T15:39:04Z,node-a,12\n2024-06-02T15:39:05Z,node-a,13\n'
const CUT_OFF = 'gzip data ends too early: the file was cut off'
const NOISE = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * index * 31 + (index >> 7)) & 0xff))

const folder = mkdtempSync(join(tmpdir(), 'expand-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** As a file, which a zip is read from directly. */
async function expandedFile(bytes: Buffer, limits = {}): ReturnType<typeof expanded> {
  const path = join(folder, 'archive')
  writeFileSync(path, bytes)
  return expanded(bytes, { path, size: bytes.length, limits })
}

function names({ logs }: Awaited<ReturnType<typeof expanded>>): string[] {
  return logs.map(({ name }) => name)
}

test('what is named is read whatever it looks like', async () => {
  for (const text of [LOG, YAML, 'x\0\n', ''])
    expect((await expanded(Buffer.from(text))).logs).toMatchObject([{ text }])
})

test('what is found in a folder is read when it looks like a log', async () => {
  expect((await expanded(Buffer.from(LOG), { inner: 'kubelet.log' })).logs).toHaveLength(1)
  expect(await expanded(Buffer.from(CSV), { inner: 'usage.csv' })).toEqual({ logs: [], skipped: 1, problems: [] })
})

describe('an archive', () => {
  const files = { 'node-a/kubelet.log': LOG, 'nodes.yaml': YAML, 'usage.csv': CSV, core: NOISE }

  test.each([
    ['tar', tarOf(files)],
    ['tar.gz', tarOf(files).then((tar) => gzipSync(tar))],
    ['zip', zipOf(files)],
    ['zip.gz', gzipSync(zipOf(files))],
    ['tar in a zip', tarOf(files).then((tar) => zipOf({ 'bundle.tar': tar }))],
    ['tar.gz in a zip in a gz', tarOf(files).then((tar) => gzipSync(zipOf({ 'bundle.tar.gz': gzipSync(tar) })))],
  ])('%s gives its logs, each with its path, its node and its text', async (_kind, archive) => {
    const { logs, skipped, problems } = await expanded(await archive)
    expect(logs).toMatchObject([
      { name: expect.stringMatching(/^input!.*node-a\/kubelet\.log$/), node: 'node-a', text: LOG },
    ])
    expect({ skipped, problems }).toEqual({ skipped: 3, problems: [] })
  })

  test('that is a zip is read from its file', async () => {
    expect(names(await expandedFile(zipOf(files)))).toEqual(['input!node-a/kubelet.log'])
  })

  test('names its members by all that they stand in', async () => {
    const inner = await tarOf({ 'logs/kubelet.log.gz': gzipSync(LOG) })
    const got = await expanded(zipOf({ 'a/node-b.tgz': gzipSync(inner) }), { name: 'all.zip' })
    expect(names(got)).toEqual(['all.zip!a/node-b.tgz!logs/kubelet.log.gz'])
  })

  test('without members says so', async () => {
    const message = 'the archive has no files'
    for (const nothing of [await tarOf({}), zipOf({}), gzipSync(await tarOf({}))])
      expect(await expanded(nothing)).toEqual({ logs: [], skipped: 0, problems: [{ name: 'input', message }] })
  })

  test.each([
    '../../../etc/cron.d/kubelet.log',
    '/etc/cron.d/kubelet.log',
    'C:\\kubelet\\kubelet.log',
    'a/../kubelet.log',
  ])('has names that are only names: %s', async (name) => {
    const shown = `input!${name.replaceAll('\\', '/')}`
    expect(names(await expanded(zipOf({ [name]: LOG })))).toEqual([shown])
    expect(names(await expanded(await tarOf({ [name]: LOG })))).toEqual([`input!${name}`])
  })

  test('shows very long names by their end', async () => {
    const [name = ''] = names(await expanded(await tarOf({ [`${'d/'.repeat(3000)}kubelet.log`]: LOG })))
    expect(name).toMatch(/^input!\.\.\.[d/]+\/kubelet\.log$/)
    expect(name.length).toBeLessThan(600)
  })

  test('can hold a file that is larger than any buffer and no log', async () => {
    const large = Buffer.alloc(5_000_000, 'x')
    expect(names(await expanded(await tarOf({ core: large, 'kubelet.log': LOG })))).toEqual(['input!kubelet.log'])
  })

  test('dates its members by their own date, where it can be true', async () => {
    const references = async (date: Date): Promise<Date[]> => {
      const input = { name: 'input', reference: NOW, open: () => stream(tar, 1000) }
      const tar = await tarOf({ 'kubelet.log': LOG }, date)
      const found: Date[] = []
      for await (const { reference } of expand(input, DEFAULT_LIMITS, { skipped: 0, problems: [] }, nodeOpeners()))
        found.push(reference)
      return found
    }
    expect(await references(MODIFIED)).toEqual([MODIFIED])
    expect(await references(new Date(0))).toEqual([NOW])
  })

  test('is left when its reader leaves', async () => {
    let isLeft = false
    const tar = await tarOf({ 'a/kubelet.log': LOG, 'b/kubelet.log': LOG })
    async function* source(): AsyncGenerator<Uint8Array> {
      try {
        yield* stream(tar, 512)
      } finally {
        isLeft = true
      }
    }
    const input = { name: 'input', reference: NOW, open: source }
    for await (const { bytes } of expand(input, DEFAULT_LIMITS, { skipped: 0, problems: [] }, nodeOpeners())) {
      for await (const _chunk of bytes) break
      break
    }
    await new Promise(setImmediate)
    expect(isLeft).toBe(true)
  })

  test('holds logs that can be left unread', async () => {
    const tar = await tarOf({ 'a/kubelet.log': LOG.repeat(2000), 'b/kubelet.log': LOG })
    const input = { name: 'input', reference: NOW, open: () => stream(tar, 512) }
    const found: string[] = []
    for await (const { name } of expand(input, DEFAULT_LIMITS, { skipped: 0, problems: [] }, nodeOpeners()))
      found.push(name)
    expect(found).toEqual(['input!a/kubelet.log', 'input!b/kubelet.log'])
  })
})

describe('the order of the members does not matter for', () => {
  test('which logs are found', async () => {
    const files = {
      'b/kubelet.log': LOG,
      core: NOISE,
      'a/kubelet.log.gz': gzipSync(LOG),
      'x.gz': gzipSync(LOG).subarray(0, 20),
    }
    const there = await expanded(await tarOf(files))
    const back = await expanded(await tarOf(Object.fromEntries(Object.entries(files).toReversed())))
    expect(names(back).toSorted()).toEqual(names(there).toSorted())
    expect(back.problems).toEqual(there.problems)
    expect(back.skipped).toBe(there.skipped)
  })
})

describe('damage', () => {
  test('of one member leaves the others whole, and is told once', async () => {
    const bad = gzipSync(LOG.repeat(50)).subarray(0, 150)
    const archives = [
      zipOf({ 'a/kubelet.gz': bad, 'b/kubelet.log': LOG }),
      await tarOf({ 'a/kubelet.gz': bad, 'b/kubelet.log': LOG }),
    ]
    for (const archive of archives) {
      const { logs, problems } = await expanded(archive)
      expect(logs.map(({ name }) => name)).toEqual(['input!a/kubelet.gz', 'input!b/kubelet.log'])
      expect(LOG.repeat(50).startsWith(logs[0]?.text ?? '-')).toBe(true)
      expect(problems).toEqual([{ name: 'input!a/kubelet.gz', message: CUT_OFF }])
    }
  })

  test('of an archive that is cut off is told of the member that it hits', async () => {
    const tar = await tarOf({ 'a/kubelet.log': LOG, 'b/kubelet.log': LOG.repeat(100), 'c/kubelet.log': LOG })
    const { logs, problems } = await expanded(tar.subarray(0, 20_000))
    expect(logs.map(({ name, text }) => [name, LOG.repeat(100).startsWith(text)])).toEqual([
      ['input!a/kubelet.log', true],
      ['input!b/kubelet.log', true],
    ])
    expect(problems).toEqual([{ name: 'input!b/kubelet.log', message: 'the tar archive is damaged or cut off' }])
  })

  test('of the compression of an archive is told once', async () => {
    const tar = gzipSync(await tarOf({ core: NOISE, 'b/kubelet.log': LOG }), { level: 0 })
    const { logs, problems } = await expanded(tar.subarray(0, -700))
    expect(logs).toMatchObject([{ name: 'input!b/kubelet.log' }])
    expect(problems).toHaveLength(1)
    expect(problems[0]?.message).toBe(CUT_OFF)
  })

  test('of an archive between two members is told of the archive', async () => {
    const tar = await tarOf({ 'a/kubelet.log': LOG })
    expect(await expanded(tar.subarray(0, -1024))).toMatchObject({
      logs: [{ text: LOG }],
      problems: [{ name: 'input', message: 'the tar archive is damaged or cut off' }],
    })
  })

  test('of a tar header is told of the archive', async () => {
    const tar = await tarOf({ 'a/kubelet.log': LOG, 'b/kubelet.log': LOG })
    tar.fill(0xff, 1024, 1100)
    expect(await expanded(tar)).toMatchObject({
      logs: [{ name: 'input!a/kubelet.log', text: LOG }],
      problems: [{ name: 'input' }],
    })
  })

  test('of a zip is told of the archive', async () => {
    const zip = zipOf({ 'kubelet.log': LOG })
    const message = 'the zip archive is damaged or cut off'
    expect(await expanded(zip.subarray(0, -30))).toEqual({
      logs: [],
      skipped: 0,
      problems: [{ name: 'input', message }],
    })
    expect(await expandedFile(zip.subarray(0, -30))).toMatchObject({ problems: [{ message }] })
  })

  test.each([
    ['whose checksum is wrong', { crc: 1 }],
    ['that is shorter than it claims', { size: 10_000 }],
    ['that is longer than it claims', { size: 300 }],
  ])('of a member of a zip %s is told of it', async (_what, claim) => {
    const members = [
      { name: 'a/kubelet.log', body: LOG, ...claim },
      { name: 'b/kubelet.log', body: LOG },
    ]
    for (const got of [await expanded(zipOf(members)), await expandedFile(zipOf(members))]) {
      expect(got.logs.at(-1)).toMatchObject({ name: 'input!b/kubelet.log', text: LOG })
      expect(got.problems).toEqual([{ name: 'input!a/kubelet.log', message: 'is damaged' }])
    }
  })

  test('of a file on the disk is told of the input', async () => {
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(LOG.repeat(100))
      throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' })
    }
    const notes = { skipped: 0, problems: [] }
    const texts: string[] = []
    for await (const { bytes } of expand(
      { name: 'input', reference: NOW, open: broken },
      DEFAULT_LIMITS,
      notes,
      nodeOpeners(),
    ))
      for await (const chunk of bytes) texts.push(Buffer.from(chunk).toString())
    expect(texts.join('')).toBe(LOG.repeat(100))
    expect(notes.problems).toEqual([{ name: 'input', message: 'the device cannot be read' }])
  })
})

describe('what is not read', () => {
  test('many encrypted members are one line', async () => {
    const members = ['a', 'b', 'c'].map((node) => ({ name: `${node}/kubelet.log`, body: LOG, flags: 0x801 }))
    expect(await expanded(zipOf([...members, { name: 'd/kubelet.log', body: LOG }]))).toMatchObject({
      logs: [{ name: 'input!d/kubelet.log' }],
      problems: [{ name: 'input', message: '3 members: is encrypted (the first is a/kubelet.log)' }],
    })
  })

  test('a member that is packed in another way', async () => {
    const { problems } = await expanded(zipOf([{ name: 'kubelet.log', body: LOG, method: 12 }]))
    expect(problems).toEqual([
      { name: 'input!kubelet.log', message: 'is packed in a way that is not supported (method 12)' },
    ])
  })

  test('a binary journal in an archive, in a file and on a pipe', async () => {
    const journal = Buffer.concat([Buffer.from('LPKSHHRH'), Buffer.alloc(300)])
    const unpack = { message: 'a binary journal, packed: unpack it and give the file or its folder' }
    const archive = await tarOf({ 'var/log/journal/0123/system.journal': journal, 'kubelet.log': LOG })
    expect(await expanded(archive)).toMatchObject({ logs: [{ text: LOG }], problems: [unpack] })
    expect(await expanded(gzipSync(journal))).toMatchObject({ logs: [], problems: [unpack] })
    expect((await expanded(journal)).problems[0]?.message).toMatch(/^a binary journal on a pipe: give the file/)
  })

  test('another archiver is named when it is given, and skipped when it is found', async () => {
    const rar = Buffer.from('Rar!\u001a\u0007\u0001\0 and so on')
    const message = 'a RAR archive, which is not read: unpack it first'
    expect(await expanded(rar)).toEqual({ logs: [], skipped: 0, problems: [{ name: 'input', message }] })
    expect(await expanded(await tarOf({ 'a.rar': rar }))).toEqual({ logs: [], skipped: 1, problems: [] })
  })

  test('logs of pods are not even opened', async () => {
    const archive = await tarOf({ 'pods/web/0.log': gzipSync(LOG).subarray(0, 20), 'kubelet.log': LOG })
    expect(await expanded(archive)).toMatchObject({ logs: [{ text: LOG }], skipped: 1, problems: [] })
    expect(await expanded(Buffer.from(LOG), { inner: 'pods/web/0.log' })).toMatchObject({ logs: [], skipped: 1 })
    expect(await expanded(Buffer.from(LOG), { name: 'pods/web/0.log' })).toMatchObject({ logs: [{ text: LOG }] })
  })
})

describe('limits stop', () => {
  const limits = { maxExpand: 1_500_000, ratioFrom: 50_000, maxRatio: 100 }
  const tooLarge = 'stopped: it expands to more than 1500000 bytes (--max-expand)'
  const bomb = 'stopped: it expands to more than 100 times its size, as only a bomb does'
  const zeros = Buffer.alloc(3_000_000)
  const words = Buffer.from(Array.from({ length: 300_000 }, (_, index) => `${index * 7919} `).join(''))

  test.each<[string, Buffer, string]>([
    ['a gzip bomb', gzipSync(zeros), bomb],
    ['a gzip bomb in a gzip bomb', gzipSync(gzipSync(zeros)), bomb],
    ['an xz bomb', XZ, bomb],
    ['a zstd bomb', ZSTD, bomb],
    ['a file that expands to more than is allowed', gzipSync(words), tooLarge],
  ])('%s', async (_what, bytes, message) => {
    const { logs, problems } = await expanded(bytes, { limits })
    expect(problems).toEqual([{ name: 'input', message }])
    expect(logs.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(limits.maxExpand)
  })

  test('a zip bomb, after what came before it', async () => {
    const zip = zipOf({
      'a/kubelet.log': LOG,
      'b/kubelet.log': Buffer.concat([Buffer.from(LOG), zeros]),
      'c/kubelet.log': LOG,
    })
    for (const got of [await expanded(zip, { limits }), await expandedFile(zip, limits)]) {
      expect(names(got)).toEqual(['input!a/kubelet.log', 'input!b/kubelet.log'])
      expect(got.problems).toEqual([{ name: 'input', message: bomb }])
    }
  })

  test('a bomb of small members', async () => {
    const members = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`${index}.txt`, zeros.subarray(0, 5000)]),
    )
    const { problems } = await expandedFile(zipOf(members), { ...limits, maxRatio: 10 })
    expect(problems).toMatchObject([{ name: 'input', message: expect.stringMatching(/^stopped/) }])
  })

  test('an archive in a bomb in an archive', async () => {
    const inner = zipOf({ 'b.tar.gz': gzipSync(await tarOf({ 'kubelet.log': zeros })) })
    const archive = await tarOf({ 'a.zip': inner, 'kubelet.log': LOG })
    expect(await expanded(archive, { limits })).toMatchObject({
      logs: [],
      problems: [{ name: 'input', message: bomb }],
    })
  })

  test('archives that are nested too deep', async () => {
    let nested: Buffer = Buffer.from(LOG)
    for (let depth = 0; depth < 5; depth++) nested = gzipSync(nested)
    expect((await expanded(nested)).logs).toMatchObject([{ text: LOG }])
    expect(await expanded(gzipSync(nested))).toEqual({
      logs: [],
      skipped: 0,
      problems: [{ name: 'input', message: 'stopped: archives nested more than 5 deep' }],
    })
  })

  test('an archive with too many members', async () => {
    const archive = await tarOf({ 'a/kubelet.log': LOG, 'b/kubelet.log': LOG, 'c/kubelet.log': LOG })
    expect(await expanded(archive, { limits: { maxMembers: 2 } })).toMatchObject({
      logs: [{ name: 'input!a/kubelet.log' }, { name: 'input!b/kubelet.log' }],
      problems: [{ name: 'input', message: 'stopped: it has more than 2 members' }],
    })
  })

  test('no tar by its mere size, and no zip that is as large as what it holds', async () => {
    const limits = { maxExpand: 400_000, ratioFrom: 1000, maxRatio: 2 }
    const noise = { core: NOISE, 'kubelet.log': LOG }
    expect((await expanded(await tarOf(noise), { limits })).problems).toEqual([])
    expect((await expandedFile(zipOf(noise), limits)).problems).toEqual([])
  })
})

test('bytes are counted as they are read from the input', async () => {
  let read = 0
  const zip = zipOf({ core: NOISE, 'kubelet.log': LOG })
  const path = join(folder, 'counted.zip')
  writeFileSync(path, zip)
  const input = { name: 'input', reference: NOW, path, size: zip.length, open: () => stream(zip, 512) }
  const notes = { skipped: 0, problems: [], onRead: (bytes: number) => (read += bytes) }
  for await (const { bytes } of expand(input, DEFAULT_LIMITS, notes, nodeOpeners())) for await (const _chunk of bytes);
  expect(read).toBeGreaterThan(zip.length * 0.99)
  expect(read).toBeLessThan(zip.length + 2000)
})
