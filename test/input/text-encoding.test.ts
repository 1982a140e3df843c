import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { fromUtf16 } from '../../src/input/text-encoding.ts'
import { stream } from './compression/samples.ts'
import { expanded } from './expanded.ts'

const LINES =
  'Jun 02 15:39:04 node-a kubelet[563]: E0602 15:39:04.168847     563 kubelet.go:1530] "Müller 節點 🚀"\r\n'.repeat(3)
const little = (text: string): Buffer => Buffer.from(text, 'utf16le')
const big = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

async function utf8(bytes: Uint8Array, encoding: 'utf16le' | 'utf16be', size: number): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of fromUtf16(stream(bytes, size), encoding)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('a log in UTF-16', () => {
  test.each([
    ['little end first', little(`\ufeff${LINES}`)],
    ['big end first', big(`\ufeff${LINES}`)],
    ['little end first, without a mark', little(LINES)],
    ['big end first, without a mark', big(LINES)],
  ])('%s, is read as its text', async (_form, bytes) => {
    expect(await expanded(bytes)).toMatchObject({ logs: [{ text: LINES }], problems: [] })
    expect((await expanded(bytes, { inner: 'kubelet.log' })).logs).toHaveLength(1)
  })

  test('that is no log is skipped where nobody named it', async () => {
    const ini = little('\ufeff[Settings]\r\nName=value\r\nOther=value\r\n')
    expect(await expanded(ini, { inner: 'settings.ini' })).toMatchObject({ logs: [], skipped: 1 })
  })

  test('that is cut off in the middle of a letter ends with U+FFFD', async () => {
    expect(await utf8(little('kubelet').subarray(0, 13), 'utf16le', 4)).toBe('kubele\ufffd')
  })

  test('any text in any pieces stays the same', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 9 }), async (text, size) => {
        fc.pre(!text.startsWith('\ufeff'))
        expect(await utf8(little(text), 'utf16le', size)).toBe(text)
        expect(await utf8(big(text), 'utf16be', size)).toBe(text)
      }),
    )
  })
})
