// What goes wrong under a compression, in plain words.
import { InputError, isFromBelow, type Bytes } from '../bytes.ts'
import type { Compression } from '../magic.ts'

/** The same bytes; errors of the decoder become an InputError that says what is wrong with the data. */
export async function* inWords(kind: Compression, bytes: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* bytes
  } catch (error) {
    throw isFromBelow(error) ? error : new InputError(`${kind} data ${trouble(error)}`, { cause: error })
  }
}

function trouble(error: unknown): string {
  const text = String(error)
  if (/unexpected end|incomplete stream|cut off|truncated/i.test(text)) return 'ends too early: the file was cut off'
  if (/not supported/.test(text)) return text.replace(/^\w*Error: /, '')
  return 'is damaged'
}
