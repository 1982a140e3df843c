import { describe, expect, test } from '@jest/globals'
import { Readable, Writable } from 'node:stream'
import { stripVTControlCharacters } from 'node:util'
import type { Redaction } from '../../src/cli/io.ts'
import { Progress } from '../../src/cli/progress.ts'
import { redaction } from '../../src/cli/redact.ts'
import { ioOf } from './run.ts'

interface Given {
  readonly isTTY?: boolean
  /** Is the report written to the same terminal? */
  readonly isSame?: boolean
  readonly columns?: number
  readonly env?: Readonly<Record<string, string>>
  readonly redaction?: Redaction
}

interface Shown {
  readonly progress: Progress
  /** Reads so many bytes at a time, in milliseconds. */
  readonly read: (bytes: number, at: number) => void
  /** All that was written. */
  readonly writes: string[]
}

function shown({ isTTY = true, isSame = true, columns = 80, env = {}, redaction }: Given = {}): Shown {
  const writes: string[] = []
  let now = 0
  const stderr = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      writes.push(chunk.toString())
      done()
    },
  })
  const progress = new Progress({
    stdin: Readable.from([]),
    stdout: Object.assign(new Writable(), { isTTY: isSame }),
    stderr: Object.assign(stderr, { isTTY, columns }),
    env,
    now: new Date('2024-07-01T12:00:00Z'),
    clock: () => now,
    interrupt: new AbortController().signal,
    ...(redaction && { redaction }),
  })
  const read = (bytes: number, at: number): void => {
    now = at
    progress.onRead(bytes)
  }
  return { progress, read, writes }
}

const MIB = 1024 ** 2
const text = (writes: readonly string[]): string[] => writes.map((write) => stripVTControlCharacters(write).trim())

describe('the line', () => {
  test('has no name where names are not to be seen', async () => {
    const { io } = await redaction(true, ioOf())
    const { progress, read, writes } = shown({ ...(io.redaction && { redaction: io.redaction }) })
    progress.input('logs/node-a.log')
    read(30 * MIB, 2000)
    expect(text(writes)).toEqual([expect.stringMatching(/: input-1\.log$/)])
  })

  test('says how much of how much was read, how fast, and where', () => {
    const { progress, read, writes } = shown()
    progress.start(400 * MIB)
    progress.input('logs/kubelet.log')
    read(30 * MIB, 2000)
    expect(text(writes)).toEqual(['7 %, 30.0 MiB of 400 MiB, 15.0 MiB/s, 25 s left: logs/kubelet.log'])
  })

  test('says what is known where the whole is not', () => {
    const { progress, read, writes } = shown()
    progress.start(undefined)
    progress.input('stdin')
    read(3 * 1024 * MIB, 10_000)
    expect(text(writes)).toEqual(['3.0 GiB, 307 MiB/s: stdin'])
  })

  test.each([
    [100, 30, 1900, ''],
    [100, 30, 2000, ', 5 s left'],
    [100, 99.9, 5000, ''],
    [100, 2, 2000, ', 2 min left'],
    [100_000, 20, 2000, ', 2 h 47 min left'],
    [100_000_000, 20, 2000, ''],
  ])('of %d MiB, %d read after %d ms, says how long it takes: %j', (total, done, at, left) => {
    const { progress, read, writes } = shown()
    progress.start(total * MIB)
    progress.input('a.log')
    read(done * MIB, at)
    expect(text(writes)[0]).toMatch(new RegExp(`/s${left}: a\\.log$`))
  })

  test('is never more than all', () => {
    const { progress, read, writes } = shown()
    progress.start(1000)
    read(1500, 2000)
    expect(text(writes)[0]).toMatch(/^100 %, 1.5 KiB of 1000 bytes/)
  })

  test('takes the place of the one before', () => {
    const { progress, read, writes } = shown()
    progress.start(undefined)
    for (const at of [2000, 3000]) read(MIB, at)
    expect(writes).toHaveLength(2)
    expect(writes.every((write) => write.startsWith('\r\u001b[K') && !write.includes('\n'))).toBe(true)
  })

  test('fits the terminal, and shows the end of a long name', () => {
    const { progress, read, writes } = shown({ columns: 60 })
    progress.start(undefined)
    progress.input(`${'folder/'.repeat(30)}kubelet.log`)
    read(MIB, 2000)
    expect(text(writes)[0]?.length).toBeLessThan(60)
    expect(text(writes)[0]).toMatch(/: \.\.\..*folder\/kubelet\.log$/)
  })

  test('shows no control characters of strangers', () => {
    const { progress, read, writes } = shown()
    progress.input('\u001b]0;title\u0007.log')
    read(MIB, 2000)
    expect(writes[0]).not.toContain('\u001b]')
  })

  test('goes away at the end, and does not come back', () => {
    const { progress, read, writes } = shown()
    read(MIB, 2000)
    progress.end()
    read(MIB, 9000)
    expect(writes.slice(1)).toEqual(['\r\u001b[K'])
  })
})

describe('it is shown', () => {
  const reads = (given: Given, ...at: number[]): number => {
    const { progress, read, writes } = shown(given)
    for (const moment of at) read(MIB, moment)
    progress.end()
    return writes.length
  }
  test.each<[string, Given, number[], number]>([
    ['not where work is short', {}, [100, 1000, 1499], 0],
    ['where work is longer than a second and a half', {}, [100, 1600], 2],
    ['at once where the report goes elsewhere', { isSame: false }, [150], 2],
    ['ten times a second at most', {}, [2000, 2010, 2050, 2099, 2100, 2150], 3],
    ['never where stderr is no terminal', { isTTY: false }, [2000, 9000], 0],
    ['never there, wherever the report goes', { isTTY: false, isSame: false }, [2000, 9000], 0],
    ['never on a terminal that cannot erase', { env: { TERM: 'dumb' } }, [2000, 9000], 0],
  ])('%s', (_when, given, at, writes) => {
    expect(reads(given, ...at)).toBe(writes)
  })
})
