// Ctrl-C, as the streams see it.

/**
 * A stream that ends, as if the log did, when `stop` is aborted, even while it waits for more. What comes after it need
 * not know of interruptions.
 */
export async function* endedBy(stop: AbortSignal, stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const iterator = stream[Symbol.asyncIterator]()
  let end = (): void => {}
  const onAbort = (): void => end()
  stop.addEventListener('abort', onAbort)
  try {
    while (!stop.aborted) {
      // Not Promise.race(): it would keep something for every chunk as long as the process lives.
      const { done, value } = await new Promise<IteratorResult<Uint8Array, undefined>>((settle, fail) => {
        end = () => settle({ done: true, value: undefined })
        iterator.next().then(settle, fail)
      })
      if (done) return
      yield value
    }
  } finally {
    stop.removeEventListener('abort', onAbort)
    if (!stop.aborted) await iterator.return?.() // which else would wait for the next chunk
  }
}
