import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import { LEAST_GIVEN } from '../../src/input/window.ts'
import { readWindows } from '../../src/input/windows.ts'
import { at, seen } from '../correlate/story.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'windows-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function fileOf(text: string): string {
  const path = join(folder, `${text.length}.log`)
  writeFileSync(path, text)
  return path
}

describe('a file in windows', () => {
  test.each([
    ['empty', '', []],
    ['shorter than a window', 'abc', ['abc']],
    ['of a whole window', 'abc\n', ['abc\n']],
    ['of several lines', 'a\nb\ncd\ne', ['a\nb\n', 'cd\n', 'e']],
    ['with a line in two windows', 'a\nbcde\nfg\n', ['a\n', 'bcde\n', 'fg\n']],
    ['with lines that are longer', 'abcdefghij\nk', ['abcd', 'efgh', 'ij\n', 'k']],
    ['of line ends', '\n\n\n\n\n', ['\n\n\n\n', '\n']],
  ])('%s gives all of its bytes, by lines where they fit', async (_name, text, expected) => {
    const chunks: string[] = []
    for await (const chunk of readWindows(fileOf(text), { size: 4, margin: 3 }))
      chunks.push(Buffer.from(chunk).toString())
    expect(chunks).toEqual(expected)
  })

  test.each([300, 60_000])('gives so much of lines of %d bytes that nobody gathers it', async (length) => {
    const sizes: number[] = []
    for await (const chunk of readWindows(fileOf(`${'x'.repeat(length - 1)}\n`.repeat(Math.ceil(7e6 / length)))))
      sizes.push(chunk.length)
    expect(sizes.length).toBeGreaterThan(3)
    expect(Math.min(...sizes.slice(0, -1))).toBeGreaterThanOrEqual(LEAST_GIVEN)
  })

  test('is diagnosed as when it is read at once, though the next window is written over the one before', async () => {
    const lines = Array.from({ length: 200 }, (_, index) =>
      at(`12:00:${String(index % 60).padStart(2, '0')}.${index}`, index % 3 === 0 ? 'disk full' : `hello ${index % 5}`),
    ).sort()
    const text = `${lines.join('\n')}\n`
    const options = { rules: [seen('disk-full')] }
    expect(await diagnose(readWindows(fileOf(text), { size: 1024 }), options)).toEqual(await diagnose(text, options))
  })

  test('lets others have their turn between chunks that stand', async () => {
    const turns: string[] = []
    for await (const chunk of readWindows(fileOf('a\nb\nc\n'), { standing: 2, size: 2 })) {
      const text = Buffer.from(chunk).toString().trim()
      turns.push(text)
      setImmediate(() => turns.push(`after ${text}`))
    }
    expect(turns).toEqual(['a', 'after a', 'b', 'after b', 'c', 'after c'])
  })

  test('that is left early is closed', async () => {
    const path = fileOf('abcdefghijklmnop')
    for await (const chunk of readWindows(path, { size: 4, margin: 3 })) {
      expect(Buffer.from(chunk).toString()).toBe('abcd')
      break
    }
    expect(openFiles()).not.toContain(path)
  })

  test.each([
    ['that is not there', 'none.log', 'ENOENT'],
    ['that is a folder', '', 'EISDIR'],
  ])('%s throws where it is read', async (_name, path, code) => {
    const read = async (): Promise<void> => {
      for await (const chunk of readWindows(join(folder, path))) expect(chunk).toBeUndefined()
    }
    await expect(read()).rejects.toMatchObject({ code })
  })
})

/** What this process holds open; nothing where the system does not tell. */
function openFiles(): string[] {
  try {
    return readdirSync('/proc/self/fd').flatMap((fd) => linkOf(fd))
  } catch {
    return []
  }
}

function linkOf(fd: string): string[] {
  try {
    return [readlinkSync(`/proc/self/fd/${fd}`)]
  } catch {
    return [] // the one that lists the folder
  }
}
