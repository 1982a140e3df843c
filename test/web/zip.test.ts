// The page's reader of zips beside the command's, on the same archives.
import { expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { crc32 as crcOfNode } from 'node:zlib'
import fc from 'fast-check'
import type { Member } from '../../src/input/archive/member.ts'
import { zipMembers as zipOfNode } from '../../src/input/archive/zip.ts'
import { crc32 } from '../../src/web/crc32.ts'
import { zipMembers } from '../../src/web/zip.ts'
import { zipOf } from '../input/archive/make.ts'
import { stream } from '../input/compression/samples.ts'

const LOG = 'E0602 15:39:04.000000       7 kubelet.go:7] kettle dry\n'

/** All that a reader tells of an archive, its complaints with it. */
async function told(members: AsyncIterable<Member>): Promise<unknown[]> {
  const all: unknown[] = []
  try {
    for await (const { path, modified, size, bytes } of members) {
      const chunks: Uint8Array[] = []
      const trouble = await (async () => {
        for await (const chunk of bytes) chunks.push(chunk)
      })().catch(String)
      all.push({ path, modified, size, text: trouble ?? Buffer.concat(chunks).toString(), trouble })
    }
  } catch (error) {
    all.push(String(error))
  }
  return all
}

async function expectSame(zip: Uint8Array): Promise<unknown[]> {
  const ours = await told(zipMembers(stream(zip, 1000)))
  expect(ours).toEqual(await told(zipOfNode(stream(zip, 1000), undefined)))
  return ours
}

test.each([
  [
    'files, folders and names of all kinds',
    zipOf({ 'a/': '', 'a\\b.log': LOG, 'Müller 節點.log': LOG.repeat(9000), '../x': '' }),
  ],
  ['a stored file', zipOf([{ name: 'a.log', body: LOG, isStored: true }])],
  ['an encrypted file', zipOf([{ name: 'a.log', body: LOG, flags: 1 }])],
  ['a method that nobody has', zipOf([{ name: 'a.log', body: LOG, method: 12 }])],
  [
    'a wrong checksum',
    zipOf([
      { name: 'a.log', body: LOG, crc: 7 },
      { name: 'b.log', body: LOG },
    ]),
  ],
  ['less than it says', zipOf([{ name: 'a.log', body: LOG, size: 1000 }])],
  ['more than it says', zipOf([{ name: 'a.log', body: LOG, size: 10 }])],
  ['nothing', zipOf({})],
  ['an end that is cut off', zipOf({ 'a.log': LOG }).subarray(0, -30)],
  ['a beginning that is cut off', zipOf({ 'a.log': LOG }).subarray(30)],
])('%s', async (_what, zip) => {
  await expectSame(zip)
})

test('an archive with damage anywhere never says other than the command does of a whole file', async () => {
  const whole = zipOf({ 'a.log': LOG, 'b.log': LOG.repeat(50) })
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
      const zip = Uint8Array.from(whole)
      zip[at] = (zip[at] ?? 0) ^ by
      for (const member of await told(zipMembers(stream(zip, 1000)))) {
        const { text, trouble } = member as { text?: string; trouble?: string }
        if (trouble === undefined && text !== undefined) expect([LOG, LOG.repeat(50)]).toContain(text)
      }
    }),
    { numRuns: 100 },
  )
})

const python = spawnSync('python3', ['--version']).status === 0 ? test : test.skip

python('numbers in the extra field, as those write who do not know the size beforehand', async () => {
  const script = `
import sys, zipfile
with zipfile.ZipFile(sys.stdout.buffer, 'w', zipfile.ZIP_DEFLATED) as z:
    with z.open('a.log', 'w', force_zip64=True) as f: f.write(b'kettle dry\\n')
`
  const { stdout } = spawnSync('python3', ['-c', script])
  const [member] = await expectSame(stdout)
  expect(member).toMatchObject({ path: 'a.log', text: 'kettle dry\n' })
})

test('the checksum is that of Node, in any pieces', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
      expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(crcOfNode(bytes))
    }),
  )
})
