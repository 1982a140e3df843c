// What a log can be given as -> its bytes, in pieces. Reading can be aborted at any time, also while a source is silent.
import { Encoder } from './encoder.ts'

/** A web stream, as far as it is read: the `ReadableStream` of browsers and Node, `response.body`, `file.stream()`. */
export interface WebSource {
  /** Locks the stream and reads it. */
  getReader(): {
    /** As of `ReadableStreamDefaultReader`. */
    read(): Promise<{ readonly done: boolean; readonly value?: string | Uint8Array | undefined }>
    /** As of `ReadableStreamDefaultReader`. */
    cancel(reason?: unknown): Promise<void>
    /** As of `ReadableStreamDefaultReader`. */
    releaseLock(): void
  }
}

/** What a log can be given as: the text itself, its bytes, or chunks of either: a stream of Node or of the web, any iterable. */
export type LogSource =
  string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> | WebSource

/** How a source is read. */
export interface SourceOptions {
  /**
   * Ends the reading: what reads rejects with the signal's reason at once, and lets go of the source (a stream of Node is
   * destroyed, one of the web cancelled, an iterator returned).
   */
  readonly signal?: AbortSignal | undefined
  /** Each chunk holds whole lines, and may lack its last line end: values of split2, messages of Kafka. */
  readonly wholeLines?: boolean | undefined
}

type Chunks = AsyncIterable<unknown> | Iterable<unknown>

/** After so many bytes a reading that can be aborted lets timers and others have their turn: sources in memory never wait. */
const BREATH = 4 * 1024 * 1024

/** The bytes of a log, in pieces. */
export async function* chunksOf(source: LogSource, options: SourceOptions = {}): AsyncGenerator<Uint8Array> {
  const { signal } = options
  const encoder = new Encoder(options)
  let breath = 0
  for await (const chunk of heeding(chunkwise(source), signal)) {
    for (const bytes of encoder.next(chunk)) {
      yield bytes
      breath += bytes.length
      if (signal === undefined || breath < BREATH) continue
      breath = 0
      await new Promise((resolve) => setTimeout(resolve))
      signal.throwIfAborted()
    }
  }
  yield* encoder.end()
}

function chunkwise(source: unknown): Chunks {
  if (typeof source === 'string' || source instanceof Uint8Array) return [source]
  if (typeof source === 'object' && source !== null) {
    if (isWebSource(source)) return readWeb(source)
    if (Symbol.asyncIterator in source || Symbol.iterator in source) return source as Chunks // just seen
  }
  throw new TypeError(`a log is a text, bytes, or a stream of them, not ${kindOf(source)}`)
}

function isWebSource(source: object): source is WebSource {
  return 'getReader' in source && typeof source.getReader === 'function'
}

/** Web streams are no iterables in all browsers. */
function readWeb(source: WebSource): AsyncIterable<unknown> {
  const reader = source.getReader()
  const next = async (): Promise<IteratorResult<unknown>> => {
    const { done, value } = await reader.read()
    if (!done) return { done, value }
    reader.releaseLock()
    return { done, value: undefined }
  }
  const close = async (): Promise<IteratorResult<unknown>> => {
    await reader.cancel()
    reader.releaseLock()
    return { done: true, value: undefined }
  }
  return { [Symbol.asyncIterator]: () => ({ next, return: close }) }
}

/** The same chunks, up to an abort. */
export function heeding<T>(
  chunks: AsyncIterable<T> | Iterable<T>,
  signal: AbortSignal | undefined,
): AsyncIterable<T> | Iterable<T> {
  return signal === undefined ? chunks : untilAborted(chunks, signal)
}

async function* untilAborted<T>(chunks: AsyncIterable<T> | Iterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]()
  let isOver = false
  try {
    for (;;) {
      signal.throwIfAborted()
      const { done, value } = await nextOrAbort(iterator, signal)
      isOver = done === true
      if (done === true) return
      yield value
    }
  } catch (error) {
    isOver ||= !signal.aborted // it failed by itself
    throw error
  } finally {
    if (!isOver) letGo(chunks, iterator)
  }
}

/** A listener for each chunk: a promise that lives as long as the signal would keep all of them. */
async function nextOrAbort<T>(
  iterator: AsyncIterator<T> | Iterator<T>,
  signal: AbortSignal,
): Promise<IteratorResult<T, unknown>> {
  let abort = (): void => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
  })
  try {
    return await Promise.race([iterator.next(), aborted])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

/** Without waiting: the iterator of a silent stream would answer when the stream next says something. */
function letGo(chunks: object, iterator: AsyncIterator<unknown> | Iterator<unknown>): void {
  if ('destroy' in chunks && typeof chunks.destroy === 'function') chunks.destroy()
  const closing = async (): Promise<unknown> => iterator.return?.()
  closing().catch(() => {}) // nobody is left who could be told
}

/** In words, for errors. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (typeof value !== 'object') return `a ${typeof value}`
  if (value instanceof Promise) return 'a Promise: is an `await` missing?'
  return `an object (${Object.prototype.toString.call(value).slice('[object '.length, -1)})`
}
