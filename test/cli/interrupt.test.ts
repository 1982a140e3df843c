import { describe, expect, test } from '@jest/globals'
import { endedBy } from '../../src/cli/interrupt.ts'

const CHUNKS = ['one', 'two', 'three'].map((text) => Buffer.from(text))

/** A stream that says when it was left. */
async function* stream(then: () => Promise<void>, left: () => void = () => {}): AsyncGenerator<Uint8Array> {
  try {
    yield* CHUNKS
    await then()
  } finally {
    left()
  }
}

async function read(chunks: AsyncIterable<Uint8Array>, each: (count: number) => void = () => {}): Promise<string[]> {
  const texts: string[] = []
  for await (const chunk of chunks) {
    texts.push(Buffer.from(chunk).toString())
    each(texts.length)
  }
  return texts
}

describe("a stream with an end of the user's choice", () => {
  test('is the whole stream when nobody interrupts', async () => {
    const { signal } = new AbortController()
    expect(
      await read(
        endedBy(
          signal,
          stream(async () => {}),
        ),
      ),
    ).toEqual(['one', 'two', 'three'])
  })

  test('ends while it waits for more', async () => {
    const control = new AbortController()
    const forever = new Promise<void>(() => {})
    setImmediate(() => control.abort())
    expect(
      await read(
        endedBy(
          control.signal,
          stream(() => forever),
        ),
      ),
    ).toEqual(['one', 'two', 'three'])
  })

  test('ends between two chunks', async () => {
    const control = new AbortController()
    const chunks = endedBy(
      control.signal,
      stream(async () => {}),
    )
    expect(await read(chunks, (count) => count === 2 && control.abort())).toEqual(['one', 'two'])
  })

  test('has nothing when the user was faster', async () => {
    expect(
      await read(
        endedBy(
          AbortSignal.abort(),
          stream(async () => {}),
        ),
      ),
    ).toEqual([])
  })

  test('breaks where the stream breaks', async () => {
    const broken = stream(() => Promise.reject(new Error('EIO')))
    await expect(read(endedBy(new AbortController().signal, broken))).rejects.toThrow('EIO')
  })

  test('leaves the stream when it is left itself', async () => {
    const seen: string[] = []
    const chunks = endedBy(
      new AbortController().signal,
      stream(
        async () => {},
        () => seen.push('left'),
      ),
    )
    for await (const chunk of chunks) {
      seen.push(Buffer.from(chunk).toString())
      break
    }
    expect(seen).toEqual(['one', 'left'])
  })
})
