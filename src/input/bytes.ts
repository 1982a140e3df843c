// Streams of bytes as the input stage hands them on.

export type Bytes = AsyncIterable<Uint8Array>

/** Bytes that cannot be read on: damaged or truncated data, or a limit. What came before counts. */
export class InputError extends Error {
  /** A limit ends the whole input; damage only ends the member of an archive that has it. */
  readonly isLimit: boolean

  constructor(message: string, options?: ErrorOptions & { readonly isLimit?: boolean }) {
    super(message, options)
    this.name = 'InputError'
    this.isLimit = options?.isLimit ?? false
  }
}

/** Is it an error of the bytes below (another layer, or the disk), and not of the format that is read from them? */
export function isFromBelow(error: unknown): boolean {
  return error instanceof InputError || (typeof error === 'object' && error !== null && 'syscall' in error)
}

export function concat(chunks: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** As the platform's own streams take and give it. */
export function toWeb(bytes: Bytes): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]()
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done !== true) return controller.enqueue(value)
        // At the end of data that is cut off a decoder fails, and what it gave before is lost where it was not read yet.
        await new Promise((resume) => setTimeout(resume))
        controller.close()
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 0 },
  )
}

export interface Peeked {
  readonly head: Uint8Array
  /** The whole stream, with its error where it has one. */
  readonly bytes: Bytes
  /** The stream already failed while its head was read. */
  readonly failure: { readonly error: unknown } | undefined
  /** Lets go of a stream that is not read, or not to its end. */
  close(): Promise<void>
}

/** The first `size` bytes of a stream (fewer when it is shorter), and the whole stream again. */
export async function peek(bytes: Bytes, size: number): Promise<Peeked> {
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
  const close = async (): Promise<void> => {
    await iterator.return?.()
  }
  return { head: concat(chunks).subarray(0, size), bytes: resume(chunks, iterator, failure), failure, close }
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
