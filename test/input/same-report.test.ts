// However a log is kept, its diagnosis is the same.
import { afterAll, describe, expect, test } from '@jest/globals'
import { rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Report } from '../../src/report/report.ts'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from '../cli/fixtures.ts'
import { run } from '../cli/run.ts'
import { MODIFIED, tarOf, zipOf, type Files } from './archive/make.ts'

/** Twenty minutes of a log: an incident that goes on while the files are rotated, and a second node. */
const LINES = Array.from({ length: 20 }, (_, minute) =>
  (WATCHES_EXHAUSTED + HEALTHY)
    .replaceAll(/15:\d\d:/g, `15:${String(30 + minute)}:`)
    .trimEnd()
    .split('\n'),
).flat()
const LOG = text(0)

function text(from: number, to?: number): string {
  return `${LINES.slice(from, to).join('\n')}\n`
}

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

/** The incidents in some files: all that is said but where the evidence stands. */
async function incidents(files: Files): Promise<unknown> {
  const folder = await folderWith(files)
  folders.push(folder)
  for (const name of Object.keys(files)) await utimes(join(folder, name), MODIFIED, MODIFIED)
  const { stdout, stderr } = await run([folder, '-o', 'json'])
  expect(stderr).toBe('')
  const { incidents, lines } = JSON.parse(stdout) as Report
  const texts = JSON.stringify(incidents, (key: string, value: unknown) =>
    key === 'input' || key === 'line' ? undefined : value,
  )
  return { lines, incidents: JSON.parse(texts) as unknown }
}

describe('the incidents of a single file are those of', () => {
  const thirds = [text(0, 50), text(50, 97), text(97)] as const
  const rotated = { 'kubelet.log': thirds[2], 'kubelet.log.1': thirds[1], 'kubelet.log.2.gz': gzipSync(thirds[0]) }
  const reversed = `${LINES.toReversed().join('\n')}\n`
  const rows: [behaviour: string, files: () => Files | Promise<Files>][] = [
    ['a rotated set', () => rotated],
    [
      'a set that is rotated by date',
      () => ({ messages: thirds[2], 'messages-20240602': thirds[1], 'messages-20240601': thirds[0] }),
    ],
    ['a rotated set in a tar', async () => ({ 'logs.tar.gz': gzipSync(await tarOf(rotated)) })],
    [
      'a rotated set in a tar, in another order',
      async () => ({
        'logs.tar': await tarOf(Object.fromEntries(Object.entries(rotated).toReversed())),
      }),
    ],
    ['a tar in a zip', async () => ({ 'all.zip': zipOf({ 'logs.tar': await tarOf(rotated) }) })],
    ['newest lines first', () => ({ 'kubelet.log': reversed })],
    ['UTF-16', () => ({ 'kubelet.log': Buffer.from(`\ufeff${LOG.replaceAll('\n', '\r\n')}`, 'utf16le') })],
    ['UTF-8 with a mark, and Windows line ends', () => ({ 'kubelet.log': `\ufeff${LOG.replaceAll('\n', '\r\n')}` })],
    ['gzip', () => ({ 'kubelet.log.gz': gzipSync(LOG) })],
  ]
  test.each(rows)('%s', async (_behaviour, files) => {
    const whole = await incidents({ 'kubelet.log': LOG })
    expect(whole).toMatchObject({
      lines: { total: 140, explained: 100 },
      incidents: [{ cause: { rule: 'inotify-watches-exhausted' } }],
    })
    expect(await incidents(await files())).toEqual(whole)
  })
})

test('an archive without logs on stdin is named so', async () => {
  const { code, stdout, stderr } = await run([], { stdin: await tarOf({ 'nodes.yaml': 'kind: Node\n' }) })
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'kubelog-diagnose: stdin: no logs found (1 other file)\n',
  })
})
