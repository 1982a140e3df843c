// The files of a user -> an outcome, as the worker makes it; here without a browser.
import { expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { readFiles } from '../../src/web/read.ts'
import type { Outcome, Progress, WebFile } from '../../src/web/messages.ts'
import { seen } from '../correlate/story.ts'
import { tarOf } from '../input/archive/make.ts'

const RULES = [seen('kettle-dry', {}, { regex: 'kettle dry' })]
const LINE = 'Jun 02 15:39:04 node-a kubelet[7]: E0602 15:39:04.000000       7 kubelet.go:7] kettle dry\n'
const NOW = Date.UTC(2024, 6, 1)

function file(name: string, content: string | Uint8Array, more: Partial<WebFile> = {}): WebFile {
  return { name, blob: new Blob([Uint8Array.from(Buffer.from(content))]), modified: NOW, ...more }
}

async function read(
  files: readonly WebFile[],
  given = {},
  onProgress = (_progress: Progress): void => {},
  stop: AbortSignal = new AbortController().signal,
): Promise<Outcome> {
  return readFiles({ files, given, now: NOW }, RULES, stop, onProgress)
}

test('files are one report, and evidence names each of them', async () => {
  const { report, logs, problems } = await read([file('a.log', LINE), file('b.log.gz', gzipSync(LINE))])
  expect(report.inputs.map(({ name, lines }) => [name, lines])).toEqual([
    ['a.log', 1],
    ['b.log.gz', 1],
  ])
  expect({ logs, problems }).toEqual({ logs: 2, problems: [] })
  expect(report.incidents[0]?.start).toBe('2024-06-02T15:39:04.000000Z')
})

test('of a folder and of an archive only logs of a node are read, and the rest is counted', async () => {
  const tar = await tarOf({ 'b/kubelet.log': LINE, 'b/motd': 'hello\n' })
  const inFolder = ['f/kubelet.log', 'f/notes.txt'].map((name) =>
    file(name, name.endsWith('.log') ? LINE : 'milk, bread\n', { inner: name.slice(2) }),
  )
  const { report, logs, skipped } = await read([...inFolder, file('bundle.tar', tar)])
  expect(report.inputs.map(({ name }) => name)).toEqual(['bundle.tar!b/kubelet.log', 'f/kubelet.log'])
  expect({ logs, skipped }).toEqual({ logs: 2, skipped: 2 })
})

test('the year comes from the date of the file, or from now where it has none that a log can have', async () => {
  const start = async (more: Partial<WebFile>): Promise<unknown> =>
    (await read([file('a.log', LINE, more)])).report.incidents[0]?.start
  expect(await start({ modified: Date.UTC(2023, 0, 1) })).toBe('2022-06-02T15:39:04.000000Z')
  expect(await start({ modified: 0 })).toBe('2024-06-02T15:39:04.000000Z')
})

test('what the user knows better is taken', async () => {
  const bare = LINE.slice(LINE.indexOf('E0602'))
  const { report } = await read([file('a.log', bare)], { timezone: '+02:00', year: 2021, node: 'node-b' })
  expect(report.incidents[0]).toMatchObject({ node: 'node-b', start: '2021-06-02T13:39:04.000000Z' })
})

test.each([
  ['a binary journal', 'LPKSHHRH', /^a binary journal, which only journalctl can read/],
  ['xz', Buffer.from('fd377a585a0000', 'hex'), /^packed with xz, which this page does not read/],
  ['an archive in 7-Zip', Buffer.from('377abcaf271c0004', 'hex'), /^a 7-Zip archive, which is not read/],
])('%s is a problem, and the others are read', async (_what, content, message) => {
  const { logs, problems } = await read([file('odd', content), file('a.log', LINE)])
  expect(problems).toEqual([{ name: 'odd', message: expect.stringMatching(message) }])
  expect(logs).toBe(1)
})

test('a file that the browser cannot read any more is a problem', async () => {
  const blob = new Blob([LINE])
  const gone = Object.assign(blob, {
    stream: () => new ReadableStream({ pull: (controller) => controller.error(new Error('NotReadableError')) }),
  })
  const { problems } = await read([{ name: 'gone.log', blob: gone }])
  expect(problems).toEqual([
    { name: 'gone.log', message: 'it cannot be read: it was changed, moved or closed to this browser' },
  ])
})

test('it tells how far it is, and ends with what was read when it is stopped', async () => {
  const stop = new AbortController()
  const seenProgress: Progress[] = []
  const stopAtSecond = (progress: Progress): void => {
    seenProgress.push(progress)
    if (progress.name === 'b.log') stop.abort()
  }
  const files = [file('a.log', LINE), file('b.log', LINE.repeat(3)), file('c.log', LINE)]
  const { report, problems, isStopped } = await read(files, {}, stopAtSecond, stop.signal)
  expect(isStopped).toBe(true)
  expect(problems).toEqual([])
  expect(report.lines.total).toBeLessThan(5)
  expect(seenProgress).toContainEqual({ read: LINE.length, name: 'a.log' })
})
