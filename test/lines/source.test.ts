// What a log can be given as, and that whoever reads it can stop at any time.
import { getEventListeners, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from '@jest/globals'
import { chunksOf, type LogSource, type SourceOptions } from '../../src/lines/source.ts'

async function textOf(source: LogSource, options?: SourceOptions): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of chunksOf(source, options)) text += decoder.decode(bytes, { stream: true })
  return text + decoder.decode()
}

/** What a caller in JavaScript may pass. */
const anything = (value: unknown): LogSource => value as LogSource

describe('a source', () => {
  test.each<[what: string, source: unknown, said: string]>([
    ['nothing', undefined, 'not undefined'],
    ['a number', 7, 'not a number'],
    ['a promise', Promise.resolve('x'), 'is an `await` missing?'],
    ['an ArrayBuffer', new ArrayBuffer(3), 'not an object (ArrayBuffer)'],
    ['objects', [{ msg: 'x' }], 'a log comes in texts or bytes, not in objects'],
    ['numbers', [1], 'not in values like 1'],
  ])('that is %s is refused in words', async (_what, source, said) => {
    const reading = textOf(anything(source))
    await expect(reading).rejects.toThrow(TypeError)
    await expect(reading).rejects.toThrow(said)
  })

  test('in chunks that are whole lines may leave out the line ends', async () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    const chunks = ['a', 'b\n', '', bytes('c'), bytes('d\n'), 'e\r\nf']
    expect(await textOf(chunks, { wholeLines: true })).toBe('a\nb\n\nc\nd\ne\r\nf\n')
    expect(await textOf(chunks)).toBe('ab\ncd\ne\r\nf')
  })

  test('may be cut within a pair of surrogates, and between half of one and bytes', async () => {
    expect(await textOf(['a\ud83d', '\ude80b'])).toBe('a🚀b')
    expect(await textOf(['a\ud83d', Uint8Array.of(0x62), 'c\ud83d'])).toBe('a\ufffdbc\ufffd')
  })

  test('that is a web stream is let go of at its end and cancelled when its reader leaves', async () => {
    const stream = new Blob(['abc']).stream()
    expect(await textOf(stream)).toBe('abc')
    expect(stream.locked).toBe(false)
    let cancelled = false
    const endless = new ReadableStream<string>({
      pull: (controller) => controller.enqueue('x'),
      cancel: () => void (cancelled = true),
    })
    for await (const _bytes of chunksOf(endless)) break
    expect([cancelled, endless.locked]).toEqual([true, false])
  })

  test('throws what its stream fails with', async () => {
    const web = new ReadableStream({ start: (controller) => controller.error(new Error('the network is gone')) })
    await expect(textOf(web)).rejects.toThrow('the network is gone')
    const node = Readable.from([Buffer.from('a')])
    node.destroy(new Error('the disk is gone'))
    await expect(textOf(node, { signal: new AbortController().signal })).rejects.toThrow('the disk is gone')
  })
})

describe('an abort', () => {
  const reason = new Error('enough')

  /** Reads with a signal that is aborted once the first chunk is there. */
  async function abortDuring(source: LogSource): Promise<void> {
    const controller = new AbortController()
    for await (const _bytes of chunksOf(source, { signal: controller.signal }))
      setTimeout(() => controller.abort(reason))
  }

  test('ends a read of a silent stream of Node, which is destroyed', async () => {
    const stream = new PassThrough()
    stream.write('a\n')
    await expect(abortDuring(stream)).rejects.toBe(reason)
    expect(stream.destroyed).toBe(true)
  })

  test('ends a read of a silent web stream, which is cancelled', async () => {
    const cancelled = new AbortController()
    const stream = new ReadableStream<string>({
      start: (controller) => controller.enqueue('a'),
      cancel: () => cancelled.abort(),
    })
    await expect(abortDuring(stream)).rejects.toBe(reason)
    expect(cancelled.signal.aborted || (await once(cancelled.signal, 'abort'))).toBeTruthy()
  })

  test('ends a read of an iterator that never answers, which is returned', async () => {
    let returned = false
    const chunks: AsyncIterator<string> = {
      next: async () => new Promise(() => {}),
      return: async () => {
        returned = true
        return { done: true, value: undefined }
      },
    }
    const reading = textOf({ [Symbol.asyncIterator]: () => chunks }, { signal: AbortSignal.timeout(1) })
    await expect(reading).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(returned).toBe(true)
  })

  test('has its turn while a long text is read that is in memory', async () => {
    const text = 'x'.repeat(64 * 1024 * 1024)
    await expect(textOf(text, { signal: AbortSignal.timeout(1) })).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  test('before the first read lets nothing be read', async () => {
    let isAsked = false
    const source = {
      [Symbol.iterator]: () => ({ next: (): IteratorResult<string> => ({ done: (isAsked = true), value: 'x' }) }),
    }
    await expect(textOf(source, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(isAsked).toBe(false)
  })

  test('that never comes leaves no listener behind', async () => {
    const { signal } = new AbortController()
    expect(await textOf(['a', 'b'], { signal })).toBe('ab')
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})
