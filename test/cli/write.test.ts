import { describe, expect, test } from '@jest/globals'
import { Writable } from 'node:stream'
import { OutputError, write, writePieces } from '../../src/cli/write.ts'

/** A stream that takes each chunk some time after it was given, or fails with a code. */
function stream(code?: string): Writable & { readonly taken: string[] } {
  const taken: string[] = []
  const writable = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      setImmediate(() => {
        if (code === undefined) taken.push(chunk.toString())
        done(code === undefined ? null : Object.assign(new Error(`${code}: write`), { code }))
      })
    },
  })
  writable.on('error', () => {})
  return Object.assign(writable, { taken })
}

test('waits until the stream has taken the text', async () => {
  const out = stream()
  await write(out, 'the report\n')
  expect(out.taken).toEqual(['the report\n'])
})

test('a reader that has gone away is no error', async () => {
  const out = stream('EPIPE')
  await expect(write(out, 'the report\n')).resolves.toBeUndefined()
  await expect(write(out, 'more of it\n')).resolves.toBeUndefined()
})

test('a full disk is an error in plain words', async () => {
  const failed = write(stream('ENOSPC'), 'the report\n')
  await expect(failed).rejects.toBeInstanceOf(OutputError)
  await expect(failed).rejects.toThrow('cannot write the report: no space left on the disk')
})

describe('a text in pieces', () => {
  function* pieces(count: number, told: number[] = []): Generator<string> {
    for (let number = 0; number < count; number++) {
      told.push(number)
      yield `${number}:${'x'.repeat(10_000)}\n`
    }
  }

  test('is written as a whole, several at once', async () => {
    const out = stream()
    await writePieces(out, pieces(50))
    expect(out.taken.join('')).toBe([...pieces(50)].join(''))
    expect(out.taken.length).toBeLessThan(10)
  })

  test('is made no further than somebody reads', async () => {
    const told: number[] = []
    await writePieces(stream('EPIPE'), pieces(50, told))
    expect(told.length).toBeLessThan(20)
  })
})
