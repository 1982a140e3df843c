// Compressed bytes -> bytes, by stream. Truncated and damaged data throw an InputError after everything good has come out.
import { InputError, isFromBelow, type Bytes } from '../bytes.ts'
import type { Compression } from '../magic.ts'
import { bunzip2 } from './bzip2.ts'
import { gunzip } from './gzip.ts'
import { decodeLz4 } from './lz4.ts'
import { unxz } from './xz.ts'
import { unzstd } from './zstd.ts'

const DECODERS: Readonly<Record<Compression, (bytes: Bytes) => Bytes>> = {
  gzip: gunzip,
  zstd: unzstd,
  xz: unxz,
  bzip2: bunzip2,
  lz4: decodeLz4,
}

export async function* decompress(kind: Compression, bytes: Bytes): AsyncGenerator<Uint8Array> {
  try {
    yield* DECODERS[kind](bytes)
  } catch (error) {
    throw isFromBelow(error) ? error : new InputError(`${kind} data ${trouble(error)}`, { cause: error })
  }
}

function trouble(error: unknown): string {
  const text = String(error)
  if (/unexpected end|incomplete stream|cut off/i.test(text)) return 'ends too early: the file was cut off'
  if (/not supported/.test(text)) return text.replace(/^\w*Error: /, '')
  return 'is damaged'
}
