// Streams of bytes as the input stage hands them on.

export type Bytes = AsyncIterable<Uint8Array>

/** Bytes that cannot be read on: damaged or truncated data, or a limit. What came before counts. */
export class InputError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InputError'
  }
}

/** The first `size` bytes of a stream (fewer when it is shorter), and the whole stream again, with its error where it has one. */
export async function peek(bytes: Bytes, size: number): Promise<{ head: Uint8Array; bytes: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]()
  const chunks: Uint8Array[] = []
  let length = 0
  let failure: { readonly error: unknown } | undefined
  try {
    while (length < size) {
      const { done, value } = await iterator.next()
      if (done === true) break
      chunks.push(value)
      length += value.length
    }
  } catch (error) {
    failure = { error }
  }
  return { head: Buffer.concat(chunks).subarray(0, size), bytes: resume(chunks, iterator, failure) }
}

async function* resume(
  chunks: Uint8Array[],
  iterator: AsyncIterator<Uint8Array>,
  failure: { readonly error: unknown } | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    while (chunks.length > 0) yield chunks.shift() as Uint8Array // just seen that there is one
    if (failure !== undefined) throw failure.error
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value
  } finally {
    await iterator.return?.()
  }
}
